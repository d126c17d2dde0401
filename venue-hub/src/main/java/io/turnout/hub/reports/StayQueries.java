package io.turnout.hub.reports;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * The people of a session, a page at a time: first who is on it, sifted and sorted by the database
 * unless names decide, then all that a page tells of these.
 */
final class StayQueries {
    private static final String OF =
            " FROM presence p JOIN attendee a ON a.id = p.attendee WHERE p.session = :id ";
    private static final String FLAGGED =
            """
            SELECT b.attendee FROM scan c
            JOIN badge b ON b.event = c.event AND b.fingerprint = c.badge
            WHERE c.entered = :id AND c.flagged = 1
            """;
    private static final String CODE =
            """
            COALESCE((SELECT MIN(b.code) FROM badge b
                      WHERE b.attendee = a.id AND b.state = 'active'), '')
            """;
    private static final String NAMED =
            "SELECT a.id, a.number, a.given_name, a.family_name, <code>, p.first_in_ms";
    private static final String STAYS =
            "SELECT a.id, a.number, a.given_name, a.family_name, "
                    + CODE
                    + """
                    , g.attendee IS NOT NULL AS registered,
                      p.inside, p.first_in_ms, p.last_out_ms, p.present_ms, p.walk_in,
                      p.ended_by, p.ended_ms,
                      COALESCE(p.least_ms, p.present_ms) AS least_ms,
                      COALESCE(p.most_ms, p.present_ms) AS most_ms
                    FROM presence p
                    JOIN attendee a ON a.id = p.attendee
                    LEFT JOIN registration g
                      ON g.attendee = p.attendee AND g.session = p.session
                    WHERE p.session = :id AND p.attendee IN (<ids>)
                    """;
    private static final Comparator<Named> BY_ENTRY =
            Comparator.comparingLong(Named::firstInMs).thenComparing(Named::number);

    /** What is needed to look for somebody; the code only where something is looked for. */
    private record Named(
            long id, String number, String given, String family, String code, long firstInMs) {
        String name() {
            return Stay.shortName(given, family);
        }

        String searchable() {
            return String.join(" ", given, family, number, code);
        }
    }

    /**
     * The page that a filter asks for.
     *
     * @param all how many people the session has
     */
    People read(Handle handle, String session, long all, PeopleFilter filter) {
        if (filter.needsNames()) {
            List<Long> ids = byName(handle, session, filter);
            List<Long> page = ids.stream().skip(filter.offset()).limit(PeopleFilter.PAGE).toList();
            return new People(filter, stays(handle, session, page), ids.size(), Map.of());
        }
        String shown = shown(filter);
        long matching =
                shown.isEmpty()
                        ? all
                        : of(handle, "SELECT COUNT(*)" + OF + shown, session)
                                .mapTo(Long.class)
                                .one();
        return new People(
                filter,
                stays(handle, session, byEntry(handle, session, filter)),
                Math.toIntExact(matching),
                Map.of());
    }

    private static List<Long> byEntry(Handle handle, String session, PeopleFilter filter) {
        String way = filter.sort().equals("in") ? "" : " DESC";
        return of(
                        handle,
                        "SELECT a.id"
                                + OF
                                + shown(filter)
                                + " ORDER BY COALESCE(p.first_in_ms, 0)"
                                + way
                                + ", a.number"
                                + way
                                + " LIMIT :most OFFSET :from",
                        session)
                .bind("most", PeopleFilter.PAGE)
                .bind("from", filter.offset())
                .mapTo(Long.class)
                .list();
    }

    private static List<Long> byName(Handle handle, String session, PeopleFilter filter) {
        Predicate<String> holds = SessionFilter.holds(filter.query());
        boolean looksFor = !filter.query().isEmpty();
        try (Stream<Named> named =
                of(handle, NAMED + OF + shown(filter), session)
                        .define("code", looksFor ? CODE : "''")
                        .map((row, _) -> named(row))
                        .stream()) {
            return named.filter(one -> !looksFor || holds.test(one.searchable()))
                    .sorted(order(filter))
                    .map(Named::id)
                    .toList();
        }
    }

    private static Comparator<Named> order(PeopleFilter filter) {
        return switch (filter.sort()) {
            case "name" ->
                    Comparator.comparing(Named::name, String.CASE_INSENSITIVE_ORDER)
                            .thenComparing(Named::number);
            case "in" -> BY_ENTRY;
            default -> BY_ENTRY.reversed();
        };
    }

    private static String shown(PeopleFilter filter) {
        return switch (filter.show()) {
            case "in" -> " AND p.inside = 1";
            case "out" -> " AND p.inside = 0";
            case "walk-in" -> " AND p.walk_in = 1";
            case "flagged" -> " AND p.attendee IN (" + FLAGGED + ")";
            default -> "";
        };
    }

    private static List<Stay> stays(Handle handle, String session, List<Long> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        Set<Long> flagged =
                of(handle, FLAGGED, session).mapTo(Long.class).collect(Collectors.toSet());
        Map<Long, Stay> stays =
                of(handle, STAYS, session)
                        .bindList("ids", ids)
                        .map((row, _) -> stay(row, flagged))
                        .collect(Collectors.toMap(Stay::attendee, Function.identity()));
        return ids.stream().map(stays::get).filter(Objects::nonNull).toList();
    }

    private static Query of(Handle handle, String sql, String session) {
        return handle.createQuery(sql).bind("id", session);
    }

    /** By places, not names: a session may have thousands. */
    private static Named named(ResultSet row) throws SQLException {
        return new Named(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getLong(6));
    }

    private static Stay stay(ResultSet row, Set<Long> flagged) throws SQLException {
        return new Stay(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getBoolean(6),
                row.getInt(7) == 1,
                time(row, 8),
                time(row, 9),
                row.getLong(10),
                row.getInt(11) == 1,
                flagged.contains(row.getLong(1)),
                row.getString(12),
                time(row, 13),
                row.getLong(14),
                row.getLong(15));
    }

    private static Optional<Long> time(ResultSet row, int column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(value);
    }
}
