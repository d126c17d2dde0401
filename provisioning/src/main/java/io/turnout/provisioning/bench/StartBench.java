package io.turnout.provisioning.bench;

import io.turnout.protocol.measure.Figure;
import io.turnout.protocol.measure.Pairs;
import io.turnout.provisioning.process.Program;
import io.turnout.provisioning.process.Program.Launch;
import io.turnout.provisioning.process.SecretFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * G8: time from starting a program to its start-up line, with an AOT cache against without, in
 * turns. The cache is made first, by one training run.
 */
final class StartBench {
    private static final int PAIRS = 9;
    private static final double TARGET = 0.40;
    private static final Duration START = Duration.ofSeconds(60);

    private final Path work;
    private final List<String> options;
    private final PrintWriter progress;

    /**
     * A bench of one program.
     *
     * @param options of the JVM, with the cache and without
     */
    StartBench(Path work, List<String> options, PrintWriter progress) {
        this.work = work;
        this.options = List.copyOf(options);
        this.progress = progress;
    }

    /** How a program is started for the bench, each time on an empty data directory. */
    interface Subject {
        Launch launch(int run, List<String> jvm) throws IOException;
    }

    Figure measure(String name, Subject subject) throws IOException {
        List<String> with = withCache(name, subject);
        Pairs pairs = new Pairs();
        for (int pair = 1; pair <= PAIRS; pair++) {
            double ours = startMillis(subject.launch(2 * pair - 1, with));
            double reference = startMillis(subject.launch(2 * pair, options));
            pairs.add(ours, reference);
            progress.printf(
                    "G8 %s: pair %d of %d, %.0f ms against %.0f ms%n",
                    name, pair, PAIRS, ours, reference);
            progress.flush();
        }
        String what = name + ": start with AOT cache / without";
        return Figure.atMost(TARGET, new Figure.Label("G8", what, "ms"), pairs);
    }

    /** The options with a cache that is made for them, by a start on an empty data directory. */
    List<String> withCache(String name, Subject subject) throws IOException {
        progress.println(name + ": making the AOT cache");
        progress.flush();
        Path cache = work.resolve(name + ".aot");
        try (Program program =
                Program.start(subject.launch(0, and("-XX:AOTCacheOutput=" + cache)))) {
            program.awaitReady(START);
        }
        if (!Files.exists(cache)) {
            throw new IOException("the training run left no AOT cache at " + cache);
        }
        return and("-XX:AOTCache=" + cache);
    }

    private List<String> and(String option) {
        List<String> all = new ArrayList<>(options);
        all.add(option);
        return all;
    }

    private static double startMillis(Launch launch) throws IOException {
        long start = System.nanoTime();
        try (Program program = Program.start(launch)) {
            program.awaitReady(START);
            return (System.nanoTime() - start) / 1e6;
        }
    }

    /** The hub on an empty data directory. */
    Subject hub(Path jar) {
        return (run, jvm) -> {
            Path data = work.resolve("hub-" + run);
            return new Launch(
                    "hub",
                    jar,
                    jvm,
                    List.of("--data", data.toString()),
                    Map.of(
                            "TURNOUT_HUB_TLS", "off",
                            "TURNOUT_HUB_HTTP_PORT", String.valueOf(freePort()),
                            "TURNOUT_HUB_MQTT_PORT", String.valueOf(freePort())),
                    work.resolve("hub.log"));
        };
    }

    /** A unit on an empty data directory, its hub away. */
    Subject unit(Path jar, String listKey) {
        return (run, jvm) -> {
            Path secret = work.resolve("secret");
            SecretFile.write(secret, "bench");
            List<String> arguments = new ArrayList<>(List.of("--data"));
            arguments.add(work.resolve("unit-" + run).toString());
            return new Launch(
                    "unit",
                    jar,
                    jvm,
                    arguments,
                    Map.of(
                            "MALLOC_ARENA_MAX", "1",
                            "TURNOUT_GATEWAY_UNIT", "bench",
                            "TURNOUT_GATEWAY_SECRET_FILE", secret.toString(),
                            "TURNOUT_GATEWAY_HUB_URL", "http://127.0.0.1:9",
                            "TURNOUT_GATEWAY_MQTT_URL", "tcp://127.0.0.1:9",
                            "TURNOUT_GATEWAY_HUB_LIST_KEY", listKey,
                            "TURNOUT_GATEWAY_PANEL_PORT", String.valueOf(freePort()),
                            "TURNOUT_GATEWAY_READER", "virtual",
                            "TURNOUT_GATEWAY_INDICATOR", "virtual",
                            "TURNOUT_GATEWAY_MODE", "auto"),
                    work.resolve("unit.log"));
        };
    }

    static int freePort() throws IOException {
        try (java.net.ServerSocket any =
                new java.net.ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            return any.getLocalPort();
        }
    }
}
