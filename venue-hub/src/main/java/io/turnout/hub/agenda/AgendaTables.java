package io.turnout.hub.agenda;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** An event's rooms and sessions in the database, during one import. */
final class AgendaTables {
    private final Handle handle;
    private final EventId event;
    private final Map<AgendaKey, String> ids = new HashMap<>();
    private final AgendaRooms rooms;

    AgendaTables(Handle handle, EventId event) {
        this.handle = handle;
        this.event = event;
        this.rooms = new AgendaRooms(handle, event);
    }

    /** What earlier imports left. */
    List<KnownSession> known() {
        String sql =
                """
                SELECT s.id, s.agenda_key, s.agenda_id, s.title, COALESCE(r.agenda_name, r.name) AS room,
                       s.day, s.start_ms,
                       s.end_ms, s.track, s.presenters, s.description, s.agenda_cancelled
                FROM session s JOIN room r ON r.id = s.room
                WHERE s.event = ? AND s.agenda_key IS NOT NULL ORDER BY s.id
                """;
        return handle.createQuery(sql)
                .bind(0, event.value())
                .map((row, _) -> {
                    AgendaKey key = new AgendaKey(row.getString("agenda_key"));
                    ids.put(key, row.getString("id"));
                    return new KnownSession(
                            key,
                            row.getString("agenda_id"),
                            row.getString("title"),
                            row.getString("room"),
                            LocalDate.parse(row.getString("day")),
                            Instant.ofEpochMilli(row.getLong("start_ms")),
                            Instant.ofEpochMilli(row.getLong("end_ms")),
                            row.getString("track"),
                            row.getString("presenters").lines().toList(),
                            row.getString("description"),
                            row.getInt("agenda_cancelled") == 1);
                })
                .list();
    }

    /** The id of a session that {@link #known} told. */
    String idOf(AgendaKey key) {
        String id = ids.get(key);
        if (id == null) {
            throw new IllegalArgumentException("no session of this event: " + key);
        }
        return id;
    }

    /** The rooms; sessions can only be put into those it knows. */
    AgendaRooms rooms() {
        return rooms;
    }

    /** Adds sessions with the event's defaults; their rooms must be there. */
    void add(List<AgendaSession> sessions) {
        if (sessions.isEmpty()) {
            return;
        }
        String sql =
                """
                INSERT INTO session (agenda_key, agenda_id, room, day, title, track, presenters,
                       description, start_ms, end_ms, agenda_cancelled, cancelled, id, event,
                       early_min, late_min, walk_in)
                SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, id, early_min, late_min, walk_in
                FROM event WHERE id = ?
                """;
        NewIds fresh = new NewIds(event, taken());
        PreparedBatch batch = handle.prepareBatch(sql);
        for (AgendaSession session : sessions) {
            List<Object> values = values(session);
            values.add(flag(session.cancelled()));
            values.add(fresh.of(nameOf(session)));
            values.add(event.value());
            batch.add(values.toArray());
        }
        batch.execute();
    }

    /**
     * Brings sessions up to date. Whether one is cancelled follows the agenda only when the agenda
     * changes its word: what the organizer decided since stays.
     */
    void update(Stream<SessionChange> changes) {
        String sql =
                """
                UPDATE session SET agenda_key = ?, agenda_id = ?, room = ?, day = ?, title = ?,
                       track = ?, presenters = ?, description = ?, start_ms = ?, end_ms = ?,
                       agenda_cancelled = ?,
                       cancelled = CASE WHEN agenda_cancelled = ? THEN cancelled ELSE ? END,
                       version = version + 1
                WHERE id = ?
                """;
        PreparedBatch batch = handle.prepareBatch(sql);
        changes.forEach(change -> {
            List<Object> values = values(change.after());
            values.add(flag(change.after().cancelled()));
            values.add(flag(change.after().cancelled()));
            values.add(idOf(change.before().key()));
            batch.add(values.toArray());
        });
        if (batch.size() > 0) {
            batch.execute();
        }
    }

    private List<Object> values(AgendaSession session) {
        return new ArrayList<>(
                List.of(
                        session.key().value(),
                        session.id(),
                        rooms.idOf(session.room()),
                        session.day().toString(),
                        session.title(),
                        session.track(),
                        String.join("\n", session.presenters()),
                        session.description(),
                        session.start().toEpochMilli(),
                        session.end().toEpochMilli(),
                        flag(session.cancelled())));
    }

    private Set<String> taken() {
        return new HashSet<>(
                handle.createQuery("SELECT id FROM session").mapTo(String.class).list());
    }

    private static String nameOf(AgendaSession session) {
        return Stream.of(session.id(), session.guid(), session.slug())
                .filter(name -> !name.isEmpty())
                .findFirst()
                .orElse(session.key().value());
    }

    private static int flag(boolean value) {
        return value ? 1 : 0;
    }
}
