package io.turnout.gateway.door;

import io.turnout.protocol.access.DoorState;
import io.turnout.protocol.access.Effect;
import io.turnout.protocol.access.Seats;
import io.turnout.protocol.access.SessionId;
import io.turnout.protocol.access.Verdict;
import io.turnout.protocol.badge.BadgeFingerprint;
import io.turnout.protocol.message.Scan;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Who is inside and which seats are taken, as far as this door saw it. Made anew from the journal
 * at each start. Not thread-safe: it belongs to the door.
 */
final class RoomState {
    /** A cool-down is seconds long: more badges do not pass a door in it. */
    private static final int MOST_FORMER = 256;

    private final Map<BadgeFingerprint, SessionId> inside = new HashMap<>();
    private final Map<BadgeFingerprint, Set<SessionId>> used = new HashMap<>();
    private final Map<SessionId, Integer> taken = new HashMap<>();
    private final LinkedHashMap<BadgeFingerprint, DoorState.Former> former = new LinkedHashMap<>();

    /** What the rules want to know of one badge. */
    DoorState of(BadgeFingerprint badge, Map<SessionId, Integer> lent, boolean online) {
        Map<SessionId, Seats> seats = new HashMap<>();
        lent.forEach(
                (session, count) -> seats.put(session, new Seats(left(session, count), online)));
        return new DoorState(
                Optional.ofNullable(former.get(badge)),
                Optional.ofNullable(inside.get(badge)),
                used.getOrDefault(badge, Set.of()),
                seats);
    }

    /** An exit gives its seat to the door it happened at, so more may be left than were lent. */
    int left(SessionId session, int lent) {
        return Math.max(0, lent - taken.getOrDefault(session, 0));
    }

    /** How many are inside who came in by this door, by session. */
    Map<SessionId, Long> inside() {
        return inside.values().stream()
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    void remember(BadgeFingerprint badge, Instant at, Verdict verdict) {
        former.remove(badge);
        former.put(badge, new DoorState.Former(at, verdict));
        if (former.size() > MOST_FORMER) {
            former.pollFirstEntry();
        }
    }

    /** What a recorded scan did to the room. */
    void apply(Scan scan) {
        scan.badge().ifPresent(badge -> apply(badge, scan.effects()));
    }

    private void apply(BadgeFingerprint badge, List<Effect> effects) {
        for (Effect effect : effects) {
            switch (effect) {
                case Effect.Enter enter -> enter(badge, enter);
                case Effect.Leave leave -> leave(badge, leave);
            }
        }
    }

    private void enter(BadgeFingerprint badge, Effect.Enter enter) {
        inside.put(badge, enter.session());
        used.computeIfAbsent(badge, _ -> new HashSet<>()).add(enter.session());
        if (enter.takesSeat()) {
            taken.merge(enter.session(), 1, Integer::sum);
        }
    }

    private void leave(BadgeFingerprint badge, Effect.Leave leave) {
        inside.remove(badge);
        leave.session().ifPresent(session -> taken.merge(session, -1, Integer::sum));
    }

    /** Forgets sessions that are over and gone from the list, so that a unit can run for years. */
    void forgetAllBut(Set<SessionId> sessions) {
        inside.values().retainAll(sessions);
        taken.keySet().retainAll(sessions);
        used.values().forEach(each -> each.retainAll(sessions));
        used.values().removeIf(Set::isEmpty);
    }
}
