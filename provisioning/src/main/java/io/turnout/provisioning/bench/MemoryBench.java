package io.turnout.provisioning.bench;

import io.turnout.protocol.measure.Figure;
import io.turnout.protocol.measure.Pairs;
import io.turnout.provisioning.process.Program;
import io.turnout.provisioning.process.Program.Launch;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * G9, G10: resident memory of a program that is ready and left alone, as it is installed, against a
 * Java program that does nothing.
 */
final class MemoryBench {
    private static final Duration START = Duration.ofSeconds(60);

    /** What was needed for the start only is given back by then. */
    private static final Duration REST = Duration.ofSeconds(12);

    private static final String RESIDENT = "Rss:";

    private final StartBench starts;
    private final PrintWriter progress;

    MemoryBench(StartBench starts, PrintWriter progress) {
        this.starts = starts;
        this.progress = progress;
    }

    /**
     * Measures a program.
     *
     * @param label its unit is MB
     * @param limit of the ratio
     */
    Figure measure(Figure.Label label, double limit, StartBench.Subject subject)
            throws IOException, InterruptedException {
        List<String> jvm = starts.withCache(label.id(), subject);
        Pairs pairs = new Pairs();
        for (int pair = 1; pair <= Pairs.FEWEST; pair++) {
            double ours = program(subject.launch(1000 + pair, jvm));
            double reference = idle();
            pairs.add(ours, reference);
            progress.printf(
                    "%s: pair %d of %d, %.1f MB against %.1f MB%n",
                    label.id(), pair, Pairs.FEWEST, ours, reference);
            progress.flush();
        }
        return Figure.atMost(limit, label, pairs);
    }

    private static double program(Launch launch) throws IOException, InterruptedException {
        try (Program program = Program.start(launch)) {
            program.awaitReady(START);
            Thread.sleep(REST);
            return residentMegabytes(program.pid());
        }
    }

    private static double idle() throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Idle.class.getName())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            if (lines.readLine() == null) {
                throw new IOException("a Java program that does nothing did not start");
            }
            Thread.sleep(REST);
            return residentMegabytes(process.pid());
        } finally {
            process.destroy();
        }
    }

    private static double residentMegabytes(long pid) throws IOException {
        Path memory = Path.of("/proc", String.valueOf(pid), "smaps_rollup");
        return Files.readAllLines(memory).stream()
                        .filter(line -> line.startsWith(RESIDENT))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                        .findFirst()
                        .orElseThrow(() -> new IOException("no " + RESIDENT + " in " + memory))
                / 1024.0;
    }
}
