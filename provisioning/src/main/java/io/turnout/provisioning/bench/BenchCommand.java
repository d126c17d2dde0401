package io.turnout.provisioning.bench;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.turnout.protocol.measure.Figure;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code turnout bench}: each program measures itself, this one measures their start. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description =
                "Measures G1, G2 (unit), G7, G15 (hub), G6 (unit to hub), G16 (attendees' pages), U-5"
                        + " (units at once), AT13 (a flood), G8 (start of both), G9 and G10 (memory"
                        + " of both), each against a reference in the same run. Takes some"
                        + " minutes.")
public final class BenchCommand implements Callable<Integer> {
    private static final double UNIT_TO_IDLE = 2;
    private static final double HUB_TO_IDLE = 4;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(names = "--hub-jar", required = true, description = "The hub's program.")
    private Path hubJar = Path.of("venue-hub.jar");

    @Option(names = "--gateway-jar", required = true, description = "The unit's program.")
    private Path gatewayJar = Path.of("gateway-device.jar");

    @Option(
            names = "--only",
            paramLabel = "ID",
            description =
                    "Measure only this figure of those of whole programs: G6, G8, G9, G10, G16, U-5,"
                            + " AT13.")
    private String only = "";

    @Option(
            names = "--hub-options",
            description = "How Java runs the hub in G8 and G10: its java.options.")
    private @Nullable Path hubOptions;

    @Option(
            names = "--gateway-options",
            description = "How Java runs the unit in G8 and G9: its java.options.")
    private @Nullable Path gatewayOptions;

    @Option(names = "--json", description = "Print JSON instead of a table.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter progress = spec.commandLine().getErr();
        Path work = Files.createTempDirectory("turnout-bench-");
        try {
            List<Figure> figures = new ArrayList<>();
            if (only.isEmpty()) {
                figures.addAll(ownBench(gatewayJar, work));
                figures.addAll(ownBench(hubJar, work));
            }
            figures.addAll(starts(work, progress));
            if (wanted("G6")) {
                figures.addAll(delivery(work, progress));
            }
            if (wanted("G16")) {
                figures.addAll(new PinBench(work, progress).measure(hubJar));
            }
            if (wanted("U-5")) {
                figures.addAll(new EnrolBench(work, progress).measure(hubJar));
            }
            if (wanted("AT13")) {
                figures.add(new FloodBench(work, progress).measure(hubJar));
            }
            print(figures);
            return 0;
        } finally {
            delete(work);
        }
    }

    /** G8, G9, G10: as the programs are installed, where their options are given. */
    private List<Figure> starts(Path work, PrintWriter progress)
            throws IOException, InterruptedException {
        StartBench ofHub = new StartBench(work, options(hubOptions), progress);
        StartBench ofUnit = new StartBench(work, options(gatewayOptions), progress);
        StartBench.Subject hub = ofHub.hub(hubJar);
        StartBench.Subject unit = ofUnit.unit(gatewayJar, listKey());
        List<Figure> figures = new ArrayList<>();
        if (wanted("G8")) {
            figures.add(ofHub.measure("hub", hub));
            figures.add(ofUnit.measure("unit", unit));
        }
        if (wanted("G9")) {
            figures.add(
                    new MemoryBench(ofUnit, progress)
                            .measure(resident("G9", "unit"), UNIT_TO_IDLE, unit));
        }
        if (wanted("G10")) {
            figures.add(
                    new MemoryBench(ofHub, progress)
                            .measure(resident("G10", "hub"), HUB_TO_IDLE, hub));
        }
        return figures;
    }

    private static Figure.Label resident(String id, String name) {
        return new Figure.Label(id, name + ": resident when idle / a Java that does nothing", "MB");
    }

    private static List<String> options(@Nullable Path file) {
        return List.of(file == null ? "-XX:+UseSerialGC" : "@" + file.toAbsolutePath());
    }

    private boolean wanted(String id) {
        return only.isEmpty() || only.equals(id);
    }

    /** G6, where its reference can run. */
    private List<Figure> delivery(Path work, PrintWriter progress)
            throws IOException, InterruptedException {
        Optional<Path> mosquitto = PahoPair.mosquitto();
        if (mosquitto.isEmpty()) {
            progress.println("G6 is not measured: install the package mosquitto");
            return List.of();
        }
        return List.of(
                new DeliveryBench(work, progress).measure(hubJar, gatewayJar, mosquitto.get()));
    }

    /** Runs a program's own {@code bench --json}; its progress goes to standard error. */
    private static List<Figure> ownBench(Path jar, Path work)
            throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-jar",
                                jar.toAbsolutePath().toString(),
                                "bench",
                                "--json")
                        .directory(work.toFile())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = process.waitFor();
        if (code != 0) {
            throw new IOException(jar + " bench ended with code " + code);
        }
        return JSON.readValue(output, new TypeReference<List<Figure>>() {});
    }

    private void print(List<Figure> figures) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(figures));
            return;
        }
        out.println(Figure.table(figures));
        out.flush();
    }

    /** A key that no list is signed with: the units of the bench never hear of a hub. */
    private static String listKey() {
        try {
            byte[] encoded =
                    KeyPairGenerator.getInstance("Ed25519")
                            .generateKeyPair()
                            .getPublic()
                            .getEncoded();
            return Base64.getEncoder()
                    .encodeToString(
                            Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK has no Ed25519", e);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
