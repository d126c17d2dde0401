package io.turnout.provisioning.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One of Turnout's programs as a child process. Its output goes to a log file; its start-up line is
 * waited for. Thread-safe.
 */
public final class Program implements AutoCloseable {
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final String name;
    private final Process process;
    private final CompletableFuture<String> ready = new CompletableFuture<>();
    private final CompletableFuture<String> setupLink = new CompletableFuture<>();
    private final Path log;

    private Program(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
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

        private List<String> command() {
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
        Files.createDirectories(launch.log().toAbsolutePath().getParent());
        ProcessBuilder builder = new ProcessBuilder(launch.command());
        builder.environment().putAll(launch.environment());
        Process process = builder.redirectErrorStream(true).start();
        Program program = new Program(launch.name(), process, launch.log());
        Thread.ofVirtual().name("output of " + launch.name()).start(program::copyOutput);
        return program;
    }

    /**
     * Waits for its start-up line.
     *
     * @return the line
     * @throws IOException when it ends or the time passes first; the message has its last words
     */
    public String awaitReady(Duration timeout) throws IOException {
        return await(ready, timeout, "its start-up line");
    }

    /** Waits for the one-time link that a hub without users prints. */
    public String awaitSetupLink(Duration timeout) throws IOException {
        return await(setupLink, timeout, "its set-up link");
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

    /** SIGTERM; SIGKILL when it has not ended in 10 s. */
    @Override
    public void close() {
        process.destroy();
        try {
            process.onExit().get(GRACE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            kill();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            kill();
        } catch (ExecutionException e) {
            throw new IllegalStateException("waiting for the end of " + name, e);
        }
    }

    private String await(CompletableFuture<String> line, Duration timeout, String what)
            throws IOException {
        try {
            return line.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IOException(
                    name + " did not print " + what + " in " + timeout + lastWords(), e);
        } catch (ExecutionException e) {
            throw new IOException(name + " ended before " + what + lastWords(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while " + name + " was starting", e);
        }
    }

    private void copyOutput() {
        try (BufferedReader output = process.inputReader();
                var writer =
                        Files.newBufferedWriter(
                                log, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                writer.write(line);
                writer.newLine();
                writer.flush();
                notice(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("copying the output of " + name + " to " + log, e);
        } finally {
            IOException ended = new IOException(name + " ended");
            ready.completeExceptionally(ended);
            setupLink.completeExceptionally(ended);
        }
    }

    private void notice(String line) {
        if (line.startsWith("Turnout ") && line.contains(" ready: ")) {
            ready.complete(line);
        } else if (line.startsWith("Set up the first user: ")) {
            setupLink.complete(line.substring("Set up the first user: ".length()).strip());
        }
    }

    private String lastWords() throws IOException {
        List<String> lines = Files.exists(log) ? Files.readAllLines(log) : List.of();
        List<String> last = lines.subList(Math.max(0, lines.size() - 8), lines.size());
        return "; its log " + log + " ends:\n  " + String.join("\n  ", last);
    }
}
