package io.turnout.hub.webhooks;

import io.turnout.hub.identity.Audit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleSupplier;
import org.jdbi.v3.core.Handle;

/**
 * What waits to be sent, and what became of it, inside one transaction. Each webhook has a window
 * of its own, so that none waits for another's receiver; of one attendee a webhook is told in
 * order, one thing at a time.
 *
 * @param nowMs when the transaction began
 */
record Queue(Handle handle, long nowMs) {
    /** Under way at once for one webhook; only one where the last attempt failed. */
    static final int WINDOW = 4;

    private static final int FAILING = 5;
    private static final Duration KEPT = Duration.ofDays(7);
    private static final int ERASED_AT_ONCE = 5_000;

    /**
     * What can be sent now.
     *
     * @param soonestMs when the next will be; empty where nothing waits
     */
    record Due(List<Waiting> now, Optional<Long> soonestMs) {}

    private record Receiver(
            WebhookId id, String url, List<Secret> secrets, int failures, long restUntilMs) {}

    /**
     * What is due.
     *
     * @param underWay deliveries that are being sent
     */
    Due due(Set<Long> underWay) {
        List<Waiting> due = new ArrayList<>();
        List<Long> later = new ArrayList<>();
        for (Receiver receiver : receivers()) {
            if (receiver.restUntilMs() > nowMs) {
                later.add(receiver.restUntilMs());
            } else {
                due.addAll(due(receiver, underWay));
                next(receiver).ifPresent(later::add);
            }
        }
        return new Due(due, later.stream().min(Long::compare));
    }

    private List<Receiver> receivers() {
        return handle.createQuery(
                        "SELECT * FROM webhook WHERE state = 'active' AND waiting > 0 ORDER BY id")
                .map((row, _) -> {
                    List<Secret> secrets = new ArrayList<>();
                    secrets.add(new Secret(row.getString("secret")));
                    if (row.getLong("old_until_ms") > nowMs) {
                        secrets.add(new Secret(row.getString("old_secret")));
                    }
                    return new Receiver(
                            new WebhookId(row.getLong("id")),
                            row.getString("url"),
                            secrets,
                            row.getInt("failures"),
                            row.getLong("rest_until_ms"));
                })
                .list();
    }

    private List<Waiting> due(Receiver receiver, Set<Long> underWay) {
        int window = receiver.failures() > 0 ? 1 : WINDOW;
        List<Waiting> first =
                handle.createQuery(
                                """
                                SELECT d.seq, d.id, d.body FROM webhook_delivery d
                                WHERE d.hook = :hook AND d.state = 'waiting' AND d.next_ms <= :now
                                  AND NOT EXISTS (SELECT 1 FROM webhook_delivery b
                                      WHERE b.hook = d.hook AND b.attendee = d.attendee
                                        AND b.state = 'waiting' AND b.seq < d.seq)
                                ORDER BY d.next_ms, d.seq LIMIT :most
                                """)
                        .bind("hook", receiver.id().value())
                        .bind("now", nowMs)
                        .bind("most", 2 * WINDOW)
                        .map((row, _) ->
                                new Waiting(
                                        row.getLong("seq"),
                                        receiver.id(),
                                        row.getString("id"),
                                        receiver.url(),
                                        row.getString("body"),
                                        receiver.secrets()))
                        .list();
        long busy = first.stream().filter(one -> underWay.contains(one.seq())).count();
        return first.stream()
                .filter(one -> !underWay.contains(one.seq()))
                .limit(Math.max(0, window - busy))
                .toList();
    }

    private Optional<Long> next(Receiver receiver) {
        return handle.createQuery(
                        "SELECT min(next_ms) FROM webhook_delivery WHERE hook = :hook"
                                + " AND state = 'waiting' AND next_ms > :now")
                .bind("hook", receiver.id().value())
                .bind("now", nowMs)
                .mapTo(Long.class)
                .findOne();
    }

    /**
     * Notes what came of attempts.
     *
     * @param random from 0 to 1, for spreading what is tried again
     */
    void note(List<Attempt> attempts, Audit audit, DoubleSupplier random) {
        for (Attempt attempt : attempts) {
            if (attempt.isDelivered()) {
                delivered(attempt);
            } else {
                failed(attempt, audit, random);
            }
        }
    }

    /** Erases what was sent or given up long ago; false where there is more. */
    boolean tidy() {
        return handle.execute(
                        "DELETE FROM webhook_delivery WHERE seq IN (SELECT seq"
                                + " FROM webhook_delivery WHERE state <> 'waiting'"
                                + " AND tried_ms < ? LIMIT ?)",
                        nowMs - KEPT.toMillis(),
                        ERASED_AT_ONCE)
                < ERASED_AT_ONCE;
    }

    private void delivered(Attempt attempt) {
        if (!end(attempt, "delivered")) {
            return;
        }
        long hook = attempt.delivery().hook().value();
        int before =
                handle.createQuery("SELECT failures FROM webhook WHERE id = ?")
                        .bind(0, hook)
                        .mapTo(Integer.class)
                        .one();
        handle.execute(
                "UPDATE webhook SET failures = 0, failing_since_ms = NULL, rest_until_ms = 0"
                        + " WHERE id = ?",
                hook);
        if (before >= FAILING) { // it is back: nothing need wait for its turn hours from now
            handle.execute(
                    "UPDATE webhook_delivery SET next_ms = ? WHERE hook = ? AND state = 'waiting'"
                            + " AND next_ms > ?",
                    nowMs,
                    hook,
                    nowMs);
        }
    }

    /** It waits no more; false where it did not any more, because somebody deleted it. */
    private boolean end(Attempt attempt, String state) {
        boolean waited =
                handle.execute(
                                "UPDATE webhook_delivery SET state = ?, attempts = attempts + 1,"
                                        + " tried_ms = ?, status = ?, fault = ?"
                                        + " WHERE seq = ? AND state = 'waiting'",
                                state,
                                nowMs,
                                attempt.status(),
                                attempt.isDelivered() ? "" : attempt.fault().key(),
                                attempt.delivery().seq())
                        > 0;
        if (waited) {
            handle.execute(
                    "UPDATE webhook SET waiting = waiting - 1 WHERE id = ?",
                    attempt.delivery().hook().value());
        }
        return waited;
    }

    private record Trouble(
            String event, String state, int failures, long since, int attempts, long firstFailed) {}

    private void failed(Attempt attempt, Audit audit, DoubleSupplier random) {
        Optional<Trouble> found = trouble(attempt);
        if (found.isEmpty()) {
            return;
        }
        Trouble trouble = found.get();
        handle.execute(
                "UPDATE webhook SET failures = ?, failing_since_ms = ?, rest_until_ms = ?"
                        + " WHERE id = ?",
                trouble.failures(),
                trouble.since(),
                nowMs + Backoff.rest(trouble.failures(), random.getAsDouble()).toMillis(),
                attempt.delivery().hook().value());
        boolean hopeless = isOver(trouble.since());
        if (isOver(trouble.firstFailed()) && !hopeless && !attempt.isGone()) {
            end(attempt, "given-up");
            return;
        }
        tryAgain(attempt, trouble, random);
        if (attempt.isGone() || hopeless) {
            stop(attempt, trouble, audit);
        }
    }

    private boolean isOver(long sinceMs) {
        return nowMs - sinceMs >= Backoff.GIVE_UP.toMillis();
    }

    /** How things stand with this failure counted; empty where it waits no more. */
    private Optional<Trouble> trouble(Attempt attempt) {
        return handle.createQuery(
                        """
                        SELECT h.event, h.state, h.failures + 1 AS failures,
                               coalesce(h.failing_since_ms, :now) AS since,
                               d.attempts + 1 AS attempts,
                               coalesce(d.first_failed_ms, :now) AS first_failed
                        FROM webhook_delivery d JOIN webhook h ON h.id = d.hook
                        WHERE d.seq = :seq AND d.state = 'waiting'
                        """)
                .bind("seq", attempt.delivery().seq())
                .bind("now", nowMs)
                .map((row, _) ->
                        new Trouble(
                                row.getString("event"),
                                row.getString("state"),
                                row.getInt("failures"),
                                row.getLong("since"),
                                row.getInt("attempts"),
                                row.getLong("first_failed")))
                .findOne();
    }

    private void tryAgain(Attempt attempt, Trouble trouble, DoubleSupplier random) {
        Duration delay = Backoff.delay(trouble.attempts(), random.getAsDouble());
        handle.execute(
                "UPDATE webhook_delivery SET attempts = ?, first_failed_ms = ?, next_ms = ?,"
                        + " tried_ms = ?, status = ?, fault = ? WHERE seq = ?",
                trouble.attempts(),
                trouble.firstFailed(),
                nowMs + delay.toMillis(),
                nowMs,
                attempt.status(),
                attempt.fault().key(),
                attempt.delivery().seq());
    }

    /** One that is paused meanwhile stays so: somebody looks at it. */
    private void stop(Attempt attempt, Trouble trouble, Audit audit) {
        if (!trouble.state().equals(Hook.State.ACTIVE.key())) {
            return;
        }
        StoppedBy why = attempt.isGone() ? StoppedBy.GONE : StoppedBy.FAILING;
        WebhookId hook = attempt.delivery().hook();
        new HookRows(handle).stop(hook, why, nowMs);
        audit.add(
                handle,
                HookBook.HUB,
                "stop webhook",
                HookBook.subject(trouble.event(), hook),
                why.key());
    }
}
