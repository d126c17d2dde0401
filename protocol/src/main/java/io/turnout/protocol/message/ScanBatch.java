package io.turnout.protocol.message;

import java.util.List;
import java.util.Optional;

/**
 * Scans on their way to the hub.
 *
 * @param scans at most {@link #MAX_SCANS}, ascending by number; none only where something is lost
 * @param lost scans that the unit cannot send: they are acknowledged as if they had arrived. At
 *     most {@link #MAX_SCANS}; absent where there are none
 */
public record ScanBatch(
        UnitId unit, JournalEpoch epoch, List<Scan> scans, Optional<List<LostScans>> lost) {
    /** Most scans in one message. */
    public static final int MAX_SCANS = 500;

    /** Largest message in bytes; a larger one is refused unread. */
    public static final int MAX_BYTES = 512 * 1024;

    public ScanBatch {
        scans = List.copyOf(scans);
        lost = lost.filter(list -> !list.isEmpty()).map(List::copyOf);
        int fewest = lost.isPresent() ? 0 : 1;
        if (scans.size() < fewest || scans.size() > MAX_SCANS) {
            throw new IllegalArgumentException(
                    "a batch has 1 to " + MAX_SCANS + " scans, this one has " + scans.size());
        }
        if (lost.map(List::size).orElse(0) > MAX_SCANS) {
            throw new IllegalArgumentException("a batch names at most " + MAX_SCANS + " losses");
        }
        for (int i = 1; i < scans.size(); i++) {
            if (scans.get(i - 1).number() >= scans.get(i).number()) {
                throw new IllegalArgumentException("scans of a batch are in ascending order");
            }
        }
    }

    /** Nothing of it is lost. */
    public ScanBatch(UnitId unit, JournalEpoch epoch, List<Scan> scans) {
        this(unit, epoch, scans, Optional.empty());
    }
}
