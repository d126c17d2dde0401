package io.turnout.hub.checkin;

import io.turnout.hub.agenda.EventFacts;
import io.turnout.protocol.access.SessionId;
import io.turnout.protocol.access.Side;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Every time that an attendee was let in or out, by session, as the doors recorded it: nothing is
 * hidden or merged.
 *
 * @param title of the session; of the room where it is not known what was left there
 */
public record Attended(String session, String title, long startMs, List<Moment> moments) {
    public Attended {
        moments = List.copyOf(moments);
    }

    /**
     * One of them.
     *
     * @param way by which, as the log writes it
     * @param takenBack whether whoever scanned it said that it was a mistake
     */
    public record Moment(Side side, long atMs, String way, boolean takenBack) {
        /** What the state is called: {@code in}, {@code out}. */
        public String state() {
            return side == Side.IN ? "in" : "out";
        }
    }

    private record Line(
            String session,
            String title,
            long startMs,
            String left,
            String leftTitle,
            long leftStartMs,
            boolean leaves,
            boolean enters,
            long atMs,
            String way,
            boolean takenBack,
            String room) {}

    /** An exit whose door did not know the session is of the one that the fold ended by it. */
    private static final String LINES =
            """
            SELECT l.*, e.title AS title, e.start_ms AS start_ms,
                   o.title AS left_title, o.start_ms AS left_start_ms
            FROM (
                SELECT COALESCE(t.best_ms, s.wall_ms) AS at_ms, s.way, s.entered, s.leaves,
                       s.unit, s.epoch, s.number, COALESCE(r.name, s.room) AS room,
                       EXISTS (SELECT 1 FROM scan_word w WHERE w.unit = s.unit AND w.kind = 'undo'
                           AND w.epoch = s.epoch AND w.number = s.number) AS taken_back,
                       COALESCE(s.left_session, (SELECT MIN(v.session) FROM visit v
                           WHERE v.unit = s.unit AND v.epoch = s.epoch AND v.number = s.number
                             AND v.attendee = b.attendee AND v.ended_by = 'exit')) AS left_id
                FROM badge b JOIN scan s ON s.event = b.event AND s.badge = b.fingerprint
                LEFT JOIN scan_time t ON t.seq = s.seq
                LEFT JOIN room r ON r.id = s.room
                WHERE b.event = :event AND b.attendee = :attendee AND s.outcome = 'admitted'
            ) l
            LEFT JOIN session e ON e.id = l.entered
            LEFT JOIN session o ON o.id = l.left_id
            ORDER BY l.at_ms, l.unit, l.epoch, l.number
            """;

    /** Of an attendee, the sessions that began last first, what happened in each in its order. */
    static List<Attended> of(Handle handle, EventFacts event, long attendee) {
        Map<String, Attended> all = new LinkedHashMap<>();
        handle.createQuery(LINES)
                .bind("event", event.id().value())
                .bind("attendee", attendee)
                .map((row, _) -> line(row))
                .forEach(line -> {
                    if (line.leaves()) {
                        String title = line.left().isEmpty() ? line.room() : line.leftTitle();
                        add(all, line, Side.OUT, new Head(line.left(), title, line.leftStartMs()));
                    }
                    if (line.enters()) {
                        add(
                                all,
                                line,
                                Side.IN,
                                new Head(line.session(), line.title(), line.startMs()));
                    }
                });
        return all.values().stream()
                .sorted((a, b) -> Long.compare(b.startMs(), a.startMs()))
                .toList();
    }

    /** What happened in one session, in its order. */
    static List<Moment> in(Handle handle, EventFacts event, long attendee, SessionId session) {
        return of(handle, event, attendee).stream()
                .filter(one -> one.session().equals(session.value()))
                .findFirst()
                .map(Attended::moments)
                .orElse(List.of());
    }

    /** Whether the last that was not taken back was an entry. */
    static boolean isInside(List<Moment> moments) {
        return moments.reversed().stream()
                .filter(moment -> !moment.takenBack())
                .findFirst()
                .filter(moment -> moment.side() == Side.IN)
                .isPresent();
    }

    private record Head(String session, String title, long startMs) {}

    private static void add(Map<String, Attended> all, Line line, Side side, Head head) {
        long start = head.startMs() > 0 ? head.startMs() : line.atMs();
        String key = head.session().isEmpty() ? "/" + head.title() : head.session();
        Attended before =
                all.getOrDefault(key, new Attended(head.session(), head.title(), start, List.of()));
        List<Moment> moments = new ArrayList<>(before.moments());
        moments.add(new Moment(side, line.atMs(), line.way(), line.takenBack()));
        all.put(key, new Attended(head.session(), head.title(), before.startMs(), moments));
    }

    private static Line line(ResultSet row) throws SQLException {
        String entered = row.getString("entered");
        String left = row.getString("left_id");
        return new Line(
                text(entered),
                named(row.getString("title"), entered),
                row.getLong("start_ms"),
                text(left),
                named(row.getString("left_title"), left),
                row.getLong("left_start_ms"),
                row.getBoolean("leaves"),
                entered != null,
                row.getLong("at_ms"),
                row.getString("way"),
                row.getBoolean("taken_back"),
                row.getString("room"));
    }

    /** A session that is gone is called by its id. */
    private static String named(@Nullable String title, @Nullable String id) {
        return title == null ? text(id) : title;
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
