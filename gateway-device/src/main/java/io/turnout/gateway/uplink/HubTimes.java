package io.turnout.gateway.uplink;

import io.turnout.gateway.clock.UnitClock;
import io.turnout.protocol.crypto.Ed25519;
import io.turnout.protocol.message.HubTime;
import io.turnout.protocol.message.UnitId;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks the hub's times and hands them to the clock. A broker that could set a unit's clock could
 * open its door at any time, so only what the hub signed is believed. Thread-safe.
 */
public final class HubTimes {
    private static final Logger LOG = LoggerFactory.getLogger(HubTimes.class);

    private final UnitId unit;
    private final byte[] hubKey;
    private final UnitClock clock;
    private final Runnable known;
    private final LongAdder refused = new LongAdder();

    /**
     * Makes it.
     *
     * @param hubKey the hub's public key, raw
     * @param known is told when much more is known than before; must not block
     */
    public HubTimes(UnitId unit, byte[] hubKey, UnitClock clock, Runnable known) {
        this.unit = unit;
        this.hubKey = hubKey.clone();
        this.clock = clock;
        this.known = known;
    }

    /** Takes a time. Does not block for longer than it takes to check a signature. */
    public void take(HubTime time) {
        long now = clock.monotonicMillis();
        if (!time.boot().equals(clock.boot())) {
            LOG.debug("a time for an earlier boot");
        } else if (time.monotonicMillis() > now || !signed(time)) {
            refused.increment();
            if (refused.sum() == 1) {
                LOG.warn("a time without the hub's signature is not believed (said once)");
            }
        } else if (clock.hubSaid(time.at(), time.monotonicMillis(), now)) {
            known.run();
        }
    }

    /** Times that the hub did not sign for this unit. Alarm at any: somebody makes them up. */
    public long refused() {
        return refused.sum();
    }

    private boolean signed(HubTime time) {
        String content =
                HubTime.signedContent(unit, time.boot(), time.monotonicMillis(), time.at());
        try {
            return Ed25519.verify(
                    hubKey,
                    content.getBytes(StandardCharsets.UTF_8),
                    Base64.getDecoder().decode(time.signature()));
        } catch (IllegalArgumentException _) {
            // What is no base64 is no signature.
            return false;
        }
    }
}
