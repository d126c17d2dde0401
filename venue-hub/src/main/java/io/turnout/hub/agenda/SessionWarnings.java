package io.turnout.hub.agenda;

import io.turnout.protocol.access.SessionId;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What of a session is allowed, but may not be meant. */
public final class SessionWarnings {
    private SessionWarnings() {}

    /** One of them. */
    public sealed interface Warning {
        /** Another session runs in its room at the same time: the door must choose. */
        record Overlap(SessionId other, String title) implements Warning {}

        /** More people are inside than it holds. */
        record Crowded(long inside, int capacity) implements Warning {}

        /** The venue's clock shows its start or its end twice that night. */
        record Twice(LocalDateTime wall, boolean second) implements Warning {}
    }

    /**
     * Warns of a session.
     *
     * @param all those of the event, this one among them or not
     * @param capacity its own or its room's
     */
    public static List<Warning> of(
            SessionDraft session,
            Collection<SessionDraft> all,
            Optional<Integer> capacity,
            long inside,
            ZoneId zone) {
        List<Warning> warnings = new ArrayList<>();
        all.stream()
                .filter(other -> overlap(session, other))
                .map(other -> new Warning.Overlap(other.id().orElseThrow(), other.title()))
                .forEach(warnings::add);
        capacity.filter(most -> most < inside)
                .ifPresent(most -> warnings.add(new Warning.Crowded(inside, most)));
        Stream.of(session.start(), session.end())
                .distinct()
                .forEach(instant -> twice(instant, zone).ifPresent(warnings::add));
        return warnings;
    }

    /** Whether both run in one room at one time. */
    static boolean overlap(SessionDraft one, SessionDraft other) {
        return !one.id().equals(other.id())
                && one.room().equals(other.room())
                && !one.door().cancelled()
                && !other.door().cancelled()
                && one.start().isBefore(other.end())
                && other.start().isBefore(one.end());
    }

    private static Optional<Warning> twice(Instant instant, ZoneId zone) {
        return WallTime.of(instant, zone) instanceof WallTime.Twice(_, boolean second)
                ? Optional.of(new Warning.Twice(LocalDateTime.ofInstant(instant, zone), second))
                : Optional.empty();
    }
}
