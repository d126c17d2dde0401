package io.turnout.gateway.uplink;

import io.turnout.protocol.message.JournalEpoch;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Which batches are under way, how many may be, and how patient to be with them. It opens by one
 * with each that the hub acknowledges and closes to a single one when the hub stays silent, so that
 * a slow hub is not sent the same again and again by every unit at once. Not thread-safe.
 */
final class Window {
    /** More gain nothing: by then the next is read while the one before is written. */
    private static final int WIDEST = 4;

    private static final Duration LONGEST_RESEND = Duration.ofMinutes(1);

    private final JournalEpoch epoch;
    private final Duration firstResend;
    private final Deque<Long> ends = new ArrayDeque<>();
    private Duration resend;
    private int width = 1;
    private long acknowledged;
    private long silentSince;

    /**
     * Nothing is under way.
     *
     * @param epoch whose numbers these are
     * @param acknowledged what the hub has
     * @param resend how long to wait for a word of the hub at first
     * @param nanos the monotonic clock
     */
    Window(JournalEpoch epoch, long acknowledged, Duration resend, long nanos) {
        this.epoch = epoch;
        this.acknowledged = acknowledged;
        this.firstResend = resend;
        this.resend = resend;
        this.silentSince = nanos;
    }

    /** Whose scans these are. */
    JournalEpoch epoch() {
        return epoch;
    }

    /** Whether another batch may go now. */
    boolean isOpen() {
        return ends.size() < width;
    }

    /** What the hub had when it was last looked at. */
    long acknowledged() {
        return acknowledged;
    }

    /** The highest number that is under way or acknowledged. */
    long sent() {
        return ends.isEmpty() ? acknowledged : Math.max(acknowledged, ends.getLast());
    }

    /** A batch goes; the last number in it. */
    void goes(long end, long nanos) {
        if (ends.isEmpty()) {
            silentSince = nanos;
        }
        ends.addLast(end);
    }

    /**
     * Looks at what the hub has.
     *
     * @return whether that is news: more than before, or less, when all begins again from there
     */
    boolean hears(long upTo, long nanos) {
        if (upTo == acknowledged) {
            return false;
        }
        if (upTo < acknowledged) {
            ends.clear();
        }
        while (!ends.isEmpty() && ends.getFirst() <= upTo) {
            ends.removeFirst();
            width = Math.min(WIDEST, width + 1);
        }
        acknowledged = upTo;
        resend = firstResend;
        silentSince = nanos;
        return true;
    }

    /** How long the hub may still be silent about what is under way. */
    Duration patience(long nanos) {
        return resend.minusNanos(nanos - silentSince);
    }

    boolean isIdle() {
        return ends.isEmpty();
    }

    /** The hub was silent for too long: what is under way goes again, one batch at a time. */
    void giveUp(long nanos) {
        ends.clear();
        width = 1;
        silentSince = nanos;
        Duration doubled = resend.multipliedBy(2);
        resend = doubled.compareTo(LONGEST_RESEND) < 0 ? doubled : LONGEST_RESEND;
    }
}
