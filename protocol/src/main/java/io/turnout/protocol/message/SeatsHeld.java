package io.turnout.protocol.message;

import java.util.List;
import java.util.Optional;

/**
 * What a door keeps to. Retained, unit to hub, sent at connect and after each {@link SeatNotice}.
 *
 * @param serial of the newest notice, in force and durable; 0 for none ever
 * @param lastNumber the last number of the journal when it came into force
 * @param heard the mark of the notice that was just heard, absent at connect
 */
public record SeatsHeld(
        JournalEpoch epoch,
        long serial,
        List<SeatLevel> levels,
        long lastNumber,
        Optional<Heard> heard) {
    /** Largest message in bytes. */
    public static final int MAX_BYTES = 64 * 1024;

    public SeatsHeld {
        if (serial < 0 || lastNumber < 0) {
            throw new IllegalArgumentException(
                    "seats held, serial " + serial + ", last number " + lastNumber);
        }
        levels = List.copyOf(levels);
    }

    /**
     * A notice and the unit's clock when it came.
     *
     * @param boot random id of the unit's boot
     * @param monotonicMillis comparable within one boot, as in a {@link Scan}
     */
    public record Heard(SeatMark sent, String boot, long monotonicMillis) {}
}
