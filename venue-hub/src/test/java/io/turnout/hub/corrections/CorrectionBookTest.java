package io.turnout.hub.corrections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.turnout.hub.agenda.EventFacts;
import io.turnout.hub.attendance.Attendance;
import io.turnout.hub.attendance.AttendanceChange;
import io.turnout.hub.attendance.AttendanceOutlet;
import io.turnout.hub.attendance.Correction.Kind;
import io.turnout.hub.attendance.Correction.Line;
import io.turnout.hub.attendance.ScanName;
import io.turnout.hub.attendance.Withdrawal;
import io.turnout.hub.corrections.CorrectionBook.Outcome;
import io.turnout.hub.corrections.CorrectionBook.Seen;
import io.turnout.hub.identity.Audit;
import io.turnout.hub.ingest.Ingest;
import io.turnout.hub.ingest.TestScans;
import io.turnout.hub.people.Merge;
import io.turnout.hub.people.PeopleBook;
import io.turnout.hub.store.Database;
import io.turnout.hub.store.TestDatabase;
import io.turnout.hub.web.Access;
import io.turnout.hub.web.SignedIn;
import io.turnout.protocol.access.SessionId;
import io.turnout.protocol.message.HubLife;
import io.turnout.protocol.message.JournalEpoch;
import io.turnout.protocol.message.MessageCodec;
import io.turnout.protocol.message.Scan;
import io.turnout.protocol.message.ScanBatch;
import io.turnout.protocol.message.UnitId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Corrections from the book to the fold: session s1 is one hour from START. */
final class CorrectionBookTest {
    private static final MessageCodec CODEC = new MessageCodec();
    private static final UnitId U1 = new UnitId("u1");
    private static final Instant START = TestScans.START;
    private static final SessionId S1 = new SessionId("s1");
    private static final SignedIn OLGA = new SignedIn(7, "olga", Access.ALL, "");
    private static final SignedIn OTTO = new SignedIn(8, "otto", Access.ALL, "");

    @TempDir private Path folder;
    private final List<AttendanceChange> told = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger killAfter = new AtomicInteger(Integer.MAX_VALUE);
    private Database database;
    private Attendance attendance;
    private Ingest ingest;
    private CorrectionBook book;
    private EventFacts event;

    @BeforeEach
    void start() {
        database = TestDatabase.in(folder);
        TestDatabase.seed(database);
        long start = START.toEpochMilli();
        TestDatabase.session(database, "s1", "r1", start, start + 3_600_000);
        for (int i = 1; i <= 3; i++) {
            TestDatabase.attendee(database, i, TestScans.badge(i).toString());
        }
        event = EventFacts.require(database, "e1");
        fold();
        ingest =
                new Ingest(
                        database,
                        CODEC,
                        InstantSource.system(),
                        new HubLife("test"),
                        new Ingest.Outlets((_, _) -> {}, () -> attendance.stored()));
        book =
                new CorrectionBook(
                        database,
                        new Audit(InstantSource.system()),
                        InstantSource.system(),
                        () -> attendance.stored());
    }

    @AfterEach
    void stop() {
        ingest.close();
        attendance.close();
        database.close();
    }

    @Test
    @DisplayName("R-7 what the preview says is what comes, and the evidence stays as it was")
    void doesWhatThePreviewSays() {
        send(TestScans.in(300, 1), TestScans.out(900, 1));
        awaitVisits("1 s1 300-900 exit");
        List<String> evidence = rows("SELECT * FROM scan");
        Wanted wanted = set(1, 0, 1800);
        Preview preview = book.preview(event, wanted).orElseThrow();
        assertThat(preview.changes()).hasSize(1);
        Preview.Change change = preview.changes().getFirst();
        assertThat(change.before().present()).isEqualTo(Duration.ofMinutes(10));
        assertThat(change.before().percent(change.place())).isEqualTo(16);
        assertThat(change.after().present()).isEqualTo(Duration.ofMinutes(30));
        assertThat(change.after().percent(change.place())).isEqualTo(50);
        assertThat(make(wanted)).isEqualTo(new Outcome.Made(1, 1));
        awaitVisits("1 s1 0-1800 exit");
        assertThat(rows("SELECT * FROM scan")).isEqualTo(evidence);
        assertThat(rows("SELECT who, what, detail FROM audit"))
                .containsExactly("[olga, correct attendance, 1: set, 1 people]");
    }

    @Test
    @DisplayName("R-7 an undo brings back what was, and can itself be taken back; once each")
    void undoes() {
        send(TestScans.in(300, 1), TestScans.out(900, 1));
        awaitVisits("1 s1 300-900 exit");
        make(set(1, 0, 1800));
        awaitVisits("1 s1 0-1800 exit");
        make(Wanted.undo(1, "was right after all"));
        awaitVisits("1 s1 300-900 exit");
        assertThat(make(Wanted.undo(1, "once more"))).isEqualTo(refused("correction 1"));
        make(Wanted.undo(2, "no, it was not"));
        awaitVisits("1 s1 0-1800 exit");
        make(Wanted.undo(1, "now for good"));
        awaitVisits("1 s1 300-900 exit");
        List<Listed> all = list("");
        assertThat(all).extracting(Listed::number).containsExactly(4L, 3L, 2L, 1L);
        assertThat(all).extracting(Listed::holds).containsExactly(true, true, false, false);
        assertThat(list("holds")).isEmpty();
    }

    @Test
    @DisplayName("R-7 a scan that was annulled before it arrived never counts")
    void holdsForWhatComesLater() {
        ScanName late = new ScanName("u1", "e", 1);
        make(Wanted.of(Kind.ANNUL, List.of(Line.annul(late)), "reader test"));
        send(TestScans.in(1, 1), TestScans.in(2, 2));
        awaitVisits("2 s1 2-3600 session-end");
        make(Wanted.undo(1, "was no test"));
        awaitVisits("1 s1 1-3600 session-end", "2 s1 2-3600 session-end");
    }

    @Test
    @DisplayName(
            "R-7 a scan moved to whom the badge was lent is theirs, also when it arrives later")
    void movesToAnother() {
        ScanName late = new ScanName("u1", "e", 2);
        Line line = Line.move(late, Optional.empty(), Optional.of(3L));
        make(Wanted.of(Kind.MOVE, List.of(line), "badge was lent"));
        send(TestScans.in(1, 1), TestScans.in(2, 1));
        awaitVisits("1 s1 1-3600 session-end", "3 s1 2-3600 session-end");
        make(Wanted.undo(1, "was not"));
        awaitVisits("1 s1 1-3600 session-end");
    }

    @Test
    @DisplayName("R-7 whoever comes second is told what the first did, and nothing is done unseen")
    void tellsTheSecond() {
        send(TestScans.in(300, 1));
        awaitVisits("1 s1 300-3600 session-end");
        Wanted first = set(1, 0, 1800);
        Wanted second = Wanted.of(Kind.ADD, List.of(times(1, -1, 900)), "saw her leave");
        Seen firstSeen = seen(first);
        Seen secondSeen = seen(second);
        assertThat(book.make(event, first, firstSeen, OTTO)).isInstanceOf(Outcome.Made.class);
        Outcome refused = book.make(event, second, secondSeen, OLGA);
        assertThat(refused).isInstanceOf(Outcome.Changed.class);
        Outcome.Changed changed = (Outcome.Changed) refused;
        assertThat(changed.since()).extracting(Listed::who).containsExactly("otto");
        assertThat(rows("SELECT count(*) FROM correction")).containsExactly("[1]");
        Seen again = new Seen(changed.now().mark(), 1);
        assertThat(book.make(event, second, again, OLGA)).isEqualTo(new Outcome.Made(2, 1));
    }

    @Test
    @DisplayName("R-7 nothing of another event is corrected, nor by it")
    void keepsToItsEvent() {
        database.change(h -> {
            h.execute(
                    "INSERT INTO event (id, tag, title, zone, salt, created_ms)"
                            + " VALUES ('e2', 'ABD', 'Other', 'UTC', ?, 0)",
                    TestDatabase.SALT);
            h.execute(
                    "INSERT INTO attendee (id, event, number, family_name, given_name)"
                            + " VALUES (99, 'e2', 'X', 'F', 'G')");
        });
        EventFacts other = EventFacts.require(database, "e2");
        ScanName late = new ScanName("u1", "e", 1);
        Wanted annul = Wanted.of(Kind.ANNUL, List.of(Line.annul(late)), "of another event");
        Wanted steal =
                Wanted.of(
                        Kind.MOVE,
                        List.of(Line.move(late, Optional.empty(), Optional.of(99L))),
                        "of another event");
        assertThat(book.make(other, annul, seen(other, annul), OLGA))
                .isEqualTo(new Outcome.Made(1, 0));
        assertThat(book.make(other, steal, seen(other, steal), OLGA))
                .isEqualTo(new Outcome.Made(2, 1));
        send(TestScans.in(1, 1));
        awaitVisits("1 s1 1-3600 session-end");
        assertThat(book.make(other, annul, new Seen("", 0), OLGA)).isEqualTo(refused("scan 1"));
        assertThat(book.make(other, set(1, 0, 60), new Seen("", 0), OLGA))
                .isEqualTo(refused("attendee 1"));
        Wanted elsewhere =
                Wanted.of(
                        Kind.SET,
                        List.of(
                                Line.times(
                                        99,
                                        S1,
                                        Optional.of(START),
                                        Optional.of(START.plusSeconds(1)))),
                        "of another event");
        assertThat(book.make(other, elsewhere, new Seen("", 0), OLGA))
                .isEqualTo(refused("session s1"));
        assertThat(book.preview(other, set(1, 0, 60))).isEmpty();
        assertThat(make(Wanted.undo(1, "of another event"))).isEqualTo(refused("correction 1"));
    }

    @Test
    @DisplayName(
            "R-7 a hub that is killed behind a correction, or in the middle, folds it at its start")
    void survivesAKill() {
        people(4, 1200);
        attendance.close();
        make(bulk(1, 1200));
        assertThat(visits()).as("written down, and not folded").isEmpty();
        killAfter.set(1);
        fold();
        await().until(() -> killAfter.get() < 0);
        attendance.close();
        assertThat(visits()).as("one portion of three").hasSize(500);
        killAfter.set(Integer.MAX_VALUE);
        fold();
        await().until(() -> visits().size() == 1200);
        await().until(() -> told.size() == 2400);
        assertThat(told).as("each told once").doesNotHaveDuplicates();
    }

    @Test
    @DisplayName("R-7 ten thousand are corrected by one, and undone by one; all or nothing")
    void correctsTenThousand() {
        people(4, 10_000);
        long began = System.nanoTime();
        Wanted bulk = bulk(1, 10_000);
        Preview preview = book.preview(event, bulk).orElseThrow();
        assertThat(preview.people()).isEqualTo(10_000);
        assertThat(preview.changes()).hasSize(10_000);
        assertThat(preview.more()).isEqualTo(10_000);
        assertThat(preview.after()).isEqualTo(Duration.ofHours(10_000));
        assertThat(make(bulk)).isEqualTo(new Outcome.Made(1, 10_000));
        await().until(() -> number("SELECT count(*) FROM visit") == 10_000);
        make(Wanted.undo(1, "wrong room"));
        await().until(() -> number("SELECT count(*) FROM visit") == 0);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(60));
        Wanted half = bulk(5_000, 10_001);
        assertThat(make(half)).isEqualTo(refused("attendee 10001"));
        assertThat(number("SELECT count(*) FROM correction_line")).isEqualTo(10_000);
    }

    @Test
    @DisplayName("R-7 folded anew from scans and corrections alone, everything is the same")
    void canBeFoldedAnew() {
        send(TestScans.in(300, 1), TestScans.in(301, 2), TestScans.out(900, 1));
        awaitVisits("1 s1 300-900 exit", "2 s1 301-3600 session-end");
        make(set(1, 0, 1800));
        make(Wanted.of(Kind.ADD, List.of(times(3, 60, -1)), "reader was dead"));
        make(Wanted.of(Kind.ANNUL, List.of(Line.annul(new ScanName("u1", "e", 301))), "mistake"));
        make(Wanted.undo(3, "no mistake"));
        awaitVisits("1 s1 0-1800 exit", "2 s1 301-3600 session-end", "3 s1 60-3600 session-end");
        List<String> before = derived();
        attendance.close();
        database.change(h -> {
            h.execute("DELETE FROM presence");
            h.execute("DELETE FROM visit");
            h.execute("UPDATE fold_mark SET seq = 0");
            h.execute("UPDATE correction_mark SET number = 0");
        });
        fold();
        await().until(() -> visits().size() == 3);
        await().until(() -> derived().equals(before));
    }

    @Test
    @DisplayName("R-7 what was corrected of one goes with them where two attendees become one")
    void followsAMerge() {
        make(set(2, 0, 600));
        awaitVisits("2 s1 0-600 exit");
        Merge merge =
                new Merge(
                        database,
                        new Audit(InstantSource.system()),
                        new Withdrawal(AttendanceOutlet.NONE),
                        id -> attendance.refoldAll(id.value()));
        assertThat(merge.run(event, 1, 2, "olga")).isPresent();
        awaitVisits("1 s1 0-600 exit");
        PeopleBook people = new PeopleBook(database, new Audit(InstantSource.system()), _ -> {});
        assertThat(people.remove(event, 1, "olga"))
                .isEqualTo(new PeopleBook.Removal.HasAttendance());
    }

    private List<String> derived() {
        List<String> all = new ArrayList<>(rows("SELECT * FROM presence ORDER BY attendee"));
        all.addAll(rows("SELECT * FROM visit ORDER BY attendee, place"));
        return all;
    }

    private void fold() {
        AttendanceOutlet outlet =
                new AttendanceOutlet() {
                    @Override
                    public boolean listens(Handle handle) {
                        return true;
                    }

                    @Override
                    public void tell(Handle handle, List<AttendanceChange> changes) {
                        if (killAfter.getAndDecrement() == 0) {
                            throw new IllegalStateException("as if killed");
                        }
                        told.addAll(changes);
                    }
                };
        attendance = Attendance.start(database, outlet, _ -> {});
    }

    private void people(int from, int to) {
        database.change(h ->
                LongStream.rangeClosed(from, to)
                        .forEach(id ->
                                h.execute(
                                        "INSERT INTO attendee (id, event, number, family_name,"
                                                + " given_name) VALUES (?, 'e1', ?, 'F', 'G')",
                                        id,
                                        "N" + id)));
    }

    private static Wanted bulk(long from, long to) {
        return Wanted.of(
                Kind.ADD,
                LongStream.rangeClosed(from, to).mapToObj(id -> times(id, 0, 3600)).toList(),
                "reader was dead");
    }

    private static Wanted set(long attendee, int in, int out) {
        return Wanted.of(Kind.SET, List.of(times(attendee, in, out)), "she was there");
    }

    private static Line times(long attendee, int in, int out) {
        return Line.times(attendee, S1, second(in), second(out));
    }

    private static Optional<Instant> second(int second) {
        return second < 0 ? Optional.empty() : Optional.of(START.plusSeconds(second));
    }

    private static Outcome refused(String what) {
        return new Outcome.Refused(what);
    }

    private Outcome make(Wanted wanted) {
        return book.make(event, wanted, seen(wanted), OLGA);
    }

    private Seen seen(Wanted wanted) {
        return seen(event, wanted);
    }

    private Seen seen(EventFacts of, Wanted wanted) {
        return new Seen(book.preview(of, wanted).map(Preview::mark).orElse(""), book.newest());
    }

    private void send(Scan... scans) {
        ScanBatch batch = new ScanBatch(U1, new JournalEpoch("e"), List.of(scans));
        ingest.receive(U1, CODEC.write(batch));
    }

    private List<Listed> list(String state) {
        return database.read(h ->
                new CorrectionQueries(h)
                        .page(
                                new CorrectionQueries.Asked(
                                        "e1", "", state, Optional.empty(), Optional.empty()),
                                0,
                                100));
    }

    private void awaitVisits(String... expected) {
        await().untilAsserted(() -> assertThat(visits()).containsExactly(expected));
    }

    private List<String> visits() {
        long start = START.toEpochMilli();
        return database.read(h ->
                h.createQuery("SELECT * FROM visit ORDER BY attendee, session, place")
                        .map((row, _) ->
                                "%d %s %d-%d %s"
                                        .formatted(
                                                row.getLong("attendee"),
                                                row.getString("session"),
                                                (row.getLong("in_ms") - start) / 1000,
                                                (row.getLong("out_ms") - start) / 1000,
                                                row.getString("ended_by")))
                        .list());
    }

    private long number(String sql) {
        return database.read(h -> h.createQuery(sql).mapTo(Long.class).one());
    }

    private List<String> rows(String sql) {
        return database.read(h ->
                h.createQuery(sql).mapToMap().stream()
                        .map(row -> row.values().toString())
                        .toList());
    }
}
