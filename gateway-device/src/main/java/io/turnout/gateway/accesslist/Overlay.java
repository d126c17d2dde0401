package io.turnout.gateway.accesslist;

import io.turnout.protocol.access.BadgeEntry;
import io.turnout.protocol.access.DoorPolicy;
import io.turnout.protocol.access.DoorSession;
import io.turnout.protocol.access.SessionId;
import io.turnout.protocol.badge.BadgeFingerprint;
import io.turnout.protocol.message.ChangedBadge;
import io.turnout.protocol.message.Changes;
import io.turnout.protocol.message.ListHeader;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What changes say over a list, laid together.
 *
 * @param sessions all that the room has now, by start
 */
record Overlay(
        Instant asOf,
        DoorPolicy policy,
        List<DoorSession> sessions,
        Map<BadgeFingerprint, ChangedBadge> badges) {
    private static final Comparator<DoorSession> BY_START =
            Comparator.comparing(DoorSession::start).thenComparing(session -> session.id().value());

    /**
     * Lays changes over a list's header.
     *
     * @param layers the earliest first
     */
    static Overlay of(ListHeader list, List<Changes> layers) {
        Instant asOf = list.asOf();
        DoorPolicy policy = list.policy();
        Map<SessionId, DoorSession> sessions = new LinkedHashMap<>();
        list.sessions().forEach(session -> sessions.put(session.id(), session));
        Map<BadgeFingerprint, ChangedBadge> badges = new HashMap<>();
        for (Changes layer : layers) {
            asOf = layer.asOf();
            policy = layer.policy().orElse(policy);
            layer.removed().forEach(sessions::remove);
            layer.sessions().forEach(session -> sessions.put(session.id(), session));
            layer.badges()
                    .forEach(now ->
                            badges.merge(now.badge(), now, (before, after) -> after.after(before)));
        }
        return new Overlay(
                asOf,
                policy,
                sessions.values().stream().sorted(BY_START).toList(),
                Map.copyOf(badges));
    }

    /** What is so of a badge, given what the list says. */
    Optional<BadgeEntry> entry(BadgeFingerprint badge, Optional<BadgeEntry> listed) {
        ChangedBadge change = badges.get(badge);
        return change == null ? listed : change.over(listed);
    }

    Set<SessionId> ids() {
        return sessions.stream().map(DoorSession::id).collect(Collectors.toSet());
    }
}
