package io.turnout.protocol.message;

import io.turnout.protocol.access.BadgeEntry;
import io.turnout.protocol.access.BadgeState;
import io.turnout.protocol.access.SessionId;
import io.turnout.protocol.badge.BadgeFingerprint;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is so of one badge now, whatever a list says of it. Names no person.
 *
 * @param state absent for a badge that the event has no more
 * @param registered sessions of the room, at most {@link KnownBadge#MAX_SESSIONS}; absent: as on
 *     the list
 * @param targeted likewise
 */
public record ChangedBadge(
        BadgeFingerprint badge,
        Optional<BadgeState> state,
        Optional<List<SessionId>> registered,
        Optional<List<SessionId>> targeted) {
    public ChangedBadge {
        registered = registered.map(List::copyOf);
        targeted = targeted.map(List::copyOf);
        registered.ifPresent(ChangedBadge::check);
        targeted.ifPresent(ChangedBadge::check);
    }

    /** Only the state is another one. */
    public static ChangedBadge state(BadgeFingerprint badge, BadgeState state) {
        return new ChangedBadge(badge, Optional.of(state), Optional.empty(), Optional.empty());
    }

    /** The event has it no more. */
    public static ChangedBadge removed(BadgeFingerprint badge) {
        return new ChangedBadge(badge, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** What is known by this and an earlier change. */
    public ChangedBadge after(ChangedBadge earlier) {
        return state.isEmpty()
                ? this
                : new ChangedBadge(
                        badge,
                        state,
                        registered.or(earlier::registered),
                        targeted.or(earlier::targeted));
    }

    /** The badge's entry; empty for a badge that the event has no more. */
    public Optional<BadgeEntry> over(Optional<BadgeEntry> listed) {
        return state.map(now ->
                new BadgeEntry(
                        now,
                        registered
                                .<Set<SessionId>>map(HashSet::new)
                                .or(() -> listed.map(BadgeEntry::registered))
                                .orElse(Set.of()),
                        targeted.<Set<SessionId>>map(HashSet::new)
                                .or(() -> listed.map(BadgeEntry::targeted))
                                .orElse(Set.of())));
    }

    private static void check(List<SessionId> sessions) {
        if (sessions.size() > KnownBadge.MAX_SESSIONS) {
            throw new IllegalArgumentException(
                    "a badge with %d sessions, at most %d"
                            .formatted(sessions.size(), KnownBadge.MAX_SESSIONS));
        }
    }
}
