package io.turnout.gateway.identity;

import io.turnout.gateway.alert.Alerts;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Renews the certificate when two thirds of its time are over, and when the broker stays out of
 * reach: a unit that was off for months, or does not know the time, cannot know that its
 * certificate has ended. One thread of its own.
 */
public final class Renewal implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Renewal.class);
    private static final long LOOK_SECONDS = 30;
    private static final Duration CLOSING = Duration.ofSeconds(5);

    private final Identity identity;
    private final Alerts alerts;
    private final InstantSource time;
    private final BooleanSupplier online;
    private final InstantSource steady;
    private final Thread thread = Thread.ofPlatform().name("renewal").daemon().unstarted(this::run);
    private final RenewalPace pace = new RenewalPace();

    /**
     * @param alerts where a refusal stands until a renewal succeeds
     * @param time as well as the unit knows it
     * @param steady a clock that nobody sets
     * @param online whether the broker lets the unit in
     */
    public Renewal(
            Identity identity,
            Alerts alerts,
            InstantSource time,
            InstantSource steady,
            BooleanSupplier online) {
        this.identity = identity;
        this.alerts = alerts;
        this.time = time;
        this.steady = steady;
        this.online = online;
    }

    public void start() {
        thread.start();
    }

    private void run() {
        try {
            while (true) {
                TimeUnit.SECONDS.sleep(LOOK_SECONDS);
                look();
            }
        } catch (InterruptedException _) {
            // Only close() interrupts; nothing is left to do.
        }
    }

    /** Renews where that is called for; blocks while it asks the hub. */
    private void look() throws InterruptedException {
        boolean due = identity.isDue(time.instant());
        if (!pace.isTime(due, online.getAsBoolean(), steady.instant())) {
            return;
        }
        try {
            switch (identity.renew()) {
                case Answer.Good _ -> {
                    LOG.info("the unit's certificate is renewed");
                    alerts.clear(Alerts.Kind.RENEWAL_REFUSED);
                }
                case Answer.Refused(String why) -> {
                    LOG.error("not renewed: {}", why);
                    alerts.raise(Alerts.Kind.RENEWAL_REFUSED, 0, why);
                }
                case Answer.Away(String why) -> LOG.debug("not renewed: {}", why);
            }
        } catch (IOException failed) {
            LOG.error("the renewed certificate cannot be kept: {}", failed.getMessage());
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(CLOSING);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
