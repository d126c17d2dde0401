package io.turnout.protocol.message;

import java.util.List;

/**
 * Scans on their way to the hub.
 *
 * @param scans 1 to {@link #MAX_SCANS}, ascending by number
 */
public record ScanBatch(UnitId unit, JournalEpoch epoch, List<Scan> scans) {
    /** Most scans in one message. */
    public static final int MAX_SCANS = 500;

    /** Largest message in bytes; a larger one is refused unread. */
    public static final int MAX_BYTES = 512 * 1024;

    public ScanBatch {
        scans = List.copyOf(scans);
        if (scans.isEmpty() || scans.size() > MAX_SCANS) {
            throw new IllegalArgumentException(
                    "a batch has 1 to " + MAX_SCANS + " scans, this one has " + scans.size());
        }
        for (int i = 1; i < scans.size(); i++) {
            if (scans.get(i - 1).number() >= scans.get(i).number()) {
                throw new IllegalArgumentException("scans of a batch are in ascending order");
            }
        }
    }
}
