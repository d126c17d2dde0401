package io.turnout.hub.programs;

import io.turnout.hub.sheet.RowWriter;
import io.turnout.hub.store.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * All meetings of a program, those that are gone too, as programs and spreadsheets read them. Notes
 * on hours and comments in disputes are in none of its rows.
 */
record MeetingExport(Database database) {
    static final List<String> COLUMNS =
            List.of(
                    "meeting",
                    "path",
                    "start",
                    "end",
                    "room",
                    "status",
                    "decided_by",
                    "disputed",
                    "minutes_set",
                    "minutes_said",
                    "minutes_at_door",
                    "instead_of",
                    "participants");

    /** Writes a row for each meeting, by path and start. */
    void write(Program program, ZoneId zone, RowWriter sheet) {
        database.read(handle -> {
            each(handle, program, zone, sheet::row);
            return true;
        });
        sheet.finish();
    }

    private static void each(
            Handle handle, Program program, ZoneId zone, Consumer<List<String>> row) {
        Map<Long, List<String>> people = people(handle, program);
        handle.createQuery(
                        """
                        SELECT m.*, p.name AS path_name, r.name AS room_name FROM meeting m
                        JOIN path p ON p.id = m.path JOIN room r ON r.id = m.room
                        WHERE p.program = ? ORDER BY p.name, p.id, m.start_ms, m.id
                        """)
                .bind(0, program.id().value())
                .map((meeting, _) -> cells(meeting, zone, people))
                .forEach(row);
    }

    /** The badge numbers of those who take part, by meeting. */
    private static Map<Long, List<String>> people(Handle handle, Program program) {
        Map<Long, List<String>> people = new HashMap<>();
        handle.createQuery(
                        """
                        SELECT q.meeting, a.number FROM meeting_person q
                        JOIN attendee a ON a.id = q.attendee JOIN meeting m ON m.id = q.meeting
                        JOIN path p ON p.id = m.path WHERE p.program = ? ORDER BY a.number
                        """)
                .bind(0, program.id().value())
                .map((row, _) -> Map.entry(row.getLong(1), row.getString(2)))
                .forEach(one ->
                        people.computeIfAbsent(one.getKey(), _ -> new ArrayList<>())
                                .add(one.getValue()));
        return people;
    }

    private static List<String> cells(ResultSet row, ZoneId zone, Map<Long, List<String>> people)
            throws SQLException {
        long start = row.getLong("start_ms");
        long end = row.getLong("end_ms");
        long id = row.getLong("id");
        return List.of(
                String.valueOf(id),
                row.getString("path_name"),
                time(start, zone),
                time(end, zone),
                row.getString("room_name"),
                row.getString("status"),
                row.getString("decided_by"),
                row.getBoolean("disputed") ? "yes" : "no",
                String.valueOf((end - start) / 60_000),
                text(row.getString("said_min")),
                minutes(row, "door_ms"),
                text(row.getString("instead_of")),
                String.join(" ", people.getOrDefault(id, List.of())));
    }

    private static String minutes(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? "" : String.valueOf(millis / 60_000);
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }

    private static String time(long millis, ZoneId zone) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                Instant.ofEpochMilli(millis).atZone(zone));
    }
}
