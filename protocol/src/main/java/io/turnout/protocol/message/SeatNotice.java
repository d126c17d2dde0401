package io.turnout.protocol.message;

import io.turnout.protocol.access.SessionId;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How many a door may let in. Retained, hub to unit.
 *
 * @param epoch the journal it is for
 * @param serial grows; a unit takes only a newer one
 * @param keep the unit is to keep the levels it has
 * @param levels by session; none may come in to a limited session that is not named
 * @param releases numbers of entry scans whose stays have ended elsewhere
 * @param sent returned by the unit with its own clock, to tell how their clocks stand
 * @param signature base64 of the hub's Ed25519 signature over {@link #signedContent}
 */
public record SeatNotice(
        JournalEpoch epoch,
        long serial,
        boolean keep,
        List<SeatLevel> levels,
        List<Long> releases,
        SeatMark sent,
        String signature) {
    /** Largest message in bytes. */
    public static final int MAX_BYTES = 128 * 1024;

    public SeatNotice {
        if (serial < 1) {
            throw new IllegalArgumentException("seats, serial " + serial);
        }
        levels = List.copyOf(levels);
        releases = List.copyOf(releases);
    }

    /** The levels by session. */
    public Map<SessionId, Integer> bySession() {
        return levels.stream()
                .collect(Collectors.toMap(SeatLevel::session, SeatLevel::seats, Math::min));
    }

    /** The same, signed. */
    public SeatNotice with(String itsSignature) {
        return new SeatNotice(epoch, serial, keep, levels, releases, sent, itsSignature);
    }

    /** What the hub signs: everything, and the unit, so that it fits no other. */
    public String signedContent(UnitId unit) {
        return "turnout seats 1\n%s\n%s\n%d\n%s\n%s\n%s\n%s %d"
                .formatted(
                        unit,
                        epoch,
                        serial,
                        keep,
                        levels.stream()
                                .map(level -> level.session() + "=" + level.seats())
                                .collect(Collectors.joining(",")),
                        releases.stream().map(String::valueOf).collect(Collectors.joining(",")),
                        sent.life(),
                        sent.millis());
    }
}
