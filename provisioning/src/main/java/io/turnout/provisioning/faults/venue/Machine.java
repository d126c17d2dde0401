package io.turnout.provisioning.faults.venue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * A program that can be killed and frozen, and that is started again when it ends by itself, as
 * systemd would. Thread-safe.
 */
public final class Machine implements AutoCloseable {
    private static final Duration BETWEEN_STARTS = Duration.ofSeconds(1);
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final Start start;
    private final List<String> ends = new ArrayList<>();
    private Optional<Process> process = Optional.empty();
    private boolean wanted;
    private boolean frozen;
    private long startedAt;

    /**
     * What to start.
     *
     * @param name for messages, such as {@code hub} or {@code door-1}
     * @param command program and arguments
     * @param environment added to this process's own
     * @param log where its output goes, appended
     */
    public record Start(
            String name, List<String> command, Map<String, String> environment, Path log) {
        public Start {
            command = List.copyOf(command);
            environment = Map.copyOf(environment);
        }

        /** With more in its environment. */
        Start with(Map<String, String> more) {
            Map<String, String> all = new HashMap<>(environment);
            all.putAll(more);
            return new Start(name, command, all, log);
        }
    }

    public Machine(Start start) {
        this.start = start;
    }

    public String name() {
        return start.name();
    }

    /** Its process while it runs. */
    public synchronized OptionalLong pid() {
        return isAlive() ? OptionalLong.of(process.orElseThrow().pid()) : OptionalLong.empty();
    }

    /** What it has written out so far, in bytes. */
    public long logged() throws IOException {
        return Files.exists(start.log()) ? Files.size(start.log()) : 0;
    }

    /** Starts it where it does not run; does not wait until it is ready. */
    public synchronized void start() throws IOException {
        wanted = true;
        if (!isAlive()) {
            launch();
        }
    }

    /** SIGKILL, as a power cut would; returns when it is gone. It stays down. */
    public synchronized void kill() {
        wanted = false;
        process.ifPresent(running -> running.destroyForcibly().onExit().join());
        frozen = false;
    }

    /** Stops it in the middle of whatever it does; its connections stay. */
    public synchronized void freeze() throws IOException {
        if (isAlive()) {
            signal("STOP");
            frozen = true;
        }
    }

    /** Lets it go on. */
    public synchronized void thaw() throws IOException {
        if (frozen && isAlive()) {
            signal("CONT");
        }
        frozen = false;
    }

    public synchronized boolean isAlive() {
        return process.isPresent() && process.get().isAlive();
    }

    /** Starts it again if it has ended by itself; to be called every now and then. */
    synchronized void keepUp() throws IOException {
        boolean rested = System.nanoTime() - startedAt > BETWEEN_STARTS.toNanos();
        if (wanted && !isAlive() && rested) {
            process.ifPresent(
                    ended -> ends.add(start.name() + " ended with code " + ended.exitValue()));
            launch();
        }
    }

    /** How often and how it ended by itself since the last call. */
    public synchronized List<String> takeEnds() {
        List<String> taken = List.copyOf(ends);
        ends.clear();
        return taken;
    }

    /** SIGTERM, and SIGKILL where that does not help. */
    @Override
    public synchronized void close() {
        wanted = false;
        if (process.isEmpty()) {
            return;
        }
        Process running = process.get();
        running.destroy();
        boolean inTime =
                running.onExit()
                        .completeOnTimeout(running, GRACE.toMillis(), TimeUnit.MILLISECONDS)
                        .thenApply(ended -> !ended.isAlive())
                        .join();
        if (!inTime) {
            kill();
        }
    }

    private void launch() throws IOException {
        Files.createDirectories(start.log().toAbsolutePath().getParent());
        ProcessBuilder builder = new ProcessBuilder(start.command());
        builder.environment().putAll(start.environment());
        process =
                Optional.of(
                        builder.redirectErrorStream(true)
                                .redirectOutput(
                                        ProcessBuilder.Redirect.appendTo(start.log().toFile()))
                                .start());
        startedAt = System.nanoTime();
        frozen = false;
    }

    private void signal(String signal) throws IOException {
        String pid = String.valueOf(process.orElseThrow().pid());
        Tool.run("kill", "-" + signal, pid);
    }
}
