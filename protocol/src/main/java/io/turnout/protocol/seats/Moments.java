package io.turnout.protocol.seats;

import io.turnout.protocol.message.UnitId;
import java.util.HashMap;
import java.util.Map;

/**
 * When a scan happened, by the hub's own monotonic clock and within bounds. No wall clock plays a
 * part: a unit's notice carries when the hub sent it, the unit's answer carries its monotonic clock
 * at that moment, and within one boot that holds for every scan.
 */
public final class Moments {
    /** A monotonic clock goes wrong by less than one in so many. */
    private static final long DRIFT = 5_000;

    private final Map<Boot, Exchange> exchanges = new HashMap<>();

    private record Boot(UnitId unit, String id) {}

    /**
     * An answer of a unit.
     *
     * @param sent the hub's clock before the unit's
     * @param received the hub's clock after it
     */
    public record Exchange(long sent, long received, long monotonicMillis) {
        /** Further apart than anybody walks from door to door: worth asking again. */
        private static final long TOO_WIDE = 3_000;

        private long width() {
            return received - sent;
        }

        /** Whether it says enough. */
        public boolean isNarrow() {
            return width() < TOO_WIDE;
        }
    }

    /** A moment of a unit. */
    record At(UnitId unit, String boot, long monotonicMillis, long seen) {}

    /**
     * Learns from an answer.
     *
     * @return whether more is known now
     */
    public boolean learn(UnitId unit, String boot, Exchange exchange) {
        Boot key = new Boot(unit, boot);
        Exchange known = exchanges.get(key);
        if (exchange.width() < 0 || (known != null && !isBetter(exchange, known))) {
            return false;
        }
        exchanges.put(key, exchange);
        return true;
    }

    /** What is known from long ago has grown as wide as the clock may have gone wrong since. */
    private static boolean isBetter(Exchange exchange, Exchange known) {
        long since = exchange.monotonicMillis() - known.monotonicMillis();
        return exchange.width() < known.width() + 2 * (drift(since) - 1);
    }

    /** Whether one moment was certainly before another. */
    boolean before(At first, At second) {
        return latest(first) < earliest(second);
    }

    private long latest(At at) {
        Exchange known = exchanges.get(new Boot(at.unit(), at.boot()));
        if (known == null) {
            return at.seen();
        }
        long since = at.monotonicMillis() - known.monotonicMillis();
        return Math.min(at.seen(), known.received() + since + drift(since));
    }

    private long earliest(At at) {
        Exchange known = exchanges.get(new Boot(at.unit(), at.boot()));
        if (known == null) {
            return Long.MIN_VALUE;
        }
        long since = at.monotonicMillis() - known.monotonicMillis();
        return known.sent() + since - drift(since);
    }

    private static long drift(long since) {
        return Math.abs(since) / DRIFT + 1;
    }
}
