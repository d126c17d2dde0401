package io.turnout.hub.attendance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.turnout.hub.attendance.AttendanceQueries.SessionCount;
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
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AttendanceTest {
    private static final MessageCodec CODEC = new MessageCodec();
    private static final UnitId U1 = new UnitId("u1");
    private static final long START = TestScans.START.toEpochMilli();

    @TempDir private Path folder;
    private final BlockingQueue<String> changed = new LinkedBlockingQueue<>();
    private Database database;
    private Attendance attendance;
    private Ingest ingest;

    @BeforeEach
    void start() {
        database = TestDatabase.in(folder);
        TestDatabase.seed(database);
        TestDatabase.session(database, "s1", "r1", START, START + 3_600_000);
        for (int i = 1; i <= 5; i++) {
            TestDatabase.attendee(database, i, TestScans.badge(i).toString());
        }
        attendance = Attendance.start(database, changed::add);
        ingest =
                new Ingest(
                        database,
                        CODEC,
                        InstantSource.system(),
                        new HubLife("test"),
                        new Ingest.Outlets((unit, ack) -> {}, attendance::stored));
    }

    @AfterEach
    void stop() {
        ingest.close();
        attendance.close();
        database.close();
    }

    @Test
    void followsTheScanLog() throws Exception {
        ingest.receive(U1, TestScans.batch("e", 1, 2, 3));
        awaitChange();
        assertThat(count()).isEqualTo(new SessionCount("s1", 3, 3, 0, 0, 0, 0, 3));
        send(TestScans.out(4, 1), TestScans.scan(5, 4, List.of()));
        awaitChange();
        assertThat(count()).isEqualTo(new SessionCount("s1", 2, 3, 1, 0, 0, 1, 3));
        assertThat(new AttendanceQueries(database).counts("e1").totals())
                .isEqualTo(new AttendanceQueries.Totals(5, 4, 1, 0));
        assertThat(new AttendanceQueries(database).counts("e1").units())
                .extracting(AttendanceQueries.Arrival::upTo, AttendanceQueries.Arrival::highest)
                .containsExactly(tuple(5L, 5L));
    }

    @Test
    void catchesUpWithWhatCameWhileItWasDown() throws Exception {
        attendance.close();
        ingest.receive(U1, TestScans.batch("e", 1, 2, 3));
        ingest.close();
        attendance = Attendance.start(database, changed::add);
        awaitChange();
        assertThat(count().inside()).isEqualTo(3);
    }

    @Test
    void foldsAgainWhenBadgesComeAfterTheScans() throws Exception {
        ingest.receive(U1, TestScans.batch("e", 7));
        awaitChange();
        assertThat(count().ins()).isZero();
        TestDatabase.attendee(database, 7, TestScans.badge(7).toString());
        attendance.refoldAll("e1");
        awaitChange();
        assertThat(count().ins()).isEqualTo(1);
    }

    @Test
    void countsAttendeesNotBadges() throws Exception {
        database.change(h ->
                h.execute(
                        "UPDATE badge SET attendee = 1 WHERE fingerprint = ?",
                        TestScans.badge(2).toString()));
        send(TestScans.in(1, 1), TestScans.out(2, 2));
        awaitChange();
        assertThat(count()).isEqualTo(new SessionCount("s1", 0, 1, 1, 0, 0, 0, 1));
    }

    @Test
    void listsPeopleWithWhatIsKnownOfThem() throws Exception {
        database.change(
                h -> h.execute("INSERT INTO registration (attendee, session) VALUES (2, 's1')"));
        send(TestScans.in(1, 1), TestScans.out(61, 1));
        awaitChange();
        List<AttendanceQueries.Person> people = new AttendanceQueries(database).people("s1");
        assertThat(people).hasSize(2);
        assertThat(people.getFirst().presentMs()).isEqualTo(60_000);
        assertThat(people.getFirst().registered()).isFalse();
        assertThat(people.getLast().registered()).isTrue();
        assertThat(people.getLast().firstIn()).isEmpty();
        assertThat(new AttendanceQueries(database).steps("s1")).hasSize(2);
    }

    private void send(Scan... scans) {
        ScanBatch batch = new ScanBatch(U1, new JournalEpoch("e"), List.of(scans));
        ingest.receive(U1, CODEC.write(batch));
    }

    private SessionCount count() {
        return new AttendanceQueries(database).counts("e1").sessions().getFirst();
    }

    private void awaitChange() throws InterruptedException {
        assertThat(changed.poll(10, TimeUnit.SECONDS)).isEqualTo("e1");
    }
}
