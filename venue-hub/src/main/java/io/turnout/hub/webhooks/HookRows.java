package io.turnout.hub.webhooks;

import io.turnout.hub.webhooks.Hook.Delivery;
import io.turnout.hub.webhooks.Hook.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** The tables of webhooks, inside one transaction. */
record HookRows(Handle handle) {
    List<Hook> of(String event) {
        return handle.createQuery("SELECT * FROM webhook WHERE event = ? ORDER BY id")
                .bind(0, event)
                .map((row, _) -> hook(row))
                .list();
    }

    Optional<Hook> find(String event, WebhookId id) {
        return handle.createQuery("SELECT * FROM webhook WHERE event = ? AND id = ?")
                .bind(0, event)
                .bind(1, id.value())
                .map((row, _) -> hook(row))
                .findOne();
    }

    WebhookId insert(String event, Hook.Draft draft, Secret secret, String who, long nowMs) {
        return handle.createUpdate(
                        "INSERT INTO webhook (event, url, kinds, secret, made_by, made_ms)"
                                + " VALUES (?, ?, ?, ?, ?, ?)")
                .bind(0, event)
                .bind(1, draft.url())
                .bind(2, written(draft.kinds()))
                .bind(3, secret.base64())
                .bind(4, who)
                .bind(5, nowMs)
                .executeAndReturnGeneratedKeys("id")
                .map((row, _) -> new WebhookId(row.getLong(1)))
                .one();
    }

    void update(WebhookId id, Hook.Draft draft) {
        handle.execute(
                "UPDATE webhook SET url = ?, kinds = ?, version = version + 1 WHERE id = ?",
                draft.url(),
                written(draft.kinds()),
                id.value());
    }

    void pause(WebhookId id) {
        handle.execute("UPDATE webhook SET state = 'paused' WHERE id = ?", id.value());
    }

    /** Lets it go on as if nothing had failed; all that waits is due. */
    void resume(WebhookId id, long nowMs) {
        handle.execute(
                "UPDATE webhook SET state = 'active', stopped_by = '', stopped_ms = NULL,"
                        + " failures = 0, failing_since_ms = NULL, rest_until_ms = 0 WHERE id = ?",
                id.value());
        handle.execute(
                "UPDATE webhook_delivery SET attempts = 0, first_failed_ms = NULL, next_ms = ?"
                        + " WHERE hook = ? AND state = 'waiting'",
                nowMs,
                id.value());
    }

    void stop(WebhookId id, StoppedBy why, long nowMs) {
        handle.execute(
                "UPDATE webhook SET state = 'stopped', stopped_by = ?, stopped_ms = ?"
                        + " WHERE id = ?",
                why.key(),
                nowMs,
                id.value());
    }

    void rotate(WebhookId id, Secret secret, long oldUntilMs) {
        handle.execute(
                "UPDATE webhook SET old_secret = secret, old_until_ms = ?, secret = ?"
                        + " WHERE id = ?",
                oldUntilMs,
                secret.base64(),
                id.value());
    }

    void delete(WebhookId id) {
        handle.execute("DELETE FROM webhook_delivery WHERE hook = ?", id.value());
        handle.execute("DELETE FROM webhook WHERE id = ?", id.value());
    }

    /** The latest first. */
    List<Delivery> deliveries(WebhookId hook, int most) {
        return handle.createQuery(
                        "SELECT * FROM webhook_delivery WHERE hook = ? ORDER BY seq DESC LIMIT ?")
                .bind(0, hook.value())
                .bind(1, most)
                .map((row, _) -> delivery(row))
                .list();
    }

    /** How many of it were given up and are still kept. */
    long givenUp(WebhookId hook) {
        return handle.createQuery(
                        "SELECT count(*) FROM webhook_delivery"
                                + " WHERE hook = ? AND state = 'given-up'")
                .bind(0, hook.value())
                .mapTo(Long.class)
                .one();
    }

    /** Makes what was sent or given up wait again, under its id; false where it waits already. */
    boolean again(WebhookId hook, long delivery, long nowMs) {
        int again =
                handle.execute(
                        "UPDATE webhook_delivery SET state = 'waiting', attempts = 0,"
                                + " first_failed_ms = NULL, next_ms = ?"
                                + " WHERE hook = ? AND seq = ? AND state <> 'waiting'",
                        nowMs,
                        hook.value(),
                        delivery);
        handle.execute(
                "UPDATE webhook SET waiting = waiting + ? WHERE id = ?", again, hook.value());
        return again > 0;
    }

    static String written(Set<EventKind> kinds) {
        return kinds.stream().map(EventKind::key).sorted().collect(Collectors.joining("\n"));
    }

    /** A kind that a newer hub knew is none here. */
    static Set<EventKind> kinds(String written) {
        Set<EventKind> kinds = EnumSet.noneOf(EventKind.class);
        written.lines().map(EventKind::find).flatMap(Optional::stream).forEach(kinds::add);
        return kinds;
    }

    private static Hook hook(ResultSet row) throws SQLException {
        return new Hook(
                new WebhookId(row.getLong("id")),
                row.getString("event"),
                row.getString("url"),
                kinds(row.getString("kinds")),
                State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                StoppedBy.find(row.getString("stopped_by")),
                row.getLong("stopped_ms"),
                row.getLong("waiting"),
                row.getInt("failures"),
                row.getLong("failing_since_ms"),
                row.getLong("old_until_ms"),
                row.getString("made_by"),
                row.getLong("version"));
    }

    private static Delivery delivery(ResultSet row) throws SQLException {
        return new Delivery(
                row.getLong("seq"),
                row.getString("id"),
                row.getString("kind"),
                row.getLong("made_ms"),
                Delivery.Progress.valueOf(
                        row.getString("state").toUpperCase(Locale.ROOT).replace('-', '_')),
                row.getInt("attempts"),
                row.getLong("next_ms"),
                row.getLong("tried_ms"),
                row.getInt("status"),
                row.getString("fault"));
    }
}
