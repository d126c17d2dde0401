package io.turnout.hub.agenda;

import java.time.ZoneId;
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

    public Agenda {
        days = List.copyOf(days);
        rooms = List.copyOf(rooms);
        sessions = List.copyOf(sessions);
    }
}
