package io.turnout.hub.attendance;

import io.turnout.hub.attendance.Presence.Interval;
import io.turnout.protocol.access.SessionId;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * How many came into each session and left it, by five minutes: what some attendees' visits add to
 * it is taken away before these are replaced, and what the new ones add is put there, in the same
 * transaction. So it is always what a recount of the visits would be.
 */
final class SessionFlows {
    /** The length of a step. All zones are whole quarters of an hour apart. */
    static final long STEP_MS = Duration.ofMinutes(5).toMillis();

    private static final String VISITS =
            """
            SELECT session, in_ms, out_ms,
                   CASE WHEN ended_by IN ('exit', 'entry-elsewhere') THEN 1 ELSE 0 END AS ended
            FROM visit WHERE attendee IN (<attendees>)
            """;
    private static final String ADD =
            """
            INSERT INTO session_flow (session, at_ms, ins, outs) VALUES (?, ?, ?, ?)
            ON CONFLICT (session, at_ms) DO UPDATE
            SET ins = session_flow.ins + excluded.ins, outs = session_flow.outs + excluded.outs
            """;

    private final Handle handle;
    private final Map<Step, Moves> changes = new HashMap<>();

    SessionFlows(Handle handle) {
        this.handle = handle;
    }

    private record Step(SessionId session, long atMs) {}

    private record Moves(int ins, int outs) {
        Moves and(Moves more) {
            return new Moves(ins + more.ins, outs + more.outs);
        }
    }

    /** Takes away what is stored of some attendees. */
    void takeAway(Collection<Long> attendees) {
        handle.createQuery(VISITS)
                .bindList("attendees", List.copyOf(attendees))
                .map((row, _) -> {
                    SessionId session = new SessionId(row.getString("session"));
                    add(session, row.getLong("in_ms"), new Moves(-1, 0));
                    if (row.getInt("ended") == 1) {
                        add(session, row.getLong("out_ms"), new Moves(0, -1));
                    }
                    return session;
                })
                .list();
    }

    /** Adds what a new visit is. */
    void add(SessionId session, Interval visit) {
        add(session, visit.start().toEpochMilli(), new Moves(1, 0));
        if (visit.closedBy().isEvidence()) {
            add(session, visit.end().toEpochMilli(), new Moves(0, 1));
        }
    }

    private void add(SessionId session, long ms, Moves moves) {
        changes.merge(new Step(session, ms - Math.floorMod(ms, STEP_MS)), moves, Moves::and);
    }

    /** Writes what has changed. Most of what is folded anew is as it was. */
    void write() {
        PreparedBatch batch = handle.prepareBatch(ADD);
        changes.forEach((step, moves) -> {
            if (moves.ins() != 0 || moves.outs() != 0) {
                batch.add(step.session().value(), step.atMs(), moves.ins(), moves.outs());
            }
        });
        if (batch.size() > 0) {
            batch.execute();
        }
    }
}
