package io.turnout.provisioning.bench;

import io.turnout.protocol.measure.Figure;
import io.turnout.protocol.measure.Pairs;
import io.turnout.provisioning.api.ApiException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.paho.mqttv5.common.MqttException;

/**
 * G6: a full journal of a unit through the hub's own broker into its scan log, committed and
 * acknowledged, all in real processes; against as many events of the same size through a bare
 * Paho–Mosquitto–Paho pair.
 */
final class DeliveryBench {
    private static final int WARM_UP = 2;
    private static final int PAIRS = 11;
    private static final int SCANS = 20_000;
    private static final double TARGET = 0.8;
    private static final Figure.Label LABEL =
            new Figure.Label(
                    "G6",
                    "journal to hub, committed, acknowledged / Paho-Mosquitto-Paho",
                    "events/s");

    private final Path work;
    private final PrintWriter progress;

    DeliveryBench(Path work, PrintWriter progress) {
        this.work = work;
        this.progress = progress;
    }

    /** Measures in turns, after rounds that warm both up. */
    Figure measure(Path hubJar, Path gatewayJar, Path mosquitto)
            throws IOException, InterruptedException {
        Path folder = Files.createDirectories(work.resolve("g6"));
        try (BenchHub hub = BenchHub.start(hubJar, folder);
                PahoPair reference = PahoPair.start(mosquitto, folder, StartBench.freePort())) {
            Process unit = unit(gatewayJar, hub, folder);
            try {
                return measure(hub, unit, reference);
            } finally {
                unit.destroyForcibly().onExit().join();
            }
        } catch (ApiException | MqttException e) {
            throw new IOException("G6 could not be measured: " + e.getMessage(), e);
        }
    }

    private Figure measure(BenchHub hub, Process unit, PahoPair reference)
            throws IOException, ApiException, MqttException, InterruptedException {
        BufferedReader said = unit.inputReader(StandardCharsets.UTF_8);
        PrintWriter orders = new PrintWriter(unit.outputWriter(StandardCharsets.UTF_8));
        byte[] payload = new byte[Integer.parseInt(said(said))];
        Pairs pairs = new Pairs();
        for (int i = 0; i < WARM_UP + PAIRS; i++) {
            String name = "g6-" + i;
            orders.println(name + " " + hub.register(name));
            orders.flush();
            double ours = perSecond(Long.parseLong(said(said)));
            double bare = perSecond(reference.carry(SCANS, payload));
            progress.printf("G6: %.0f/s against %.0f/s%n", ours, bare);
            progress.flush();
            if (i >= WARM_UP) {
                pairs.add(ours, bare);
            }
        }
        if (hub.scans() != (long) SCANS * (WARM_UP + PAIRS)) {
            throw new IOException("the hub has only " + hub.scans() + " scans");
        }
        return Figure.atLeast(TARGET, LABEL, pairs);
    }

    private static double perSecond(long nanos) {
        return SCANS * 1e9 / nanos;
    }

    private static String said(BufferedReader unit) throws IOException {
        String line = unit.readLine();
        if (line == null) {
            throw new IOException("the unit's bench ended");
        }
        return line;
    }

    private static Process unit(Path jar, BenchHub hub, Path folder) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-Xmx128m",
                        "-jar",
                        jar.toAbsolutePath().toString(),
                        "bench",
                        "uplink",
                        "--url",
                        hub.mqttUrl(),
                        "--site",
                        BenchHub.SITE,
                        "--room",
                        BenchHub.ROOM,
                        "--dir",
                        folder.toString(),
                        "--scans",
                        String.valueOf(SCANS))
                .redirectError(folder.resolve("unit.log").toFile())
                .start();
    }
}
