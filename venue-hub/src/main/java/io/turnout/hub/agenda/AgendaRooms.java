package io.turnout.hub.agenda;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * An event's rooms in the database, during one import. A room is known by what the agenda calls it,
 * so that one which the organizer renamed is still the same.
 */
final class AgendaRooms {
    private final Handle handle;
    private final EventId event;
    private final Map<String, String> byAgendaName = new HashMap<>();
    private final Map<String, String> unknownToAgenda = new HashMap<>();
    private final Set<String> names = new HashSet<>();

    AgendaRooms(Handle handle, EventId event) {
        this.handle = handle;
        this.event = event;
        handle.createQuery("SELECT id, name, agenda_name FROM room WHERE event = ?")
                .bind(0, event.value())
                .map((row, _) ->
                        new Known(
                                row.getString("id"),
                                row.getString("name"),
                                Optional.ofNullable(row.getString("agenda_name"))))
                .forEach(this::learn);
    }

    private record Known(String id, String name, Optional<String> agendaName) {}

    /**
     * Makes the agenda's rooms where they are missing, in its order and behind those that are
     * there. A room that was made by hand and has the agenda's name becomes the agenda's.
     *
     * @return whether anything was written
     */
    boolean add(List<String> agendaNames) {
        List<String> missing =
                agendaNames.stream().filter(name -> !byAgendaName.containsKey(name)).toList();
        if (missing.isEmpty()) {
            return false;
        }
        NewIds fresh =
                new NewIds(
                        event,
                        new HashSet<>(
                                handle.createQuery("SELECT id FROM room")
                                        .mapTo(String.class)
                                        .list()));
        for (String name : missing) {
            String byHand = unknownToAgenda.get(name);
            byAgendaName.put(name, byHand == null ? insert(fresh.of(name), name) : adopt(byHand));
        }
        return true;
    }

    /** The id of a room that was there or was added. */
    String idOf(String agendaName) {
        String id = byAgendaName.get(agendaName);
        if (id == null) {
            throw new IllegalArgumentException("no room of this event: " + agendaName);
        }
        return id;
    }

    private void learn(Known room) {
        names.add(room.name());
        room.agendaName()
                .ifPresentOrElse(
                        name -> byAgendaName.put(name, room.id()),
                        () -> unknownToAgenda.put(room.name(), room.id()));
    }

    private String adopt(String id) {
        handle.execute("UPDATE room SET agenda_name = name WHERE id = ?", id);
        return id;
    }

    private String insert(String id, String agendaName) {
        handle.execute(
                "INSERT INTO room (id, event, name, agenda_name, place) VALUES (?, ?, ?, ?,"
                        + " (SELECT COALESCE(MAX(place), 0) + 1 FROM room WHERE event = ?))",
                id,
                event.value(),
                free(agendaName),
                agendaName,
                event.value());
        return id;
    }

    /** Another room may have been renamed to just this name. */
    private String free(String name) {
        String free = name;
        for (int number = 2; !names.add(free); number++) {
            free = name + " (" + number + ")";
        }
        return free;
    }
}
