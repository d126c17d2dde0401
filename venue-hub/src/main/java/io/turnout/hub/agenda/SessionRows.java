package io.turnout.hub.agenda;

import io.turnout.hub.agenda.SessionDraft.Attendance;
import io.turnout.hub.agenda.SessionDraft.Study;
import io.turnout.hub.agenda.Sessions.DoorSettings;
import io.turnout.protocol.access.Access;
import io.turnout.protocol.access.ReEntry;
import io.turnout.protocol.access.RoomId;
import io.turnout.protocol.access.SessionId;
import io.turnout.protocol.access.WalkIn;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Sessions as an organizer sets them, in the database's tables and back. */
final class SessionRows {
    private static final String COLUMNS =
            """
            agenda_id = ?, title = ?, room = ?, day = ?, start_ms = ?, end_ms = ?, track = ?,
            presenters = ?, description = ?, access = ?, walk_in = ?, re_entry = ?, capacity = ?,
            early_min = ?, late_min = ?, cancelled = ?, check_in = ?, check_in_code = ?,
            check_out = ?, check_out_code = ?
            """;
    private static final String INSERT =
            """
            INSERT INTO session (agenda_id, title, room, day, start_ms, end_ms, track, presenters,
                description, access, walk_in, re_entry, capacity, early_min, late_min, cancelled,
                check_in, check_in_code, check_out, check_out_code, id, event)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    private final Handle handle;
    private final EventId event;

    SessionRows(Handle handle, EventId event) {
        this.handle = handle;
        this.event = event;
    }

    /** Those of the event by start, room and id. */
    Map<SessionId, SessionDraft> all() {
        Map<String, List<String>> groups = new HashMap<>();
        handle.createQuery(
                        "SELECT g.session, g.name FROM target_group g JOIN session s"
                                + " ON s.id = g.session WHERE s.event = ? ORDER BY g.name")
                .bind(0, event.value())
                .map((row, _) -> add(groups, row.getString("session"), row.getString("name")))
                .list();
        Map<String, List<Study>> studies = new HashMap<>();
        handle.createQuery(
                        "SELECT y.* FROM session_study y JOIN session s"
                                + " ON s.id = y.session WHERE s.event = ? ORDER BY y.place")
                .bind(0, event.value())
                .map((row, _) -> add(studies, row.getString("session"), study(row)))
                .list();
        Map<SessionId, SessionDraft> all = new LinkedHashMap<>();
        handle.createQuery(
                        "SELECT s.* FROM session s JOIN room r ON r.id = s.room"
                                + " WHERE s.event = ? ORDER BY s.start_ms, r.place, s.id")
                .bind(0, event.value())
                .map((row, _) -> {
                    String id = row.getString("id");
                    return draft(
                            row,
                            groups.getOrDefault(id, List.of()),
                            studies.getOrDefault(id, List.of()));
                })
                .forEach(draft -> all.put(draft.id().orElseThrow(), draft));
        return all;
    }

    Optional<SessionDraft> find(String id) {
        List<String> groups =
                handle.select("SELECT name FROM target_group WHERE session = ? ORDER BY name", id)
                        .mapTo(String.class)
                        .list();
        List<Study> studies =
                handle.select("SELECT * FROM session_study WHERE session = ? ORDER BY place", id)
                        .map((row, _) -> study(row))
                        .list();
        return handle.select("SELECT * FROM session WHERE id = ? AND event = ?", id, event.value())
                .map((row, _) -> draft(row, groups, studies))
                .findOne();
    }

    void insert(SessionId id, SessionDraft draft) {
        List<Object> values = values(draft);
        values.add(id.value());
        values.add(event.value());
        handle.execute(INSERT, values.toArray());
        parts(id, draft);
    }

    void update(SessionId id, SessionDraft draft) {
        List<Object> values = values(draft);
        values.add(id.value());
        handle.execute(
                "UPDATE session SET " + COLUMNS + ", version = version + 1 WHERE id = ?",
                values.toArray());
        handle.execute("DELETE FROM target_group WHERE session = ?", id.value());
        handle.execute("DELETE FROM session_study WHERE session = ?", id.value());
        parts(id, draft);
    }

    /** Deletes a session with its registrations; whether it may be is asked before. */
    void delete(SessionId id) {
        for (String table :
                List.of(
                        "target_group",
                        "target_person",
                        "session_study",
                        "session_rule",
                        "registration")) {
            handle.execute("DELETE FROM " + table + " WHERE session = ?", id.value());
        }
        handle.execute("DELETE FROM session WHERE id = ?", id.value());
    }

    private void parts(SessionId id, SessionDraft draft) {
        for (String group : draft.groups()) {
            handle.execute(
                    "INSERT INTO target_group (session, name) VALUES (?, ?)", id.value(), group);
        }
        int place = 0;
        for (Study study : draft.attendance().studies()) {
            place++;
            handle.execute(
                    "INSERT INTO session_study (session, place, name, credits) VALUES (?, ?, ?, ?)",
                    id.value(),
                    place,
                    study.name(),
                    study.credits().toPlainString());
        }
    }

    private static List<Object> values(SessionDraft draft) {
        List<Object> values = new ArrayList<>();
        values.add(draft.code());
        values.add(draft.title());
        values.add(draft.room().value());
        values.add(draft.day().toString());
        values.add(draft.start().toEpochMilli());
        values.add(draft.end().toEpochMilli());
        values.add(draft.track());
        values.add(String.join("\n", draft.presenters()));
        values.add(draft.description());
        DoorSettings door = draft.door();
        values.add(Sessions.wire(door.access()));
        values.add(Sessions.wire(door.walkIn()));
        values.add(Sessions.wire(door.reEntry()));
        values.add(door.capacity().orElse(null));
        values.add(door.earlyMinutes());
        values.add(door.lateMinutes());
        values.add(door.cancelled() ? 1 : 0);
        Attendance attendance = draft.attendance();
        values.add(attendance.checkIn() ? 1 : 0);
        values.add(attendance.checkInCode());
        values.add(attendance.checkOut() ? 1 : 0);
        values.add(attendance.checkOutCode());
        return values;
    }

    private static SessionDraft draft(ResultSet row, List<String> groups, List<Study> studies)
            throws SQLException {
        return new SessionDraft(
                Optional.of(new SessionId(row.getString("id"))),
                row.getString("agenda_id"),
                row.getString("title"),
                new RoomId(row.getString("room")),
                LocalDate.parse(row.getString("day")),
                Instant.ofEpochMilli(row.getLong("start_ms")),
                Instant.ofEpochMilli(row.getLong("end_ms")),
                row.getString("track"),
                row.getString("presenters").lines().toList(),
                row.getString("description"),
                groups,
                door(row),
                new Attendance(
                        row.getBoolean("check_in"),
                        row.getString("check_in_code"),
                        row.getBoolean("check_out"),
                        row.getString("check_out_code"),
                        studies),
                row.getLong("version"));
    }

    private static DoorSettings door(ResultSet row) throws SQLException {
        return new DoorSettings(
                Sessions.value(Access.class, row.getString("access")),
                Sessions.value(WalkIn.class, row.getString("walk_in")),
                Sessions.value(ReEntry.class, row.getString("re_entry")),
                Sessions.number(row, "capacity"),
                row.getInt("early_min"),
                row.getInt("late_min"),
                row.getBoolean("cancelled"));
    }

    private static Study study(ResultSet row) throws SQLException {
        return new Study(row.getString("name"), new BigDecimal(row.getString("credits")));
    }

    private static <T> T add(Map<String, List<T>> lists, String key, T value) {
        lists.computeIfAbsent(key, _ -> new ArrayList<>()).add(value);
        return value;
    }
}
