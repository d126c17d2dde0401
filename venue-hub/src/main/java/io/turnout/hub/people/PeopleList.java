package io.turnout.hub.people;

import io.turnout.hub.sheet.CsvSheet;
import io.turnout.hub.store.Database;
import java.io.OutputStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** The attendees of an event by name, as many as a query finds. Thread-safe. */
public final class PeopleList {
    private static final String COLUMNS =
            """
            a.id, a.number, a.family_name, a.given_name, a.email, a.licence_number,
            (SELECT count(*) FROM registration r WHERE r.attendee = a.id) AS sessions
            """;

    private final Database database;

    public PeopleList(Database database) {
        this.database = database;
    }

    /** An attendee in the list. Badges are the codes by state, groups by name. */
    public record Row(
            long id,
            String number,
            String familyName,
            String givenName,
            String email,
            String licenceNumber,
            long sessions,
            List<String> groups,
            List<Badge> badges) {
        public Row {
            groups = List.copyOf(groups);
            badges = List.copyOf(badges);
        }

        /** Without name or address, so that it may stand in a log. */
        @Override
        public String toString() {
            return "Row[id=%d]".formatted(id);
        }
    }

    /** A badge in the list. */
    public record Badge(String fingerprint, String code, String state) {
        @Override
        public String toString() {
            return "Badge[%s, %s]".formatted(fingerprint, state);
        }
    }

    /** A part of the list, and how many there are in all. */
    public record Found(List<Row> rows, long matching) {
        public Found {
            rows = List.copyOf(rows);
        }
    }

    /** What a filter bar offers. */
    public record Choices(List<String> groups, List<SessionChoice> sessions, long all) {
        public Choices {
            groups = List.copyOf(groups);
            sessions = List.copyOf(sessions);
        }
    }

    /** A session in a filter bar. */
    public record SessionChoice(String id, String title, String day) {}

    /** Rows from an offset on, by name. Counts the rest only where there may be one. */
    public Found read(String event, PeopleQuery query, int offset, int most) {
        catchUp(event);
        return database.read(handle -> {
            List<Row> rows = rows(handle, event, query, offset, most);
            boolean whole = rows.size() < most && (offset == 0 || !rows.isEmpty());
            long matching =
                    whole
                            ? offset + rows.size()
                            : query.bind(count(handle, query), event).mapTo(Long.class).one();
            return new Found(rows, matching);
        });
    }

    /** What can be filtered by. */
    public Choices choices(String event) {
        return database.read(handle ->
                new Choices(
                        handle.createQuery(
                                        """
                                        SELECT DISTINCT g.name FROM attendee_group g
                                        JOIN attendee a ON a.id = g.attendee
                                        WHERE a.event = ? ORDER BY g.name
                                        """)
                                .bind(0, event)
                                .mapTo(String.class)
                                .list(),
                        sessions(handle, event),
                        handle.createQuery("SELECT count(*) FROM attendee WHERE event = ?")
                                .bind(0, event)
                                .mapTo(Long.class)
                                .one()));
    }

    /** Writes all that a query finds as CSV, by name. */
    public void write(String event, PeopleQuery query, OutputStream out) {
        CsvSheet sheet =
                CsvSheet.marked(
                        out,
                        List.of(
                                "number",
                                "family_name",
                                "given_name",
                                "email",
                                "licence_number",
                                "groups",
                                "registrations",
                                "badges"));
        int step = 1_000;
        for (int offset = 0; ; offset += step) {
            int from = offset;
            catchUp(event);
            List<Row> rows = database.read(handle -> rows(handle, event, query, from, step));
            rows.forEach(row -> sheet.row(cells(row)));
            if (rows.size() < step) {
                sheet.finish();
                return;
            }
        }
    }

    private static List<String> cells(Row row) {
        return List.of(
                row.number(),
                row.familyName(),
                row.givenName(),
                row.email(),
                row.licenceNumber(),
                String.join(";", row.groups()),
                String.valueOf(row.sessions()),
                String.join(
                        ";",
                        row.badges().stream()
                                .map(badge -> badge.code() + " " + badge.state())
                                .toList()));
    }

    static List<SessionChoice> sessions(Handle handle, String event) {
        return handle.createQuery(
                        "SELECT id, title, day FROM session WHERE event = ? ORDER BY start_ms, id")
                .bind(0, event)
                .map((row, _) ->
                        new SessionChoice(
                                row.getString("id"), row.getString("title"), row.getString("day")))
                .list();
    }

    private void catchUp(String event) {
        if (database.read(handle -> AttendeeSearch.isBehind(handle, event))) {
            database.change(handle -> AttendeeSearch.catchUp(handle, event));
        }
    }

    private static Query count(Handle handle, PeopleQuery query) {
        return handle.createQuery("SELECT count(*) FROM attendee a WHERE " + query.where());
    }

    /** The search is made once, on the index alone; what a row shows is fetched by its id. */
    private static List<Row> rows(
            Handle handle, String event, PeopleQuery query, int offset, int most) {
        Query found =
                handle.createQuery(
                        "SELECT a.id FROM attendee a WHERE "
                                + query.where()
                                + " ORDER BY a.sort_name, a.id LIMIT :most OFFSET :offset");
        List<Long> ids =
                query.bind(found, event)
                        .bind("most", most)
                        .bind("offset", offset)
                        .mapTo(Long.class)
                        .list();
        return ids.isEmpty() ? List.of() : byId(handle, ids);
    }

    private static List<Row> byId(Handle handle, List<Long> ids) {
        Map<Long, List<String>> groups = new HashMap<>();
        of(handle, "SELECT attendee, name FROM attendee_group WHERE attendee", ids)
                .map((row, _) -> Map.entry(row.getLong(1), row.getString(2)))
                .forEach(entry -> add(groups, entry.getKey(), entry.getValue()));
        Map<Long, List<Badge>> badges = new HashMap<>();
        of(handle, "SELECT attendee, fingerprint, code, state FROM badge WHERE attendee", ids)
                .map((row, _) ->
                        Map.entry(
                                row.getLong(1),
                                new Badge(row.getString(2), row.getString(3), row.getString(4))))
                .forEach(entry -> add(badges, entry.getKey(), entry.getValue()));
        Map<Long, Row> rows = new HashMap<>();
        of(handle, "SELECT " + COLUMNS + " FROM attendee a WHERE a.id", ids)
                .map((row, _) -> row(row, groups, badges))
                .forEach(row -> rows.put(row.id(), row));
        return ids.stream().map(rows::get).filter(Objects::nonNull).toList();
    }

    private static Row row(
            ResultSet row, Map<Long, List<String>> groups, Map<Long, List<Badge>> badges)
            throws SQLException {
        long id = row.getLong("id");
        return new Row(
                id,
                row.getString("number"),
                row.getString("family_name"),
                row.getString("given_name"),
                row.getString("email"),
                row.getString("licence_number"),
                row.getLong("sessions"),
                groups.getOrDefault(id, List.of()).stream().sorted().toList(),
                badges.getOrDefault(id, List.of()));
    }

    private static Query of(Handle handle, String sql, List<Long> ids) {
        return handle.createQuery(sql + " IN (<ids>)").bindList("ids", ids);
    }

    private static <T> void add(Map<Long, List<T>> map, Long key, T value) {
        map.computeIfAbsent(key, _ -> new ArrayList<>()).add(value);
    }
}
