package io.turnout.hub.agenda;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * A session as an agenda's file tells it. Texts that the file lacks are empty.
 *
 * @param key guid, else id, else slug
 * @param room the room's name; empty if the file names none
 * @param day the agenda's day, which for a session after midnight is not the date of its start
 * @param end not before start; equal to it where the file gives no length
 * @param presenters names in file order
 * @param description plain text with line breaks, no markup
 * @param cancelled whether the file marks the session as cancelled
 */
public record AgendaSession(
        AgendaKey key,
        String title,
        String room,
        LocalDate day,
        Instant start,
        Instant end,
        String track,
        String id,
        String guid,
        String slug,
        List<String> presenters,
        String description,
        boolean cancelled) {

    public AgendaSession {
        presenters = List.copyOf(presenters);
        if (end.isBefore(start)) {
            throw new IllegalArgumentException(key + " ends before it starts");
        }
    }

    /** All keys that this session can be known by, {@link #key()} first. */
    List<AgendaKey> keys() {
        return AgendaKey.of(guid, id, slug);
    }
}
