package io.turnout.hub.programs;

import io.turnout.hub.sheet.RowWriter;
import io.turnout.hub.store.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * The lists of a program, as programs and spreadsheets read them. What was written in disputes is
 * in none, and the notes on hours only where they are asked for.
 */
record ProgramExport(Database database) {
    private static final String MEETINGS =
            """
            SELECT m.id, p.name, m.start_ms AS start_ms, m.end_ms AS end_ms, r.name, m.status, m.decided_by,
              CASE WHEN m.disputed = 1 THEN 'yes' ELSE 'no' END, (m.end_ms - m.start_ms) / 60000,
              m.said_min, m.door_ms / 60000, i.own_key, g.name, m.own_key, m.id AS people
            FROM meeting m JOIN path p ON p.id = m.path JOIN room r ON r.id = m.room
            JOIN program g ON g.id = p.program LEFT JOIN meeting i ON i.id = m.instead_of
            WHERE <where> ORDER BY p.name, p.id, m.start_ms, m.id
            """;

    private static final String HISTORY =
            """
            SELECT s.meeting, p.name, s.what, s.status, s.at_ms AS at_ms, s.noted_ms AS noted_ms,
              s.by_user, a.number, s.start_ms AS start_ms, s.end_ms AS end_ms, s.said_min
            FROM meeting_step s JOIN meeting m ON m.id = s.meeting JOIN path p ON p.id = m.path
            LEFT JOIN attendee a ON a.id = s.by_person
            WHERE <where> ORDER BY p.name, p.id, s.meeting, s.seq
            """;

    /** Who is in a path, and who has left it but was at a meeting. */
    private static final String PEOPLE =
            """
            SELECT p.name, a.number, a.family_name, a.given_name, i.role,
              SUM(CASE WHEN m.status = 'upcoming' THEN 1 ELSE 0 END),
              SUM(CASE WHEN m.status = 'unconfirmed' THEN 1 ELSE 0 END),
              SUM(CASE WHEN m.status = 'confirmed' THEN 1 ELSE 0 END),
              SUM(CASE WHEN m.status = 'not-held' THEN 1 ELSE 0 END),
              SUM(CASE WHEN m.status = 'late-pending' THEN 1 ELSE 0 END),
              SUM(CASE WHEN m.status = 'late-cancelled' THEN 1 ELSE 0 END),
              SUM(CASE WHEN m.status = 'gone' THEN 1 ELSE 0 END),
              COALESCE(l.times, 0),
              CASE WHEN p.authorized_min IS NOT NULL THEN CAST(
                SUM(CASE WHEN m.status = 'confirmed' THEN <time> ELSE 0 END) AS BIGINT) / 60000 END
            FROM (SELECT q.path, q.attendee FROM path_person q JOIN path p ON p.id = q.path
                  WHERE <where>
                  UNION SELECT m.path, q.attendee FROM meeting_person q
                  JOIN meeting m ON m.id = q.meeting JOIN path p ON p.id = m.path WHERE <where>) w
            JOIN path p ON p.id = w.path JOIN attendee a ON a.id = w.attendee
            LEFT JOIN path_person i ON i.path = w.path AND i.attendee = w.attendee
            LEFT JOIN (SELECT m.path, s.by_person, count(*) AS times FROM meeting_step s
                  JOIN meeting m ON m.id = s.meeting JOIN path p ON p.id = m.path
                  WHERE s.what IN ('cancel', 'reschedule') AND s.status = 'late-pending' AND <where>
                  GROUP BY m.path, s.by_person) l
              ON l.path = w.path AND l.by_person = w.attendee
            LEFT JOIN (SELECT q.attendee, m.* FROM meeting_person q
                  JOIN meeting m ON m.id = q.meeting JOIN path p ON p.id = m.path WHERE <where>) m
              ON m.path = w.path AND m.attendee = w.attendee
            GROUP BY p.id, p.name, p.authorized_min, a.id, a.number, a.family_name, a.given_name,
              i.role, l.times
            ORDER BY p.name, p.id, a.family_name, a.given_name, a.id
            """;

    private static final String HOURS =
            """
            SELECT p.name, h.authorized_min, h.by_whom, h.at_ms AS at_ms, <note>
            FROM path_hours h JOIN path p ON p.id = h.path
            WHERE <where> ORDER BY p.name, p.id, h.seq
            """;

    /**
     * What is asked for.
     *
     * @param path of the program; absent for all of them
     * @param notes whether whoever asks may read the notes on hours
     */
    record Asked(ProgramList list, Program program, Optional<PathId> path, boolean notes) {
        /** Which paths, where these are called p. */
        String where() {
            return path.map(id -> "p.id = " + id.value())
                    .orElse("p.program = " + program.id().value());
        }

        boolean has(Path other) {
            return path.isEmpty() || path.get().equals(other.id());
        }
    }

    /** Writes a list row by row. */
    void write(Asked asked, ZoneId zone, RowWriter sheet) {
        switch (asked.list()) {
            case SETTINGS -> sheet.row(settings(asked.program(), zone));
            case PATHS -> paths(asked, sheet);
            case PEOPLE -> query(PEOPLE, asked, zone, sheet);
            case MEETINGS -> meetings(asked, zone, sheet);
            case HISTORY -> query(HISTORY, asked, zone, sheet);
            case HOURS -> query(HOURS, asked, zone, sheet);
        }
        sheet.finish();
    }

    private void query(String sql, Asked asked, ZoneId zone, RowWriter sheet) {
        database.read(handle -> {
            handle.createQuery(sql)
                    .define("where", asked.where())
                    .define("time", MeetingQueries.time(asked.program()))
                    .define("note", asked.notes() ? "h.note" : "''")
                    .map((row, _) -> cells(row, zone))
                    .forEach(sheet::row);
            return true;
        });
    }

    /** The last cell is who takes part. */
    private void meetings(Asked asked, ZoneId zone, RowWriter sheet) {
        database.read(handle -> {
            Map<String, String> people = people(handle, asked);
            handle.createQuery(MEETINGS)
                    .define("where", asked.where())
                    .map((row, _) -> cells(row, zone))
                    .forEach(cells -> {
                        cells.set(cells.size() - 1, people.getOrDefault(cells.getFirst(), ""));
                        sheet.row(cells);
                    });
            return true;
        });
    }

    /** The badge numbers of those who take part, by meeting. */
    private static Map<String, String> people(Handle handle, Asked asked) {
        return handle.createQuery(
                        """
                        SELECT q.meeting, a.number FROM meeting_person q
                        JOIN attendee a ON a.id = q.attendee JOIN meeting m ON m.id = q.meeting
                        JOIN path p ON p.id = m.path WHERE <where> ORDER BY a.number
                        """)
                .define("where", asked.where())
                .map((row, _) -> Map.entry(row.getString(1), row.getString(2)))
                .collect(
                        Collectors.groupingBy(
                                Map.Entry::getKey,
                                Collectors.mapping(Map.Entry::getValue, Collectors.joining("; "))));
    }

    private void paths(Asked asked, RowWriter sheet) {
        PathPeople people = database.read(handle -> PathPeople.of(handle, asked));
        for (MeetingQueries.Totals one : new MeetingQueries(database).totals(asked.program())) {
            if (asked.has(one.path())) {
                long path = one.path().id().value();
                sheet.row(
                        List.of(
                                one.path().name(),
                                people.admins().getOrDefault(path, ""),
                                String.valueOf(people.members().getOrDefault(path, 0L)),
                                String.valueOf(one.open()),
                                String.valueOf(one.confirmed()),
                                String.valueOf(one.late()),
                                String.valueOf(one.notHeld()),
                                minutes(one.path().authorized()),
                                minutes(one.hours().map(Path.Hours::used))));
            }
        }
    }

    /** Who runs each path, and how many are in it. */
    private record PathPeople(Map<Long, String> admins, Map<Long, Long> members) {
        static PathPeople of(Handle handle, Asked asked) {
            Map<Long, String> admins =
                    handle.createQuery(
                                    """
                                    SELECT x.path, u.name FROM path_admin x
                                    JOIN hub_user u ON u.id = x.hub_user
                                    JOIN path p ON p.id = x.path WHERE <where> ORDER BY u.name
                                    """)
                            .define("where", asked.where())
                            .map((row, _) -> Map.entry(row.getLong(1), row.getString(2)))
                            .collect(
                                    Collectors.groupingBy(
                                            Map.Entry::getKey,
                                            Collectors.mapping(
                                                    Map.Entry::getValue, Collectors.joining(" "))));
            Map<Long, Long> members =
                    handle.createQuery(
                                    """
                                    SELECT q.path, count(*) FROM path_person q
                                    JOIN path p ON p.id = q.path WHERE <where> GROUP BY q.path
                                    """)
                            .define("where", asked.where())
                            .map((row, _) -> Map.entry(row.getLong(1), row.getLong(2)))
                            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
            return new PathPeople(admins, members);
        }
    }

    private static List<String> settings(Program program, ZoneId zone) {
        Verification rules = program.verification();
        return List.of(
                program.name(),
                program.kind().name().toLowerCase(Locale.ROOT),
                String.join("; ", program.roles()),
                rules.verified() ? "yes" : "no",
                minutes(rules.late()),
                rules.verified() ? String.valueOf(rules.autoConfirm().toMinutes()) : "",
                minutes(program.hours()),
                program.hoursBy().name().toLowerCase(Locale.ROOT),
                String.valueOf(program.door().people()),
                String.valueOf(program.door().time().toMinutes()),
                time(rules.since().toEpochMilli(), zone));
    }

    private static String minutes(Optional<Duration> length) {
        return length.map(time -> String.valueOf(time.toMinutes())).orElse("");
    }

    /** A row as it is read; moments are in the columns that are called so. */
    private static List<String> cells(ResultSet row, ZoneId zone) throws SQLException {
        List<String> cells = new ArrayList<>();
        for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
            String text = row.getString(column);
            boolean moment = row.getMetaData().getColumnLabel(column).endsWith("_ms");
            cells.add(text == null ? "" : moment ? time(row.getLong(column), zone) : text);
        }
        return cells;
    }

    private static String time(long millis, ZoneId zone) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                Instant.ofEpochMilli(millis).atZone(zone));
    }
}
