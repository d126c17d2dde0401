package io.turnout.hub.people;

import io.turnout.hub.agenda.EventFacts;
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
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** The attendees of an event by name, as many as a query finds. Thread-safe. */
public final class PeopleList {
    private static final String COLUMNS =
            """
            a.id, a.number, a.family_name, a.given_name, a.email, a.licence_number,
            (SELECT count(*) FROM registration r WHERE r.attendee = a.id) AS sessions
            """;

    private static final int STEP = 1_000;

    private static final List<String> EXPORTED =
            List.of(
                    "number",
                    "family_name",
                    "given_name",
                    "email",
                    "licence_number",
                    "groups",
                    "registrations",
                    "badges");

    private final Database database;
    private final NameOrders orders = new NameOrders();

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

    /** Rows from an offset on, by name. */
    public Found read(String event, PeopleQuery query, int offset, int most) {
        catchUp(event);
        return database.read(handle -> {
            FoundPeople found = FoundPeople.of(handle, event, query);
            List<Long> ids = found.in(orders.of(handle, event), offset, most);
            long matching = found.count(() -> orders.count(handle, event));
            return new Found(byId(handle, ids), matching);
        });
    }

    /** What can be filtered by. */
    public Choices choices(String event) {
        return database.read(handle ->
                new Choices(
                        groups(handle, event),
                        sessions(handle, event),
                        orders.count(handle, event)));
    }

    /** From one name to the next: there may be a hundred thousand members of few groups. */
    private static List<String> groups(Handle handle, String event) {
        return handle.createQuery(
                        """
                        WITH RECURSIVE each (name) AS (
                          SELECT min(name) FROM attendee_group
                          UNION ALL
                          SELECT (SELECT min(g.name) FROM attendee_group g WHERE g.name > each.name)
                          FROM each WHERE each.name IS NOT NULL)
                        SELECT name FROM each WHERE name IS NOT NULL AND EXISTS (
                          SELECT 1 FROM attendee_group g JOIN attendee a ON a.id = g.attendee
                          WHERE g.name = each.name AND a.event = ?)
                        ORDER BY name
                        """)
                .bind(0, event)
                .mapTo(String.class)
                .list();
    }

    /** Writes all that a query finds as CSV, by name. */
    public void write(String event, PeopleQuery query, OutputStream out) {
        List<String> own =
                database.read(handle -> EventFacts.find(handle, event))
                        .map(EventFacts::ownFields)
                        .orElseGet(List::of);
        CsvSheet sheet =
                CsvSheet.marked(out, Stream.concat(EXPORTED.stream(), own.stream()).toList());
        catchUp(event);
        List<Long> ids =
                database.read(handle ->
                        FoundPeople.of(handle, event, query)
                                .in(orders.of(handle, event), 0, Integer.MAX_VALUE));
        for (int from = 0; from < ids.size(); from += STEP) {
            List<Long> some = ids.subList(from, Math.min(ids.size(), from + STEP));
            Map<Long, Map<String, String>> held =
                    database.read(handle -> OwnFields.of(handle, own, some));
            database.read(handle -> byId(handle, some))
                    .forEach(row -> sheet.row(cells(row, own, held)));
        }
        sheet.finish();
    }

    private static List<String> cells(
            Row row, List<String> own, Map<Long, Map<String, String>> held) {
        Map<String, String> mine = held.getOrDefault(row.id(), Map.of());
        return Stream.concat(
                        cells(row).stream(), own.stream().map(name -> mine.getOrDefault(name, "")))
                .toList();
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

    private static List<Row> byId(Handle handle, List<Long> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
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
