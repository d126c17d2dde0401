package io.turnout.hub.programs;

import io.turnout.hub.identity.Audit;
import io.turnout.hub.identity.Organization;
import io.turnout.hub.programs.MeetingBook.Change;
import io.turnout.hub.programs.MeetingBook.Outcome;
import io.turnout.hub.programs.Program.HoursBy;
import io.turnout.hub.programs.Program.Kind;
import io.turnout.hub.store.Database;
import io.turnout.hub.store.TestDatabase;
import io.turnout.hub.web.Access;
import io.turnout.hub.web.SignedIn;
import io.turnout.protocol.access.RoomId;
import io.turnout.protocol.badge.BadgeFingerprint;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * A program in a real database, with a path of attendees 1 and 2 and a clock that a test moves.
 * Late is 24 hours, and a meeting confirms itself after 48.
 */
final class ProgramFixture implements AutoCloseable {
    static final SignedIn ADA = new SignedIn(1, "ada", Access.ALL, "c");
    static final Actor RUNNER = new Actor.Runner("ada");
    static final Actor FIRST = new Actor.Participant(1);
    static final Instant START = Instant.parse("2026-03-02T10:00:00Z");
    static final Instant END = START.plus(Duration.ofHours(1));

    private static final List<String> TABLES =
            List.of(
                    "meeting_visit",
                    "scan",
                    "meeting_notice",
                    "meeting_comment",
                    "meeting_step",
                    "meeting_person",
                    "meeting",
                    "path_hours",
                    "path_person",
                    "path",
                    "program",
                    "session",
                    "audit");

    final Database database;
    final List<Mailer.Letter> letters = new ArrayList<>();
    final List<String> told = new ArrayList<>();
    final InstantSource clock = () -> this.now;
    final ProgramBook programs;
    final PathBook paths;
    final MeetingQueries meetings;
    final MeetingBook book;
    Instant now = START.minus(Duration.ofDays(7));
    boolean mailWorks = true;

    ProgramFixture(java.nio.file.Path folder) {
        this(TestDatabase.in(folder));
    }

    ProgramFixture(Database database) {
        this.database = database;
        TestDatabase.seed(database);
        TestDatabase.attendee(database, 1, new BadgeFingerprint(1, 9).toString());
        TestDatabase.attendee(database, 2, new BadgeFingerprint(2, 9).toString());
        TestDatabase.attendee(database, 3, new BadgeFingerprint(3, 9).toString());
        database.change(handle -> {
            handle.execute("UPDATE attendee SET email = 'a' || id || '@example.org' WHERE id < 3");
            TestDatabase.user(handle, 1, "ada", "super-admin");
        });
        Audit audit = new Audit(clock);
        new Organization(database, audit).usePrograms(true, ADA);
        programs = new ProgramBook(database, audit, clock);
        paths = new PathBook(database, audit, clock);
        meetings = new MeetingQueries(database);
        book = new MeetingBook(database, clock, told::add);
    }

    /** Begins anew, a week before the usual meeting. */
    void begin() {
        now = START.minus(Duration.ofDays(7));
        letters.clear();
        told.clear();
        mailWorks = true;
        database.change(handle -> TABLES.forEach(table -> handle.execute("DELETE FROM " + table)));
        Program made = make("Mentors", Optional.of(Duration.ofHours(2)), HoursBy.SCHEDULED);
        paths.make(made, "Group A", ADA);
        paths.add(path(), "N1", "Mentor", ADA);
        paths.add(path(), "N2", "Mentee", ADA);
    }

    /** The path of attendees 1 and 2, as it is now. */
    Path path() {
        return programs.paths(programs.of("e1").getFirst().id()).getFirst();
    }

    Program make(String name, Optional<Duration> hours, HoursBy by) {
        Verification rules =
                new Verification(
                        true, Optional.of(Duration.ofHours(24)), Duration.ofDays(2), Instant.EPOCH);
        Program wanted =
                new Program(
                        new ProgramId(0),
                        "e1",
                        Kind.MENTORING,
                        name,
                        List.of("Mentor", "Mentee"),
                        rules,
                        hours,
                        by,
                        Program.Door.USUAL,
                        0);
        return ((ProgramBook.Outcome.Done) programs.make(wanted, ADA)).program();
    }

    MeetingClock clockwork() {
        Mailer mailer =
                letter -> {
                    if (!mailWorks) {
                        throw new Mailer.NotSent("down", false, new java.io.IOException("down"));
                    }
                    letters.add(letter);
                };
        Notices.Links links = (event, attendee) -> "https://hub/my/" + event + "/" + attendee;
        return new MeetingClock(
                database, clock, new Notices(database, clock, mailer, links), told::add);
    }

    MeetingId booked() {
        return booked(START, END);
    }

    MeetingId booked(Instant start, Instant end) {
        return ((Outcome.Done) book(start, end, 1L, 2L)).meeting();
    }

    Outcome book(Instant start, Instant end, Long... attendees) {
        MeetingBook.Draft draft =
                new MeetingBook.Draft(
                        new RoomId("r1"), start, end, new TreeSet<>(List.of(attendees)));
        return book.book(path(), draft, RUNNER);
    }

    Outcome does(MeetingId meeting, MeetingEvent what, Actor by) {
        return book.happens("e1", meeting, new Change(what, by));
    }

    Meeting meeting(MeetingId id) {
        return meetings.find("e1", id).orElseThrow();
    }

    MeetingStatus status(MeetingId id) {
        return meeting(id).state().status();
    }

    /** A meeting's history: what, since when, and when it was written down. */
    List<String> steps(MeetingId id) {
        return meetings.steps(id).stream()
                .map(step ->
                        "%s %s %s %s"
                                .formatted(
                                        step.what(),
                                        step.status().key(),
                                        Instant.ofEpochMilli(step.atMs()),
                                        Instant.ofEpochMilli(step.notedMs())))
                .toList();
    }

    long count(String sql) {
        return database.read(handle -> handle.createQuery(sql).mapTo(Long.class).one());
    }

    @Override
    public void close() {
        database.close();
    }
}
