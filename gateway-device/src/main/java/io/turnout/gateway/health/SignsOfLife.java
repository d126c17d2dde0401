package io.turnout.gateway.health;

import io.turnout.gateway.linux.ServiceManager;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells systemd that the unit is ready, and then again and again that it is alive, for as long as
 * it gets on. Left without a word, systemd ends the program and starts it anew.
 */
public final class SignsOfLife implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SignsOfLife.class);

    /** Two may be lost, or late. */
    private static final int OFTEN = 3;

    private final ServiceManager systemd;
    private final Progress progress;
    private Optional<String> stuck = Optional.empty();
    private @Nullable Thread thread;

    public SignsOfLife(ServiceManager systemd, Progress progress) {
        this.systemd = systemd;
        this.progress = progress;
    }

    /** The unit works from now on. */
    public synchronized void start() {
        say(ServiceManager.READY);
        systemd.watchdog()
                .ifPresent(patience ->
                        thread =
                                Thread.ofPlatform()
                                        .name("signs-of-life")
                                        .daemon()
                                        .start(() -> run(patience.dividedBy(OFTEN))));
    }

    private void run(Duration pause) {
        try {
            while (true) {
                step();
                Thread.sleep(pause);
            }
        } catch (InterruptedException _) {
            // close() is the only one who interrupts.
        }
    }

    /** One sign of life, or none and the reason in the log. */
    void step() throws InterruptedException {
        Optional<String> now = progress.stuck();
        if (now.isEmpty()) {
            say(ServiceManager.ALIVE);
        } else if (!now.equals(stuck)) {
            LOG.error("{} is stuck: no sign of life to systemd until it gets on", now.get());
        }
        stuck = now;
    }

    private void say(String what) {
        try {
            systemd.say(what);
        } catch (IOException unheard) {
            LOG.warn("systemd does not hear {}: {}", what, unheard.getMessage());
        }
    }

    @Override
    public synchronized void close() {
        say(ServiceManager.STOPPING);
        if (thread != null) {
            thread.interrupt();
        }
    }
}
