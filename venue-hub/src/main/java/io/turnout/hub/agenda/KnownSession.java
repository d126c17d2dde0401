package io.turnout.hub.agenda;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * What the hub holds of a session that once came from an agenda. Attendance settings are not among
 * it: an import never touches them.
 *
 * @param key by which it was imported
 */
public record KnownSession(
        AgendaKey key,
        String title,
        String room,
        LocalDate day,
        Instant start,
        Instant end,
        String track,
        List<String> presenters,
        String description,
        boolean cancelled) {

    public KnownSession {
        presenters = List.copyOf(presenters);
    }

    /** What the hub holds after this session was imported. */
    public static KnownSession of(AgendaSession session) {
        return new KnownSession(
                session.key(),
                session.title(),
                session.room(),
                session.day(),
                session.start(),
                session.end(),
                session.track(),
                session.presenters(),
                session.description(),
                session.cancelled());
    }
}
