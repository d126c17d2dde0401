package io.turnout.hub.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.turnout.hub.api.Description;
import io.turnout.hub.attendance.Attendance;
import io.turnout.hub.attendance.AttendanceChange;
import io.turnout.hub.attendance.AttendanceOutlet;
import io.turnout.hub.identity.Audit;
import io.turnout.hub.ingest.Ingest;
import io.turnout.hub.ingest.TestScans;
import io.turnout.hub.store.Database;
import io.turnout.hub.store.TestDatabase;
import io.turnout.protocol.message.HubLife;
import io.turnout.protocol.message.JournalEpoch;
import io.turnout.protocol.message.MessageCodec;
import io.turnout.protocol.message.Scan;
import io.turnout.protocol.message.ScanBatch;
import io.turnout.protocol.message.UnitId;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a unit's batch of scans to another program's door, everything but the broker. */
final class WebhookWalkTest {
    private static final MessageCodec CODEC = new MessageCodec();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final UnitId U1 = new UnitId("u1");
    private static final long START = TestScans.START.toEpochMilli();

    @TempDir private Path folder;
    private final AtomicInteger folds = new AtomicInteger();
    private Database database;
    private Audit audit;
    private Webhooks webhooks;
    private Receiver receiver;
    private Attendance attendance;
    private Ingest ingest;

    @BeforeEach
    void start() throws Exception {
        database = TestDatabase.in(folder);
        TestDatabase.seed(database);
        TestDatabase.session(database, "s1", "r1", START, START + 3_600_000);
        database.change(h -> h.execute("UPDATE session SET agenda_id = '007'"));
        for (int i = 1; i <= 5; i++) {
            TestDatabase.attendee(database, i, TestScans.badge(i).toString());
        }
        audit = new Audit(InstantSource.system());
        receiver = Receiver.start();
        Targets targets = new Targets(Reach.LOOPBACK_HTTP, InetAddress::getAllByName);
        webhooks =
                new Webhooks(
                        database, audit, InstantSource.system(), targets, Duration.ofSeconds(5));
        webhooks.begin();
        fold(new Outbox(audit, InstantSource.system()));
    }

    @AfterEach
    void stop() {
        ingest.close();
        attendance.close();
        webhooks.close();
        receiver.close();
        database.close();
    }

    @Test
    @DisplayName("who comes and goes is told, with number, code, times and scan, and no name")
    void tellsWhoComesAndGoes() throws Exception {
        hook(EnumSet.of(EventKind.CHECKED_IN, EventKind.CHECKED_OUT));
        send(TestScans.in(1, 1));
        JsonNode in = got(1);
        assertThat(in.path("type").asText()).isEqualTo("attendance.checked_in");
        assertThat(in.path("timestamp").asText()).isEqualTo("2026-01-31T09:00:01Z");
        assertThat(in.path("data"))
                .isEqualTo(
                        JSON.readTree(
                                """
                                {"event": "e1", "attendee": "N1", "session": "s1", "code": "007",
                                 "visit": 1, "checkedIn": "2026-01-31T09:00:01Z",
                                 "scan": {"unit": "u1", "journal": "e", "number": 1}}
                                """));
        send(TestScans.out(61, 1));
        JsonNode out = got(2);
        assertThat(out.path("type").asText()).isEqualTo("attendance.checked_out");
        assertThat(out.path("data"))
                .isEqualTo(
                        JSON.readTree(
                                """
                                {"event": "e1", "attendee": "N1", "session": "s1", "code": "007",
                                 "visit": 1, "checkedIn": "2026-01-31T09:00:01Z",
                                 "checkedOut": "2026-01-31T09:01:01Z", "endedBy": "exit",
                                 "scan": {"unit": "u1", "journal": "e", "number": 61}}
                                """));
        assertThat(receiver.got()).noneMatch(one -> one.body().contains("Family"));
    }

    @Test
    @DisplayName("a scan that comes late corrects what was told, with all that is so now")
    void correctsWhatWasTold() throws Exception {
        hook(EnumSet.allOf(EventKind.class));
        send(TestScans.in(30, 1));
        assertThat(got(1).path("data").path("checkedIn").asText())
                .isEqualTo("2026-01-31T09:00:30Z");
        send(TestScans.in(10, 1), TestScans.out(20, 1));
        JsonNode corrected = got(2);
        assertThat(corrected.path("type").asText()).isEqualTo("attendance.corrected");
        assertThat(corrected.path("data").path("inside").asBoolean()).isTrue();
        assertThat(corrected.path("data").path("visits"))
                .isEqualTo(
                        JSON.readTree(
                                """
                                [{"checkedIn": "2026-01-31T09:00:10Z",
                                  "checkedOut": "2026-01-31T09:00:20Z", "endedBy": "exit"},
                                 {"checkedIn": "2026-01-31T09:00:30Z"}]
                                """));
    }

    @Test
    @DisplayName("a badge taken from somebody corrects what was told of that person to nothing")
    void correctsToNothing() throws Exception {
        hook(EnumSet.of(EventKind.CORRECTED));
        send(TestScans.in(1, 1));
        awaitFolded();
        database.change(h -> h.execute("UPDATE badge SET fingerprint = 'x' WHERE attendee = 1"));
        attendance.refoldAll("e1");
        JsonNode corrected = got(1);
        assertThat(corrected.path("data").path("visits")).isEmpty();
        assertThat(corrected.path("data").path("inside").asBoolean()).isFalse();
    }

    @Test
    @DisplayName("folding again, moving a session's end and a batch that comes twice tell nothing")
    void tellsNothingTwice() throws Exception {
        hook(EnumSet.of(EventKind.CHECKED_IN, EventKind.CORRECTED));
        send(TestScans.in(1, 1), TestScans.in(2, 2));
        got(2);
        send(TestScans.in(1, 1), TestScans.in(2, 2));
        database.change(h -> h.execute("UPDATE session SET end_ms = end_ms + 600000"));
        int before = folds.get();
        attendance.refoldAll("e1");
        await().until(() -> folds.get() > before);
        send(TestScans.in(3, 3));
        got(3);
        assertThat(deliveries()).isEqualTo(3);
    }

    @Test
    @DisplayName("only what was chosen is told, and only of the webhook's event")
    void tellsOnlyWhatWasChosen() throws Exception {
        hook(EnumSet.of(EventKind.CHECKED_OUT));
        database.change(h -> {
            h.execute(
                    "INSERT INTO event (id, tag, title, zone, salt, created_ms)"
                            + " VALUES ('e2', 'ABD', 'Other', 'UTC', 'c2FsdA==', 0)");
            h.execute(
                    "INSERT INTO webhook (event, url, kinds, secret, made_by, made_ms)"
                            + " VALUES ('e2', 'http://127.0.0.1:1/', 'attendance.checked_in',"
                            + " 'c2VjcmV0', 'ada', 0)");
        });
        send(TestScans.in(1, 1), TestScans.in(2, 2), TestScans.out(3, 1));
        assertThat(got(1).path("type").asText()).isEqualTo("attendance.checked_out");
        assertThat(deliveries()).isEqualTo(1);
    }

    @Test
    @DisplayName("the fold and what it tells are stored together or not at all")
    void storesBothOrNeither() throws Exception {
        hook(EnumSet.of(EventKind.CHECKED_IN));
        attendance.close();
        ingest.close();
        AtomicInteger failures = new AtomicInteger();
        Outbox outbox = new Outbox(audit, InstantSource.system());
        fold(
                new AttendanceOutlet() {
                    @Override
                    public boolean listens(Handle handle) {
                        return outbox.listens(handle);
                    }

                    @Override
                    public void tell(Handle handle, List<AttendanceChange> changes) {
                        outbox.tell(handle, changes);
                        failures.incrementAndGet();
                        throw new IllegalStateException("killed before the commit");
                    }
                });
        send(TestScans.in(1, 1));
        await().until(() -> failures.get() > 0);
        attendance.close();
        assertThat(count("presence")).isZero();
        assertThat(deliveries()).isZero();
        fold(outbox);
        attendance.stored();
        got(1);
        assertThat(count("presence")).isEqualTo(1);
        assertThat(deliveries()).isEqualTo(1);
    }

    private void fold(AttendanceOutlet outlet) {
        attendance =
                Attendance.start(
                        database,
                        outlet,
                        _ -> {
                            folds.incrementAndGet();
                            webhooks.written();
                        });
        ingest =
                new Ingest(
                        database,
                        CODEC,
                        InstantSource.system(),
                        new HubLife("test"),
                        new Ingest.Outlets((_, _) -> {}, attendance::stored));
    }

    @Test
    @DisplayName(
            "R-7 a correction is told: with its number where it adds, as corrected where it changes")
    void tellsOfCorrections() throws Exception {
        hook(EnumSet.of(EventKind.CHECKED_IN, EventKind.CHECKED_OUT, EventKind.CORRECTED));
        correct("add", "1, 's1', " + (START + 60_000) + ", " + (START + 120_000));
        JsonNode in = got(1);
        assertThat(in.path("type").asText()).isEqualTo("attendance.checked_in");
        assertThat(in.at("/data/correction").asLong()).isEqualTo(1);
        assertThat(in.at("/data/scan").isMissingNode()).isTrue();
        assertThat(got(2).at("/data/correction").asLong()).isEqualTo(1);
        correct("set", "1, 's1', " + START + ", " + (START + 120_000));
        JsonNode now = got(3);
        assertThat(now.path("type").asText()).isEqualTo("attendance.corrected");
        assertThat(now.at("/data/visits/0/checkedIn").asText()).isEqualTo("2026-01-31T09:00:00Z");
    }

    private void correct(String kind, String line) {
        database.change(handle -> {
            handle.execute(
                    "INSERT INTO correction (event, kind, why, hub_user, who, made_ms, people)"
                            + " VALUES ('e1', ?, 'why', 0, 'olga', 0, 1)",
                    kind);
            handle.execute(
                    "INSERT INTO correction_line (correction, place, attendee, session, in_ms,"
                            + " out_ms) SELECT (SELECT max(number) FROM correction), 0, "
                            + line);
        });
        attendance.stored();
    }

    private void hook(Set<EventKind> kinds) {
        HookBook.Outcome made =
                webhooks.book().make("e1", new Hook.Draft(receiver.url(), kinds), "ada");
        assertThat(made).isInstanceOf(HookBook.Outcome.Done.class);
    }

    private void send(Scan... scans) {
        ScanBatch batch = new ScanBatch(U1, new JournalEpoch("e"), List.of(scans));
        ingest.receive(U1, CODEC.write(batch));
    }

    /** The body of the delivery that came at that place. */
    private JsonNode got(int place) throws Exception {
        await().until(() -> receiver.got().size() >= place);
        JsonNode body = JSON.readTree(receiver.got().get(place - 1).body());
        new Description().checkDelivery(body);
        return body;
    }

    private void awaitFolded() {
        await().until(() -> count("presence") > 0);
    }

    private long deliveries() {
        return count("webhook_delivery");
    }

    private long count(String from) {
        return database.read(handle ->
                handle.createQuery("SELECT count(*) FROM " + from).mapTo(Long.class).one());
    }
}
