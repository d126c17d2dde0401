package io.turnout.hub.webhooks;

import io.turnout.hub.identity.Audit;
import io.turnout.hub.store.Database;
import io.turnout.hub.webhooks.Hook.Delivery;
import io.turnout.hub.webhooks.Hook.State;
import io.turnout.hub.webhooks.Targets.Refusal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The webhooks of events: what organizers do with them. Thread-safe. */
public final class HookBook {
    /** Who stops webhooks, in the record. */
    static final String HUB = "hub";

    /** Of one event; each costs the fold, and the receiver all that happens. */
    static final int MOST = 10;

    /** So long a former secret signs too. */
    static final Duration OVERLAP = Duration.ofHours(24);

    private static final int SHOWN = 50;

    private final Database database;
    private final Audit audit;
    private final InstantSource clock;
    private final Targets targets;
    private final Runnable poke;

    /**
     * @param poke is called when there may be something to send
     */
    HookBook(Database database, Audit audit, InstantSource clock, Targets targets, Runnable poke) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
        this.targets = targets;
        this.poke = poke;
    }

    /** A webhook with its latest deliveries, the latest first. */
    public record Shown(Hook hook, List<Delivery> deliveries, long givenUp) {
        public Shown {
            deliveries = List.copyOf(deliveries);
        }
    }

    /** What came of storing one. */
    public sealed interface Outcome {
        /**
         * It is so now.
         *
         * @param secret of a new one, told this once; empty where there was one before
         */
        record Done(Hook hook, Optional<String> secret) implements Outcome {}

        /**
         * The hub sends nothing there.
         *
         * @param why as texts are named: {@code private-address}
         */
        record BadAddress(String why) implements Outcome {}

        /** The event has as many as it may have. */
        record TooMany(int most) implements Outcome {}

        /** Somebody else changed it since the form was made. */
        record Stale(Hook now, Audit.Entry last) implements Outcome {}

        record Unknown() implements Outcome {}
    }

    public List<Hook> of(String event) {
        return database.read(handle -> new HookRows(handle).of(event));
    }

    public Optional<Shown> find(String event, WebhookId id) {
        return database.read(handle -> {
            HookRows rows = new HookRows(handle);
            return rows.find(event, id)
                    .map(hook -> new Shown(hook, rows.deliveries(id, SHOWN), rows.givenUp(id)));
        });
    }

    /** Makes one. Asks for the name of its host, which may take seconds. */
    public Outcome make(String event, Hook.Draft draft, String who) {
        Optional<Outcome> refused = refuse(draft);
        return refused.orElseGet(() ->
                database.write(handle -> {
                    HookRows rows = new HookRows(handle);
                    if (rows.of(event).size() >= MOST) {
                        return new Outcome.TooMany(MOST);
                    }
                    Secret secret = Secret.random();
                    WebhookId id = rows.insert(event, draft, secret, who, clock.millis());
                    Hook made = rows.find(event, id).orElseThrow();
                    record(handle, who, "make webhook", made, told(made));
                    return new Outcome.Done(made, Optional.of(secret.shown()));
                }));
    }

    /**
     * Changes one.
     *
     * @param version that the form was made from
     */
    public Outcome change(String event, WebhookId id, Hook.Draft draft, long version, String who) {
        Optional<Outcome> refused = refuse(draft);
        return refused.orElseGet(() ->
                database.write(handle -> {
                    HookRows rows = new HookRows(handle);
                    Optional<Hook> before = rows.find(event, id);
                    if (before.isEmpty()) {
                        return new Outcome.Unknown();
                    }
                    if (before.get().version() != version) {
                        return new Outcome.Stale(
                                before.get(),
                                audit.last(handle, subject(event, id), "change webhook"));
                    }
                    boolean same =
                            before.get().url().equals(draft.url())
                                    && before.get().kinds().equals(draft.kinds());
                    if (!same) {
                        rows.update(id, draft);
                    }
                    Hook now = rows.find(event, id).orElseThrow();
                    if (!same) {
                        record(handle, who, "change webhook", now, told(now));
                    }
                    return new Outcome.Done(now, Optional.empty());
                }));
    }

    /** Keeps what happens, and sends nothing. */
    public void pause(Hook hook, String who) {
        database.change(handle -> {
            new HookRows(handle).pause(hook.id());
            record(handle, who, "pause webhook", hook, "");
        });
    }

    /** Sends again: what waits, and what happens from now on. */
    public void resume(Hook hook, String who) {
        database.change(handle -> {
            new HookRows(handle).resume(hook.id(), clock.millis());
            record(handle, who, "resume webhook", hook, "");
        });
        poke.run();
    }

    /** Deletes it with all that waits for it. */
    public void delete(Hook hook, String who) {
        database.change(handle -> {
            new HookRows(handle).delete(hook.id());
            record(handle, who, "delete webhook", hook, hook.waiting() + " waiting");
        });
    }

    /**
     * Makes a new secret, which is told this once; the former one signs too for {@link #OVERLAP}.
     */
    public String rotate(Hook hook, String who) {
        Secret secret = Secret.random();
        database.change(handle -> {
            long until = clock.instant().plus(OVERLAP).toEpochMilli();
            new HookRows(handle).rotate(hook.id(), secret, until);
            record(handle, who, "change webhook secret", hook, "");
        });
        return secret.shown();
    }

    /** Sends a test, where it is not stopped. */
    public boolean test(Hook hook, String who) {
        boolean sends = hook.state() == State.ACTIVE;
        if (sends) {
            database.change(handle -> {
                new Outbox(audit, clock).test(handle, hook.id(), hook.event());
                record(handle, who, "test webhook", hook, "");
            });
            poke.run();
        }
        return sends;
    }

    /** Sends a delivery again under its id; false where it is not there or waits anyhow. */
    public boolean again(Hook hook, long delivery, String who) {
        boolean again =
                database.write(handle -> {
                    boolean found = new HookRows(handle).again(hook.id(), delivery, clock.millis());
                    if (found) {
                        record(handle, who, "send webhook delivery again", hook, "" + delivery);
                    }
                    return found;
                });
        poke.run();
        return again;
    }

    /** What the record calls a webhook. */
    static String subject(String event, WebhookId id) {
        return event + "/webhook " + id.value();
    }

    private void record(Handle handle, String who, String what, Hook hook, String detail) {
        audit.add(handle, who, what, subject(hook.event(), hook.id()), detail);
    }

    private static String told(Hook hook) {
        return hook.host() + " " + HookRows.written(hook.kinds()).replace('\n', ' ');
    }

    /** A name that is not known here and now may be known later: the hub may be offline. */
    private Optional<Outcome> refuse(Hook.Draft draft) {
        return targets.refuse(draft.url())
                .filter(why -> why != Refusal.UNKNOWN_HOST)
                .map(why -> new Outcome.BadAddress(why.key()));
    }
}
