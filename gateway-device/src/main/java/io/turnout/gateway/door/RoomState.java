package io.turnout.gateway.door;

import io.turnout.protocol.access.DoorState;
import io.turnout.protocol.access.Effect;
import io.turnout.protocol.access.Seats;
import io.turnout.protocol.access.SessionId;
import io.turnout.protocol.access.Verdict;
import io.turnout.protocol.badge.BadgeFingerprint;
import io.turnout.protocol.message.JournalEpoch;
import io.turnout.protocol.message.Scan;
import io.turnout.protocol.seats.SeatHolder;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who is inside and which seats are taken, as far as this door saw it. Made anew from the journal
 * at each start. Not thread-safe: it belongs to the door.
 */
final class RoomState {
    /** A cool-down is seconds long: more badges do not pass a door in it. */
    private static final int MOST_FORMER = 256;

    private final SeatHolder seats;
    private final Map<BadgeFingerprint, Set<SessionId>> used = new HashMap<>();
    private final LinkedHashMap<BadgeFingerprint, DoorState.Former> former = new LinkedHashMap<>();
    private Set<SessionId> here = Set.of();

    RoomState(SeatHolder seats) {
        this.seats = seats;
    }

    /** What the rules want to know of one badge. */
    DoorState of(BadgeFingerprint badge, Set<SessionId> limited, boolean online) {
        Map<SessionId, Seats> left = new HashMap<>();
        limited.forEach(session -> left.put(session, new Seats(seats.left(session), online)));
        return new DoorState(
                Optional.ofNullable(former.get(badge)),
                seats.inside(badge).filter(here::contains),
                used.getOrDefault(badge, Set.of()),
                left);
    }

    /** Who has how many seats, and holds which. */
    SeatHolder seats() {
        return seats;
    }

    void remember(BadgeFingerprint badge, Instant at, Verdict verdict) {
        former.remove(badge);
        former.put(badge, new DoorState.Former(at, verdict));
        if (former.size() > MOST_FORMER) {
            former.pollFirstEntry();
        }
    }

    /** What a recorded scan did to the room. */
    void apply(JournalEpoch of, Scan scan) {
        scan.badge()
                .ifPresent(badge -> {
                    seats.scanned(of, scan.number(), badge, scan.effects());
                    for (Effect effect : scan.effects()) {
                        if (effect instanceof Effect.Enter enter) {
                            used.computeIfAbsent(badge, _ -> new HashSet<>()).add(enter.session());
                        }
                    }
                });
    }

    /**
     * Which sessions are the room's. Others are forgotten, so that a unit can run for years, but
     * for the one seat that each badge may hold.
     */
    void turnTo(Set<SessionId> sessions) {
        here = Set.copyOf(sessions);
        used.values().forEach(each -> each.retainAll(sessions));
        used.values().removeIf(Set::isEmpty);
    }
}
