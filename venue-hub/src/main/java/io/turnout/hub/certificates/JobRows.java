package io.turnout.hub.certificates;

import io.turnout.hub.agenda.EventId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/** Jobs in the database. */
public final class JobRows {
    private static final int SHOWN = 20;

    private JobRows() {}

    /**
     * A job.
     *
     * @param state {@code running}, {@code done}, {@code cancelled}, {@code failed}
     * @param reached the last attendee that was looked at
     * @param total attendees of the event when it began
     * @param outcomes how many attendees of each
     */
    public record Job(
            long id,
            EventId event,
            Scope scope,
            String state,
            long reached,
            long total,
            String who,
            long madeMs,
            Map<String, Long> outcomes) {
        /** How many attendees were looked at. */
        public long done() {
            return outcomes.values().stream().mapToLong(Long::longValue).sum();
        }

        /** How many have a certificate by it. */
        public long files() {
            return outcome("issued") + outcome("replaced") + outcome("kept");
        }

        public long outcome(String key) {
            return outcomes.getOrDefault(key, 0L);
        }

        public boolean isRunning() {
            return state.equals("running");
        }
    }

    /** What came of an attendee. */
    record Line(long attendee, String outcome, Optional<CertificateNumber> number) {}

    static Job make(Handle handle, EventId event, Scope scope, String who, long now) {
        long id =
                handle.createUpdate(
                                "INSERT INTO certificate_job (event, scope, state, reached, total,"
                                        + " by_whom, made_ms) VALUES (:event, :scope, 'running', 0,"
                                        + " (SELECT count(*) FROM attendee WHERE event = :event),"
                                        + " :who, :now)")
                        .bind("event", event.value())
                        .bind("scope", scope.key())
                        .bind("who", who)
                        .bind("now", now)
                        .executeAndReturnGeneratedKeys("id")
                        .mapTo(Long.class)
                        .one();
        return find(handle, event, id).orElseThrow();
    }

    static Optional<Job> find(Handle handle, EventId event, long id) {
        return handle.createQuery("SELECT * FROM certificate_job WHERE event = ? AND id = ?")
                .bind(0, event.value())
                .bind(1, id)
                .map((row, _) -> job(handle, row))
                .findOne();
    }

    static Optional<Job> running(Handle handle, EventId event) {
        return of(handle, event).stream().filter(Job::isRunning).findFirst();
    }

    static List<Job> of(Handle handle, EventId event) {
        return handle.createQuery(
                        "SELECT * FROM certificate_job WHERE event = ? ORDER BY id DESC LIMIT ?")
                .bind(0, event.value())
                .bind(1, SHOWN)
                .map((row, _) -> job(handle, row))
                .list();
    }

    static Optional<Job> firstRunning(Handle handle) {
        return handle.createQuery(
                        "SELECT * FROM certificate_job WHERE state = 'running' ORDER BY id LIMIT 1")
                .map((row, _) -> job(handle, row))
                .findOne();
    }

    static boolean isRunning(Handle handle, long id) {
        return handle.createQuery(
                                "SELECT count(*) FROM certificate_job WHERE id = ? AND state = 'running'")
                        .bind(0, id)
                        .mapTo(Integer.class)
                        .one()
                > 0;
    }

    /** The attendees after those it has looked at. */
    static List<Long> next(Handle handle, Job job, int most) {
        return handle.createQuery(
                        "SELECT id FROM attendee WHERE event = ? AND id > ? ORDER BY id LIMIT ?")
                .bind(0, job.event().value())
                .bind(1, job.reached())
                .bind(2, most)
                .mapTo(Long.class)
                .list();
    }

    static void line(
            Handle handle,
            long job,
            long attendee,
            String outcome,
            Optional<CertificateNumber> number) {
        handle.execute(
                "INSERT INTO certificate_job_line (job, attendee, outcome, number)"
                        + " VALUES (?, ?, ?, ?)",
                job,
                attendee,
                outcome,
                number.map(CertificateNumber::value).orElse(null));
    }

    static void reached(Handle handle, long job, long attendee) {
        handle.execute("UPDATE certificate_job SET reached = ? WHERE id = ?", attendee, job);
    }

    /** Ends a job that runs. */
    static boolean end(Handle handle, long id, String state, long now) {
        return handle.execute(
                        "UPDATE certificate_job SET state = ?, ended_ms = ?"
                                + " WHERE id = ? AND state = 'running'",
                        state,
                        now,
                        id)
                > 0;
    }

    static List<Line> lines(Handle handle, long job, long after, int most) {
        return handle.createQuery(
                        "SELECT * FROM certificate_job_line WHERE job = ? AND attendee > ?"
                                + " ORDER BY attendee LIMIT ?")
                .bind(0, job)
                .bind(1, after)
                .bind(2, most)
                .map((row, _) ->
                        new Line(
                                row.getLong("attendee"),
                                row.getString("outcome"),
                                Optional.ofNullable(row.getString("number"))
                                        .map(CertificateNumber::new)))
                .list();
    }

    private static Job job(Handle handle, ResultSet row) throws SQLException {
        long id = row.getLong("id");
        return new Job(
                id,
                new EventId(row.getString("event")),
                Scope.find(row.getString("scope")).orElseThrow(),
                row.getString("state"),
                row.getLong("reached"),
                row.getLong("total"),
                row.getString("by_whom"),
                row.getLong("made_ms"),
                outcomes(handle, id));
    }

    private static Map<String, Long> outcomes(Handle handle, long job) {
        Map<String, Long> outcomes = new TreeMap<>();
        handle.createQuery(
                        "SELECT outcome, count(*) FROM certificate_job_line WHERE job = ?"
                                + " GROUP BY outcome")
                .bind(0, job)
                .map((row, _) -> Map.entry(row.getString(1), row.getLong(2)))
                .forEach(entry -> outcomes.put(entry.getKey(), entry.getValue()));
        return outcomes;
    }
}
