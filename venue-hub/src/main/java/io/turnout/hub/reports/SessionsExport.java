package io.turnout.hub.reports;

import io.turnout.hub.sheet.RowWriter;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** One row for each session: who was expected, who came, for how long, and what it earned. */
final class SessionsExport implements Report {
    private static final List<String> COLUMNS =
            List.of(
                    "session",
                    "session_title",
                    "room",
                    "day",
                    "start",
                    "start_utc",
                    "end_utc",
                    "cancelled",
                    "registered",
                    "attended",
                    "registered_and_attended",
                    "no_shows",
                    "walk_ins",
                    "check_ins",
                    "check_outs",
                    "derived_check_outs",
                    "still_inside",
                    "double_uses",
                    "present_seconds",
                    "average_seconds",
                    "credited",
                    "to_be_looked_at",
                    "field_1",
                    "credits_1",
                    "field_2",
                    "credits_2",
                    "field_3",
                    "credits_3");
    private static final Set<String> TEXTS =
            Set.of(
                    "session",
                    "session_title",
                    "room",
                    "day",
                    "start",
                    "start_utc",
                    "end_utc",
                    "cancelled",
                    "field_1",
                    "field_2",
                    "field_3");
    private static final List<String> COUNTS =
            List.of("walk_ins", "ins", "outs", "derived", "still_inside", "double_uses", "seconds");
    private static final String SESSIONS =
            """
            SELECT s.id, s.day, s.cancelled,
                   COALESCE(g.registered, 0) AS registered, COALESCE(p.attended, 0) AS attended,
                   COALESCE(g.both_of, 0) AS both_of, COALESCE(p.walk_ins, 0) AS walk_ins,
                   COALESCE(p.ins, 0) AS ins, COALESCE(p.outs, 0) AS outs,
                   COALESCE(p.derived, 0) AS derived, COALESCE(p.still_inside, 0) AS still_inside,
                   COALESCE(d.double_uses, 0) AS double_uses, COALESCE(p.seconds, 0) AS seconds,
                   COALESCE(p.credited, 0) AS credited, COALESCE(p.unsure, 0) AS unsure
            FROM session s
            LEFT JOIN (
                SELECT p.session, COUNT(p.first_in_ms) AS attended, SUM(p.walk_in) AS walk_ins,
                       SUM(p.ins) AS ins, SUM(p.outs) AS outs, SUM(p.derived_outs) AS derived,
                       SUM(p.inside) AS still_inside, SUM(p.present_ms) / 1000 AS seconds,
                       SUM(p.granted) AS credited, SUM(p.unsure) AS unsure
                FROM presence p GROUP BY p.session) p ON p.session = s.id
            LEFT JOIN (
                SELECT g.session, COUNT(*) AS registered, COUNT(p.first_in_ms) AS both_of
                FROM registration g LEFT JOIN presence p
                    ON p.attendee = g.attendee AND p.session = g.session
                GROUP BY g.session) g ON g.session = s.id
            LEFT JOIN (
                SELECT o.entered AS session, COUNT(*) AS double_uses
                FROM double_use d JOIN scan o ON o.unit = d.other_unit
                    AND o.epoch = d.other_epoch AND o.number = d.other_number
                GROUP BY o.entered) d ON d.session = s.id
            WHERE s.event = :event
            """;

    @Override
    public String name() {
        return "sessions";
    }

    @Override
    public List<String> columns() {
        return COLUMNS;
    }

    @Override
    public Set<String> numbers() {
        return Set.copyOf(COLUMNS.stream().filter(name -> !TEXTS.contains(name)).toList());
    }

    @Override
    public void rows(Handle handle, Asked asked, RowWriter out) {
        ReportFilter filter = asked.filter();
        Query query =
                handle.createQuery(
                                SESSIONS
                                        + filter.conditions("s.room", "s.id", "s.day", "s.start_ms")
                                        + " ORDER BY s.start_ms, s.id")
                        .bind("event", asked.event().id().value());
        filter.bind(query, asked.event().zone());
        Map<String, SessionFacts> facts = SessionFacts.of(handle, asked.event());
        Map<String, List<BigDecimal>> credits = credits(handle, asked);
        query.map((row, _) -> cells(row, asked, facts, credits)).forEach(out::row);
    }

    /** Of each session the sums of its fields, by place; exact, so the sums are made here. */
    private static Map<String, List<BigDecimal>> credits(Handle handle, Asked asked) {
        Map<String, List<BigDecimal>> sums = new HashMap<>();
        handle.createQuery(
                        """
                        SELECT c.session, c.place, c.credits, COUNT(*) AS times
                        FROM credit c JOIN session s ON s.id = c.session
                        WHERE s.event = :event GROUP BY c.session, c.place, c.credits
                        """)
                .bind("event", asked.event().id().value())
                .map((row, _) -> {
                    List<BigDecimal> places =
                            sums.computeIfAbsent(
                                    row.getString("session"),
                                    _ ->
                                            new ArrayList<>(
                                                    List.of(
                                                            BigDecimal.ZERO,
                                                            BigDecimal.ZERO,
                                                            BigDecimal.ZERO)));
                    BigDecimal sum =
                            new BigDecimal(row.getString("credits"))
                                    .multiply(BigDecimal.valueOf(row.getLong("times")));
                    int place = row.getInt("place") - 1;
                    places.set(place, places.get(place).add(sum));
                    return place;
                })
                .list();
        return sums;
    }

    private static List<String> cells(
            ResultSet row,
            Asked asked,
            Map<String, SessionFacts> facts,
            Map<String, List<BigDecimal>> credits)
            throws SQLException {
        SessionFacts session = Objects.requireNonNull(facts.get(row.getString("id")));
        boolean over = !asked.now().isBefore(session.end());
        List<String> cells = new ArrayList<>(what(row, session, asked.event().zone()));
        long attended = row.getLong("attended");
        cells.add(number(row, "registered"));
        cells.add(String.valueOf(attended));
        cells.add(number(row, "both_of"));
        cells.add(over ? String.valueOf(row.getLong("registered") - row.getLong("both_of")) : "");
        for (String count : COUNTS) {
            cells.add(number(row, count));
        }
        cells.add(attended == 0 ? "" : String.valueOf(row.getLong("seconds") / attended));
        cells.add(over ? number(row, "credited") : "");
        cells.add(over ? number(row, "unsure") : "");
        List<BigDecimal> sums = credits.getOrDefault(session.id(), List.of());
        for (int place = 0; place < 3; place++) {
            boolean has = over && !session.field(place).isEmpty();
            BigDecimal sum = sums.isEmpty() ? BigDecimal.ZERO : sums.get(place);
            cells.add(session.field(place));
            cells.add(has ? sum.toPlainString() : "");
        }
        return cells;
    }

    private static List<String> what(ResultSet row, SessionFacts session, ZoneId zone)
            throws SQLException {
        Instant start = session.start();
        return List.of(
                session.id(),
                session.title(),
                session.room(),
                row.getString("day"),
                Cells.local(start, zone),
                Cells.utc(start),
                Cells.utc(session.end()),
                Cells.yesNo(row.getInt("cancelled") == 1));
    }

    private static String number(ResultSet row, String column) throws SQLException {
        return String.valueOf(row.getLong(column));
    }
}
