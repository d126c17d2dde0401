package io.turnout.hub.reports;

import io.turnout.hub.credit.Reason;
import io.turnout.hub.credit.ReasonText;
import io.turnout.hub.credit.Rule;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.StringJoiner;

/** Joins the rows of one attendee in one session, one for each time inside, to one. */
final class PresenceRows {
    private final Asked asked;
    private final Map<String, SessionFacts> sessions;
    private final List<String> cells = new ArrayList<>();
    private String key = "";
    private StringJoiner intervals = new StringJoiner("; ");

    PresenceRows(Asked asked, Map<String, SessionFacts> sessions) {
        this.asked = asked;
        this.sessions = sessions;
    }

    /** Takes a row; gives the one before it where that is finished. */
    Optional<List<String>> next(ResultSet row) throws SQLException {
        String wanted = row.getLong("attendee") + " " + row.getString("session");
        Optional<List<String>> done = wanted.equals(key) ? Optional.empty() : last();
        if (!wanted.equals(key)) {
            key = wanted;
            begin(row);
        }
        Optional<Instant> in = time(row, "visit_in_ms");
        if (in.isPresent()) {
            intervals.add(
                    Cells.utc(in)
                            + "/"
                            + Cells.utc(time(row, "visit_out_ms"))
                            + " "
                            + row.getString("visit_ended_by"));
        }
        return done;
    }

    /** The one that is not given yet; empty where there is none. */
    Optional<List<String>> last() {
        if (cells.isEmpty()) {
            return Optional.empty();
        }
        List<String> row = new ArrayList<>(cells);
        row.add(intervals.toString());
        return Optional.of(row);
    }

    private void begin(ResultSet row) throws SQLException {
        SessionFacts session = Objects.requireNonNull(sessions.get(row.getString("session")));
        cells.clear();
        intervals = new StringJoiner("; ");
        who(row, session);
        time(row, session);
        credit(row, session);
    }

    private void who(ResultSet row, SessionFacts session) throws SQLException {
        cells.addAll(
                List.of(
                        row.getString("number"),
                        row.getString("family_name"),
                        row.getString("given_name"),
                        session.id(),
                        session.title(),
                        session.room(),
                        Cells.yesNo(row.getInt("registered") == 1),
                        Cells.yesNo(row.getInt("walk_in") == 1),
                        Cells.utc(time(row, "first_in_ms")),
                        Cells.utc(time(row, "last_out_ms")),
                        seconds(row, "present_ms"),
                        String.valueOf(row.getLong("ins")),
                        String.valueOf(row.getLong("outs")),
                        String.valueOf(row.getLong("derived_outs")),
                        row.getString("ended_by"),
                        Cells.utc(time(row, "ended_ms"))));
    }

    /** Total Time Spent and its share stand only where check-out is used. */
    private void time(ResultSet row, SessionFacts session) throws SQLException {
        Duration present = Duration.ofMillis(row.getLong("present_ms"));
        cells.add(String.valueOf(session.length().toSeconds()));
        cells.add(session.checkOut() ? clock(present) : "");
        cells.add(session.checkOut() ? percent(present, session.length()) : "");
        cells.add(seconds(row, "counted_ms"));
        cells.add(seconds(row, "counted_least_ms"));
        cells.add(seconds(row, "counted_most_ms"));
    }

    private void credit(ResultSet row, SessionFacts session) throws SQLException {
        boolean over = !asked.now().isBefore(session.end());
        boolean granted = row.getInt("granted") == 1;
        cells.add(over ? (granted ? "granted" : "refused") : "not-yet");
        cells.add(Cells.yesNo(over && row.getInt("unsure") == 1));
        for (int place = 0; place < 3; place++) {
            cells.add(session.field(place));
            cells.add(over ? Cells.text(row.getString("credits_" + (place + 1))) : "");
        }
        List<Reason> reasons =
                over ? ReasonText.read(row.getString("reasons")) : List.of(Rule.NOT_OVER.alone());
        cells.add(Reason.in(asked.words(), reasons));
    }

    /** {@code 1:05:09}. */
    private static String clock(Duration time) {
        return "%d:%02d:%02d".formatted(time.toHours(), time.toMinutesPart(), time.toSecondsPart());
    }

    /** Cut to a tenth: what is not quite reached does not look reached. */
    private static String percent(Duration time, Duration of) {
        return of.isZero()
                ? ""
                : BigDecimal.valueOf(time.toMillis())
                        .multiply(BigDecimal.valueOf(100))
                        .divide(BigDecimal.valueOf(of.toMillis()), 1, RoundingMode.DOWN)
                        .toPlainString();
    }

    private static String seconds(ResultSet row, String column) throws SQLException {
        return String.valueOf(Duration.ofMillis(row.getLong(column)).toSeconds());
    }

    private static Optional<Instant> time(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }
}
