package io.turnout.hub.agenda;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A conference's agenda as its file tells it.
 *
 * @param title empty if the file has none
 * @param acronym empty if the file has none
 * @param zone the zone that the file names; the times were read in the event's own zone otherwise
 * @param days in file order
 * @param rooms names in file order, also of rooms without a session
 * @param sessions in file order; their keys differ
 */
public record Agenda(
        String title,
        String acronym,
        Optional<ZoneId> zone,
        List<AgendaDay> days,
        List<String> rooms,
        List<AgendaSession> sessions) {

    /** The room of sessions whose file names none. */
    static final String NO_ROOM = "–";

    public Agenda {
        days = List.copyOf(days);
        rooms = List.copyOf(rooms);
        sessions = List.copyOf(sessions);
    }

    /**
     * The agenda with every session in a room: those without one share a room of a name that needs
     * no translation. A file with one such session is not worth refusing, and a door of that room
     * is not likely.
     */
    Agenda roomed() {
        if (sessions.stream().noneMatch(session -> session.room().isEmpty())) {
            return this;
        }
        List<String> names = new ArrayList<>(rooms);
        if (!names.contains(NO_ROOM)) {
            names.add(NO_ROOM);
        }
        List<AgendaSession> placed =
                sessions.stream()
                        .map(session ->
                                session.room().isEmpty() ? session.inRoom(NO_ROOM) : session)
                        .toList();
        return new Agenda(title, acronym, zone, days, names, placed);
    }
}
