package io.turnout.hub.fleet;

import io.turnout.protocol.access.DoorPolicy;
import io.turnout.protocol.access.DoorSession;
import io.turnout.protocol.access.SessionId;
import io.turnout.protocol.badge.BadgeFingerprint;
import io.turnout.protocol.message.ChangedBadge;
import io.turnout.protocol.message.Changes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What is other now than on a list, as far as changes can say it. */
record Difference(
        Optional<DoorPolicy> policy,
        List<DoorSession> sessions,
        List<SessionId> removed,
        SortedMap<BadgeFingerprint, ChangedBadge> badges) {
    static final Difference NONE =
            new Difference(Optional.empty(), List.of(), List.of(), new TreeMap<>());

    Difference {
        sessions = List.copyOf(sessions);
        removed = List.copyOf(removed);
    }

    /** The same with what became so of some badges later. */
    Difference with(List<ChangedBadge> later) {
        SortedMap<BadgeFingerprint, ChangedBadge> merged = new TreeMap<>(badges);
        later.forEach(
                now -> merged.merge(now.badge(), now, (before, after) -> after.after(before)));
        return new Difference(policy, sessions, removed, merged);
    }

    /** Whether one message may hold it, but for its size. */
    boolean fits() {
        return badges.size() <= Changes.MAX_BADGES;
    }

    Changes changes(long base, long serial, Instant asOf) {
        return new Changes(
                base, serial, asOf, policy, sessions, removed, List.copyOf(badges.values()));
    }
}
