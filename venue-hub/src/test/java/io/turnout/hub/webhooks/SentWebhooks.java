package io.turnout.hub.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.turnout.hub.attendance.AttendanceChange;
import io.turnout.hub.attendance.AttendanceChange.CheckedIn;
import io.turnout.hub.attendance.Presence.ClosedBy;
import io.turnout.hub.attendance.Presence.Interval;
import io.turnout.hub.attendance.ScanName;
import io.turnout.hub.identity.Audit;
import io.turnout.hub.store.Database;
import io.turnout.hub.store.TestDatabase;
import io.turnout.protocol.access.SessionId;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Webhooks of an event {@code e1}, sent to a real receiver over HTTP, by a clock of the test. */
abstract class SentWebhooks {
    static final Instant NOW = Instant.parse("2026-01-31T09:00:00Z");
    static final Duration PATIENCE = Duration.ofMillis(700);

    @TempDir private Path folder;
    final AtomicReference<Instant> clock = new AtomicReference<>(NOW);
    Database database;
    Audit audit;
    Webhooks webhooks;
    HookBook book;
    Receiver receiver;

    @BeforeEach
    void start() throws Exception {
        database = TestDatabase.in(folder);
        TestDatabase.seed(database);
        TestDatabase.session(database, "s1", "r1", NOW.toEpochMilli(), NOW.toEpochMilli() + 1);
        for (int i = 1; i <= 20; i++) {
            TestDatabase.attendee(database, i, "f" + i);
        }
        audit = new Audit(clock::get);
        receiver = Receiver.start();
        run();
    }

    @AfterEach
    void stop() {
        webhooks.close();
        receiver.close();
        database.close();
    }

    final void run() {
        webhooks = new Webhooks(database, audit, clock::get, targets(), PATIENCE);
        book = webhooks.book();
        webhooks.begin();
    }

    static Targets targets() {
        return new Targets(Reach.LOOPBACK_HTTP, InetAddress::getAllByName);
    }

    HookBook.Outcome.Done make(String url) {
        Hook.Draft draft = new Hook.Draft(url, EnumSet.copyOf(EventKind.CHOICES));
        return (HookBook.Outcome.Done) book.make("e1", draft, "ada");
    }

    void tell(long attendee) {
        database.change(
                handle -> new Outbox(audit, clock::get).tell(handle, List.of(in(attendee))));
        webhooks.written();
    }

    static AttendanceChange in(long attendee) {
        ScanName scan = new ScanName("u1", "e", attendee);
        Interval visit = new Interval(NOW, scan, NOW, ClosedBy.SESSION_END, Optional.empty());
        return new CheckedIn(attendee, new SessionId("s1"), 0, visit);
    }

    void pass(Duration time) {
        clock.updateAndGet(now -> now.plus(time));
        webhooks.written();
    }

    List<Waiting> due() {
        return database.read(
                handle -> new Queue(handle, clock.get().toEpochMilli()).due(Set.of()).now());
    }

    HookBook.Shown shown(WebhookId id) {
        return book.find("e1", id).orElseThrow();
    }

    Hook hook(WebhookId id) {
        return shown(id).hook();
    }

    void awaitGot(int many) {
        await().until(() -> receiver.got().size() >= many);
    }

    void awaitDelivered(WebhookId hook, long many) {
        await().untilAsserted(() ->
                assertThat(
                                count(
                                        "webhook_delivery WHERE state = 'delivered' AND hook = "
                                                + hook.value()))
                        .isEqualTo(many));
    }

    /** The oldest delivery failed so, at that attempt. */
    void awaitFault(WebhookId hook, String fault, int attempts) {
        await().untilAsserted(() -> {
            Hook.Delivery oldest = shown(hook).deliveries().getLast();
            assertThat(oldest.fault()).isEqualTo(fault);
            assertThat(oldest.attempts()).isEqualTo(attempts);
        });
    }

    long count(String from) {
        return database.read(handle ->
                handle.createQuery("SELECT count(*) FROM " + from).mapTo(Long.class).one());
    }

    List<String> record() {
        return database.read(handle ->
                handle.createQuery("SELECT who, what, subject, detail FROM audit ORDER BY seq")
                        .map((row, _) ->
                                String.join(
                                        " ",
                                        row.getString(1),
                                        row.getString(2),
                                        row.getString(3),
                                        row.getString(4)))
                        .list());
    }
}
