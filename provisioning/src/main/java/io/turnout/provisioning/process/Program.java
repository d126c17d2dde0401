package io.turnout.provisioning.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * One of Turnout's programs as a child process. Its output goes to a log file; its start-up line is
 * waited for. Thread-safe.
 */
public final class Program implements AutoCloseable {
    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(5);
    private static final Pattern READY = Pattern.compile("Turnout .* ready: .*");
    private static final String SETUP = "Set up the first user: ";

    private final String name;
    private final Process process;
    private final Path log;
    private final long logStart;

    private Program(String name, Process process, Path log, long logStart) {
        this.name = name;
        this.process = process;
        this.log = log;
        this.logStart = logStart;
    }

    /**
     * What to start.
     *
     * @param name for messages, such as {@code hub} or {@code door-1}
     * @param jar the program's jar, its {@code lib} folder beside it
     * @param jvm options of the JVM
     * @param arguments of the program
     * @param environment added to this process's own
     * @param log where its output goes, appended
     */
    public record Launch(
            String name,
            Path jar,
            List<String> jvm,
            List<String> arguments,
            Map<String, String> environment,
            Path log) {
        public Launch {
            jvm = List.copyOf(jvm);
            arguments = List.copyOf(arguments);
            environment = Map.copyOf(environment);
        }

        /** The whole command line. */
        public List<String> command() {
            List<String> command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(jvm);
            command.addAll(List.of("-jar", jar.toString()));
            command.addAll(arguments);
            return command;
        }
    }

    /**
     * Starts it; does not wait.
     *
     * @throws IOException when the JVM cannot be started or the log cannot be written
     */
    public static Program start(Launch launch) throws IOException {
        Path log = launch.log().toAbsolutePath();
        Files.createDirectories(log.getParent());
        long logStart = Files.exists(log) ? Files.size(log) : 0;
        ProcessBuilder builder = new ProcessBuilder(launch.command());
        builder.environment().putAll(launch.environment());
        Process process =
                builder.redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                        .start();
        return new Program(launch.name(), process, log, logStart);
    }

    /**
     * Waits for its start-up line.
     *
     * @return the line
     * @throws IOException when it ends or the time passes first; the message has its last words
     */
    public String awaitReady(Duration timeout) throws IOException {
        return await(line -> READY.matcher(line).matches(), timeout, "its start-up line");
    }

    /** Waits for the one-time link that a hub without users prints. */
    public String awaitSetupLink(Duration timeout) throws IOException {
        return await(line -> line.startsWith(SETUP), timeout, "its set-up link")
                .substring(SETUP.length())
                .strip();
    }

    public String name() {
        return name;
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Its exit code once it has ended. */
    public Optional<Integer> exitCode() {
        return process.isAlive() ? Optional.empty() : Optional.of(process.exitValue());
    }

    /** SIGKILL, as a power cut would; returns when it is gone. */
    public void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** SIGTERM; SIGKILL when it has not ended in 10 s. An interrupt does not cut the wait short. */
    @Override
    public void close() {
        process.destroy();
        try {
            process.onExit()
                    .orTimeout(GRACE.toMillis(), TimeUnit.MILLISECONDS)
                    .handle((ended, late) -> late == null)
                    .thenAccept(inTime -> {
                        if (!inTime) {
                            process.destroyForcibly();
                        }
                    })
                    .join();
        } finally {
            process.onExit().join();
        }
    }

    private String await(Predicate<String> wanted, Duration timeout, String what)
            throws IOException {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (true) {
            boolean alive = process.isAlive();
            Optional<String> line = said(wanted);
            if (line.isPresent()) {
                return line.get();
            }
            if (!alive || System.nanoTime() > deadline) {
                String why = alive ? " did not in " + timeout + " print " : " ended before ";
                throw new IOException(name + why + what + lastWords());
            }
            pause();
        }
    }

    private void pause() throws IOException {
        try {
            Thread.sleep(POLL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while " + name + " was starting", e);
        }
    }

    /** A line that it has printed, without an unfinished last one. */
    private Optional<String> said(Predicate<String> wanted) throws IOException {
        String text = output();
        String whole = text.substring(0, text.lastIndexOf('\n') + 1);
        return whole.lines().filter(wanted).findFirst();
    }

    /** What this process has written to its log, which may hold earlier lives before it. */
    private String output() throws IOException {
        try (InputStream in = Files.newInputStream(log)) {
            in.skipNBytes(logStart);
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private String lastWords() throws IOException {
        List<String> lines = output().lines().toList();
        List<String> last = lines.subList(Math.max(0, lines.size() - 8), lines.size());
        return "; its log " + log + " ends:\n  " + String.join("\n  ", last);
    }
}
