package io.turnout.hub.identity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Who did what, appended in the transaction that does it. */
public final class Audit {
    private final InstantSource clock;

    public Audit(InstantSource clock) {
        this.clock = clock;
    }

    /** One row: who did what to what, and when. */
    public record Entry(
            long seq, long atMs, String who, String what, String subject, String detail) {}

    /**
     * Appends a row.
     *
     * @param who a user's name
     * @param what a verb and its object, {@code import agenda}
     * @param subject the id of what it was done to
     * @param detail numbers and ids, never names of attendees
     */
    public void add(Handle handle, String who, String what, String subject, String detail) {
        handle.execute(
                "INSERT INTO audit (at_ms, who, what, subject, detail) VALUES (?, ?, ?, ?, ?)",
                clock.millis(),
                who,
                what,
                subject,
                detail);
    }

    /** What was last done to something; a row without a name where that is not known. */
    public Entry last(Handle handle, String subject) {
        return handle.createQuery("SELECT * FROM audit WHERE subject = ? ORDER BY seq DESC LIMIT 1")
                .bind(0, subject)
                .map((row, _) -> entry(row))
                .findFirst()
                .orElseGet(() -> unknown(subject));
    }

    /**
     * What was last done of one kind to something; a row without a name where it never was.
     *
     * @param what as it was added
     */
    public Entry last(Handle handle, String subject, String what) {
        return handle.createQuery(
                        "SELECT * FROM audit WHERE subject = ? AND what = ? ORDER BY seq DESC LIMIT 1")
                .bind(0, subject)
                .bind(1, what)
                .map((row, _) -> entry(row))
                .findFirst()
                .orElse(new Entry(0, clock.millis(), "", what, subject, ""));
    }

    /** Stands for what the record does not tell: a row without a name. */
    public Entry unknown(String subject) {
        return new Entry(0, clock.millis(), "", "", subject, "");
    }

    /** How far the record goes; 0 while it is empty. */
    public long newest(Handle handle) {
        return handle.createQuery("SELECT COALESCE(MAX(seq), 0) FROM audit")
                .mapTo(Long.class)
                .one();
    }

    /** What was done to something after the record went so far. */
    public List<Entry> since(Handle handle, String subject, long seq) {
        return handle.createQuery("SELECT * FROM audit WHERE subject = ? AND seq > ? ORDER BY seq")
                .bind(0, subject)
                .bind(1, seq)
                .map((row, _) -> entry(row))
                .list();
    }

    static Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                row.getLong("seq"),
                row.getLong("at_ms"),
                row.getString("who"),
                row.getString("what"),
                row.getString("subject"),
                row.getString("detail"));
    }
}
