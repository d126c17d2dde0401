package io.turnout.provisioning.process;

import io.turnout.provisioning.process.Program.Launch;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A program that is started again when it ends by itself, as systemd does on a unit. Thread-safe.
 */
public final class Supervised implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Supervised.class);
    private static final Duration START = Duration.ofSeconds(60);

    private final Launch launch;
    private Program program;
    private boolean closed;

    private Supervised(Launch launch, Program program) {
        this.launch = launch;
        this.program = program;
    }

    /** Starts it and waits for its start-up line. */
    public static Supervised start(Launch launch) throws IOException {
        return adopt(launch, Program.start(launch));
    }

    /** Takes over a program that was started already; waits for its start-up line. */
    public static Supervised adopt(Launch launch, Program program) throws IOException {
        try {
            program.awaitReady(START);
        } catch (IOException e) {
            program.close();
            throw e;
        }
        return new Supervised(launch, program);
    }

    public String name() {
        return launch.name();
    }

    public synchronized long pid() {
        return program.pid();
    }

    /** Starts it again if it has ended; to be called about once a second. */
    public synchronized void keepAlive() {
        if (closed || program.isAlive()) {
            return;
        }
        LOG.info(
                "{} ended with code {}; starting it again",
                name(),
                program.exitCode().map(String::valueOf).orElse("?"));
        try {
            program = Program.start(launch);
        } catch (IOException e) {
            LOG.warn("{} could not be started again: {}", name(), e.getMessage());
        }
    }

    /** SIGTERM, and no restart. */
    @Override
    public synchronized void close() {
        closed = true;
        program.close();
    }
}
