package io.turnout.hub.webhooks;

import io.turnout.hub.attendance.AttendanceChange;
import io.turnout.hub.attendance.AttendanceOutlet;
import io.turnout.hub.identity.Audit;
import io.turnout.hub.identity.Tokens;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * Writes down what is to be sent, in the transaction of what it tells of: none is lost by a crash,
 * and none is sent of what was rolled back.
 */
public final class Outbox implements AttendanceOutlet {
    /** A webhook for which more would wait is stopped, and the organizer told. */
    static final int MOST_WAITING = 100_000;

    private static final int AT_ONCE = 500;

    private final Audit audit;
    private final InstantSource clock;
    private final int mostWaiting;

    public Outbox(Audit audit, InstantSource clock) {
        this(audit, clock, MOST_WAITING);
    }

    Outbox(Audit audit, InstantSource clock, int mostWaiting) {
        this.audit = audit;
        this.clock = clock;
        this.mostWaiting = mostWaiting;
    }

    private record Listener(WebhookId id, String event, Set<EventKind> kinds, long waiting) {
        boolean wants(String event, EventKind kind) {
            return this.event.equals(event) && kinds.contains(kind);
        }
    }

    private record Whose(String event, String number) {}

    private record Row(WebhookId hook, EventKind kind, long attendee, String body) {}

    @Override
    public boolean listens(Handle handle) {
        return handle.createQuery(
                                "SELECT count(*) FROM webhook WHERE state IN ('active', 'paused')")
                        .mapTo(Long.class)
                        .one()
                > 0;
    }

    @Override
    public void tell(Handle handle, List<AttendanceChange> changes) {
        List<Listener> listeners = listeners(handle);
        Map<Long, Whose> attendees = attendees(handle, changes);
        Map<String, String> codes = codes(handle, changes);
        Payload payload = new Payload(clock.instant());
        List<Row> rows = new ArrayList<>();
        for (AttendanceChange change : changes) {
            Optional<Whose> whose = Optional.ofNullable(attendees.get(change.attendee()));
            whose.ifPresent(attendee -> {
                EventKind kind = Payload.kind(change);
                List<Listener> told =
                        listeners.stream()
                                .filter(one -> one.wants(attendee.event(), kind))
                                .toList();
                String body = told.isEmpty() ? "" : body(payload, attendee, codes, change);
                told.forEach(one -> rows.add(new Row(one.id(), kind, change.attendee(), body)));
            });
        }
        write(handle, rows);
        listeners.forEach(one -> count(handle, one, rows));
    }

    /** Writes a test for one webhook. */
    void test(Handle handle, WebhookId hook, String event) {
        String body = new Payload(clock.instant()).test(event);
        write(handle, List.of(new Row(hook, EventKind.TEST, 0, body)));
        handle.execute("UPDATE webhook SET waiting = waiting + 1 WHERE id = ?", hook.value());
    }

    private static String body(
            Payload payload, Whose whose, Map<String, String> codes, AttendanceChange change) {
        String session = change.session().value();
        Payload.Subject subject =
                new Payload.Subject(
                        whose.event(), whose.number(), session, codes.getOrDefault(session, ""));
        return payload.of(subject, change);
    }

    private void write(Handle handle, List<Row> rows) {
        if (rows.isEmpty()) {
            return;
        }
        long now = clock.millis();
        PreparedBatch insert =
                handle.prepareBatch(
                        "INSERT INTO webhook_delivery (hook, id, kind, attendee, body, made_ms,"
                                + " next_ms) VALUES (?, ?, ?, ?, ?, ?, ?)");
        for (Row row : rows) {
            insert.bind(0, row.hook().value())
                    .bind(1, "msg_" + Tokens.random())
                    .bind(2, row.kind().key())
                    .bind(3, row.attendee())
                    .bind(4, row.body())
                    .bind(5, now)
                    .bind(6, now)
                    .add();
        }
        insert.execute();
    }

    private void count(Handle handle, Listener listener, List<Row> rows) {
        long more = rows.stream().filter(row -> row.hook().equals(listener.id())).count();
        if (more == 0) {
            return;
        }
        handle.execute(
                "UPDATE webhook SET waiting = waiting + ? WHERE id = ?",
                more,
                listener.id().value());
        if (listener.waiting() + more >= mostWaiting) {
            new HookRows(handle).stop(listener.id(), StoppedBy.FULL, clock.millis());
            audit.add(
                    handle,
                    HookBook.HUB,
                    "stop webhook",
                    HookBook.subject(listener.event(), listener.id()),
                    StoppedBy.FULL.key());
        }
    }

    private static List<Listener> listeners(Handle handle) {
        return handle.createQuery(
                        "SELECT id, event, kinds, waiting FROM webhook"
                                + " WHERE state IN ('active', 'paused') ORDER BY id")
                .map((row, _) ->
                        new Listener(
                                new WebhookId(row.getLong("id")),
                                row.getString("event"),
                                HookRows.kinds(row.getString("kinds")),
                                row.getLong("waiting")))
                .list();
    }

    private static Map<Long, Whose> attendees(Handle handle, List<AttendanceChange> changes) {
        Map<Long, Whose> found = new HashMap<>();
        for (List<Long> some :
                portions(changes.stream().map(AttendanceChange::attendee).toList())) {
            handle.createQuery("SELECT id, event, number FROM attendee WHERE id IN (<ids>)")
                    .bindList("ids", some)
                    .map((row, _) ->
                            found.put(
                                    row.getLong("id"),
                                    new Whose(row.getString("event"), row.getString("number"))))
                    .list();
        }
        return found;
    }

    private static Map<String, String> codes(Handle handle, List<AttendanceChange> changes) {
        Map<String, String> found = new HashMap<>();
        List<String> sessions = changes.stream().map(change -> change.session().value()).toList();
        for (List<String> some : portions(sessions)) {
            handle.createQuery("SELECT id, agenda_id FROM session WHERE id IN (<ids>)")
                    .bindList("ids", some)
                    .map((row, _) -> found.put(row.getString("id"), row.getString("agenda_id")))
                    .list();
        }
        return found;
    }

    private static <T> Collection<List<T>> portions(List<T> all) {
        List<T> distinct = new ArrayList<>(new HashSet<>(all));
        List<List<T>> portions = new ArrayList<>();
        for (int from = 0; from < distinct.size(); from += AT_ONCE) {
            portions.add(distinct.subList(from, Math.min(distinct.size(), from + AT_ONCE)));
        }
        return portions.stream().collect(Collectors.toUnmodifiableList());
    }
}
