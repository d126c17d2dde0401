package io.turnout.hub.privacy;

import io.turnout.hub.agenda.EventId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jdbi.v3.core.Handle;

/** Which events erase their attendees when, inside one transaction. */
record RetentionRows(Handle handle) {
    /** Who is to be erased: nobody whom a later event has too, by the e-mail address. */
    private static final String DUE =
            """
            SELECT a.id FROM attendee a
            WHERE a.event = :event AND a.id > :after AND (a.erased_ms IS NULL OR EXISTS (
                SELECT 1 FROM badge b WHERE b.attendee = a.id AND b.unlisted = 0))
              AND NOT EXISTS (
                SELECT 1 FROM event o
                JOIN attendee x ON x.event = o.id AND lower(x.email) = lower(a.email)
                WHERE a.email <> '' AND o.id <> a.event AND COALESCE(o.last_day,
                    (SELECT max(s.day) FROM session s WHERE s.event = o.id), '') > :last)
            ORDER BY a.id LIMIT :most
            """;

    /**
     * An event.
     *
     * @param last its last day, else that of its last session; empty where it has neither
     * @param days how long its attendees' data are kept after that; empty for ever
     */
    record Setting(EventId event, ZoneId zone, Optional<LocalDate> last, OptionalInt days) {
        /** The day on which they are due. */
        Optional<LocalDate> due() {
            return days.isPresent()
                    ? last.map(day -> day.plusDays(days.getAsInt() + 1L))
                    : Optional.empty();
        }
    }

    List<Setting> settings() {
        return handle.createQuery(
                        """
                        SELECT e.id, e.zone, e.retention_days, COALESCE(e.last_day,
                            (SELECT max(s.day) FROM session s WHERE s.event = e.id)) AS last
                        FROM event e ORDER BY e.id
                        """)
                .map((row, _) -> setting(row))
                .list();
    }

    Optional<Setting> setting(EventId event) {
        return settings().stream().filter(one -> one.event().equals(event)).findFirst();
    }

    private static Setting setting(ResultSet row) throws SQLException {
        int days = row.getInt("retention_days");
        boolean forEver = row.wasNull();
        return new Setting(
                new EventId(row.getString("id")),
                ZoneId.of(row.getString("zone")),
                Optional.ofNullable(row.getString("last")).map(LocalDate::parse),
                forEver ? OptionalInt.empty() : OptionalInt.of(days));
    }

    Optional<RetentionPlan> plan(EventId event) {
        return handle.createQuery("SELECT * FROM retention WHERE event = ?")
                .bind(0, event.value())
                .map((row, _) ->
                        new RetentionPlan(
                                LocalDate.parse(row.getString("due_day")),
                                LocalDate.parse(row.getString("erase_day")),
                                row.getString("ended_ms") != null,
                                row.getLong("erased"),
                                row.getLong("staying")))
                .findOne();
    }

    /** Writes down what is said of an event from now on. */
    void announce(EventId event, LocalDate due, LocalDate erase, long nowMs) {
        handle.execute(
                "INSERT INTO retention (event, due_day, erase_day, announced_ms)"
                        + " VALUES (?, ?, ?, ?)",
                event.value(),
                due.toString(),
                erase.toString(),
                nowMs);
    }

    /** What was said does not hold any more. */
    void withdraw(EventId event) {
        handle.execute("DELETE FROM retention WHERE event = ?", event.value());
    }

    /** The next of those to be erased, by id. */
    List<Long> next(Setting setting, long after, int most) {
        return handle.createQuery(DUE)
                .bind("event", setting.event().value())
                .bind("after", after)
                .bind("last", setting.last().map(LocalDate::toString).orElse(""))
                .bind("most", most)
                .mapTo(Long.class)
                .list();
    }

    /** How many of some are not erased yet. */
    long known(List<Long> attendees) {
        return handle.createQuery(
                        "SELECT count(*) FROM attendee"
                                + " WHERE erased_ms IS NULL AND id IN (<ids>)")
                .bindList("ids", attendees)
                .mapTo(Long.class)
                .one();
    }

    /** How many of an event are not erased. */
    long known(EventId event) {
        return handle.createQuery(
                        "SELECT count(*) FROM attendee WHERE event = ? AND erased_ms IS NULL")
                .bind(0, event.value())
                .mapTo(Long.class)
                .one();
    }

    void count(EventId event, long erased) {
        handle.execute(
                "UPDATE retention SET erased = erased + ? WHERE event = ?", erased, event.value());
    }

    void end(EventId event, long staying, long nowMs) {
        handle.execute(
                "UPDATE retention SET ended_ms = ?, staying = ? WHERE event = ?",
                nowMs,
                staying,
                event.value());
    }
}
