package io.turnout.protocol.seats;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the hub must not forget of a holder: written down before any of it is said.
 *
 * @param current whether it is the journal that its unit writes now
 * @param known false while the hub does not know what it holds
 * @param dead since when its unit writes another journal
 * @param serial the last loan made
 * @param heldSerial the last loan that the holder is known to keep to
 * @param loans those that may be in force: none older than that one
 * @param ended entry scans of stays that ended elsewhere, with the loan that first said so, 0 for
 *     none yet
 */
public record Standing(
        Holder holder,
        boolean current,
        boolean known,
        Optional<Instant> dead,
        long serial,
        long heldSerial,
        List<Loan> loans,
        Map<Long, Long> ended) {
    /** Serials that a restored hub passes over: more than a hub makes between two backups. */
    public static final long SKIPPED = 1_000_000;

    public Standing {
        loans = List.copyOf(loans);
        ended = Map.copyOf(ended);
    }
}
