package io.turnout.hub.agenda;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.hub.agenda.SessionBook.Deletion;
import io.turnout.hub.agenda.SessionBook.Fault;
import io.turnout.hub.agenda.SessionBook.Outcome;
import io.turnout.hub.identity.Audit;
import io.turnout.hub.store.Database;
import io.turnout.hub.store.TestDatabase;
import io.turnout.hub.web.Form;
import io.turnout.hub.web.Reading;
import io.turnout.hub.web.WordsForTests;
import io.turnout.protocol.access.SessionId;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SessionBookTest {
    private static final InstantSource CLOCK =
            InstantSource.fixed(Instant.parse("2026-01-31T09:00:00Z"));
    private static final EventId EVENT = new EventId("e1");

    @TempDir private Path folder;
    private Database database;
    private SessionBook book;

    @BeforeEach
    void start() {
        database = TestDatabase.in(folder);
        TestDatabase.seed(database);
        database.change(handle -> handle.execute("UPDATE event SET zone = 'Europe/Brussels'"));
        book = new SessionBook(database, new Audit(CLOCK));
    }

    @AfterEach
    void stop() {
        database.close();
    }

    @Test
    @DisplayName("S-3 S-4 S-6 S-7 S-8 S-9 S-13 A-1 A-4 A-5 a session keeps all that is set for it")
    void keepsAllThatIsSet() {
        Map<String, String> typed = new HashMap<>(talk());
        typed.put("capacity", "40");
        typed.put("access", "registered-only");
        typed.put("walk-in", "admit-flagged");
        typed.put("early", "20");
        typed.put("late", "10");
        typed.put("check-in", "yes");
        typed.put("check-in-code", "Blau7");
        typed.put("check-out", "yes");
        typed.put("check-out-code", "1E5");
        typed.put("study-1", "Ethics");
        typed.put("credits-1", "1.25");
        typed.put("study-2", "Taxes");
        typed.put("credits-2", "0,5");
        typed.put("groups", "Press\nSpeakers");
        typed.put("presenters", "Ada Lovelace\nZoë Ångström");
        SessionDraft wanted = read(typed, Optional.empty()).draft();
        SessionId id = done(book.save(EVENT, List.of(wanted), "ada")).ids().getFirst();
        SessionDraft kept = book.find(EVENT, id.value()).orElseThrow();
        assertThat(kept)
                .usingRecursiveComparison()
                .ignoringFields("id", "version")
                .isEqualTo(wanted);
        assertThat(id.value()).isEqualTo("e1-007");
        assertThat(SessionForm.values(kept, event()))
                .containsEntry("credits-2", List.of("0.5"))
                .containsEntry("check-out-code", List.of("1E5"))
                .containsEntry("code", List.of("007"));
        assertThat(book.all(EVENT)).containsOnly(Map.entry(id, kept));
    }

    @Test
    @DisplayName("S-9 a fourth field of study is refused, and says so")
    void refusesAFourthFieldOfStudy() {
        Map<String, String> typed = new HashMap<>(talk());
        for (int i = 1; i <= 4; i++) {
            typed.put("study-" + i, "Field " + i);
            typed.put("credits-" + i, "1");
        }
        assertThat(errors(typed))
                .containsOnly(Map.entry("study-4", "A session has at most 3 fields of study."));
    }

    @Test
    @DisplayName("S-9 credits are decimal numbers")
    void refusesCreditsThatAreNoNumber() {
        Map<String, String> typed = new HashMap<>(talk());
        typed.put("study-1", "Ethics");
        typed.put("credits-1", "many");
        typed.put("credits-2", "2");
        assertThat(errors(typed)).containsOnlyKeys("credits-1", "study-2");
    }

    @Test
    @DisplayName("S-3 all that is wrong with a session is told at once, by field")
    void tellsAllFaultsAtOnce() {
        Map<String, String> typed = new HashMap<>(talk());
        typed.put("title", "");
        typed.put("room", "Cellar");
        typed.put("start", "25:00");
        typed.put("capacity", "many");
        assertThat(errors(typed)).containsOnlyKeys("title", "room", "start", "capacity");
    }

    @Test
    @DisplayName("S-2 where attendance is not tracked, its fields are not read and not lost")
    void keepsAttendanceOutOfSight() {
        Map<String, String> typed = new HashMap<>(talk());
        typed.put("check-in-code", "Blau7");
        SessionId id = saved(typed);
        database.change(handle -> handle.execute("UPDATE event SET attendance = 0"));
        SessionDraft now = book.find(EVENT, id.value()).orElseThrow();
        assertThat(SessionForm.values(now, event())).doesNotContainKey("check-in-code");
        typed.put("check-in-code", "other");
        typed.put("version", String.valueOf(now.version()));
        assertThat(read(typed, Optional.of(now)).draft().attendance()).isEqualTo(now.attendance());
    }

    @Test
    @DisplayName("a start at 02:30 of the night the clock jumps is taken an hour later, and told")
    void resolvesATimeThatDoesNotExist() {
        Map<String, String> typed = at("2026-03-29", "02:30", "04:00");
        SessionForm.Read read = read(typed, Optional.empty());
        assertThat(read.draft().start()).isEqualTo("2026-03-29T01:30:00Z");
        assertThat(read.clock()).singleElement().isInstanceOf(WallTime.Skipped.class);
    }

    @Test
    @DisplayName("a start at 02:30 of the night that has it twice is the one that was chosen")
    void resolvesATimeThatExistsTwice() {
        Map<String, String> typed = new HashMap<>(at("2026-10-25", "02:30", "04:00"));
        assertThat(read(typed, Optional.empty()).draft().start()).isEqualTo("2026-10-25T00:30:00Z");
        typed.put("start-turn", "second");
        SessionForm.Read second = read(typed, Optional.empty());
        assertThat(second.draft().start()).isEqualTo("2026-10-25T01:30:00Z");
        assertThat(second.clock())
                .containsExactly(new WallTime.Twice(second.draft().start(), true));
        assertThat(SessionForm.values(second.draft(), event()))
                .containsEntry("start-turn", List.of("second"));
    }

    @Test
    @DisplayName(
            "S-3 a session past midnight needs no date for its end, and is of the evening's day")
    void endsAfterMidnight() {
        SessionDraft late = read(at("2026-01-31", "23:30", "00:30"), Optional.empty()).draft();
        assertThat(late.end()).isEqualTo("2026-01-31T23:30:00Z");
        SessionDraft night = read(at("2026-02-01", "00:30", "01:30"), Optional.empty()).draft();
        assertThat(night.day()).isEqualTo(LocalDate.parse("2026-01-31"));
    }

    @Test
    @DisplayName(
            "two organizers at one session: the second is told who changed what, nothing is lost")
    void tellsTheSecondOrganizer() {
        SessionId id = saved(talk());
        SessionDraft first = book.find(EVENT, id.value()).orElseThrow();
        book.save(EVENT, List.of(first.presentedBy(List.of("Bob"))), "bob");
        Outcome second = book.save(EVENT, List.of(first.presentedBy(List.of("Eve"))), "eve");
        assertThat(second)
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused ->
                                assertThat(refused.faults().get(0))
                                        .isInstanceOfSatisfying(
                                                Fault.Stale.class,
                                                stale -> {
                                                    assertThat(stale.last().who()).isEqualTo("bob");
                                                    assertThat(stale.last().detail())
                                                            .isEqualTo("presenters");
                                                }));
        assertThat(book.find(EVENT, id.value()).orElseThrow().presenters()).containsExactly("Bob");
    }

    @Test
    @DisplayName("many are stored or none: one bad draft keeps all others out")
    void storesAllOrNone() {
        SessionDraft good = read(talk(), Optional.empty()).draft();
        assertThat(book.save(EVENT, List.of(good, good), "ada"))
                .isEqualTo(
                        new Outcome.Refused(
                                Map.of(0, new Fault.CodeTaken(), 1, new Fault.CodeTaken())));
        assertThat(book.all(EVENT)).isEmpty();
    }

    @Test
    @DisplayName("storing what there is already changes nothing, and is not in the record")
    void storesTheSameAgainWithoutAChange() {
        SessionDraft now = book.find(EVENT, saved(talk()).value()).orElseThrow();
        assertThat(done(book.save(EVENT, List.of(now), "ada")).changed()).isZero();
        assertThat(book.find(EVENT, "e1-007")).contains(now);
    }

    @Test
    @DisplayName("S-1 an event of one session takes no second one")
    void refusesASecondSessionWhereThereIsOne() {
        saved(talk());
        database.change(handle -> handle.execute("UPDATE event SET level = 'single-session'"));
        Map<String, String> other = new HashMap<>(talk());
        other.put("code", "008");
        assertThat(book.save(EVENT, List.of(read(other, Optional.empty()).draft()), "ada"))
                .isEqualTo(new Outcome.Refused(Map.of(0, new Fault.OneSession())));
    }

    @Test
    @DisplayName("a session that people came to is not deleted; others go with their registrations")
    void deletesOnlyWhatNobodyAttended() {
        SessionId id = saved(talk());
        TestDatabase.attendee(database, 1, "f1");
        database.change(handle -> {
            handle.execute(
                    "INSERT INTO registration (attendee, session) VALUES (1, ?)", id.value());
            handle.execute(
                    "INSERT INTO presence (attendee, session, inside, present_ms, ins, outs)"
                            + " VALUES (1, ?, 1, 0, 1, 0)",
                    id.value());
        });
        assertThat(book.delete(EVENT, List.of(id), "ada")).isInstanceOf(Deletion.Attended.class);
        assertThat(book.find(EVENT, id.value())).isPresent();
        database.change(handle -> handle.execute("DELETE FROM presence"));
        assertThat(book.delete(EVENT, List.of(id), "ada")).isEqualTo(new Deletion.Done(1));
        assertThat(book.all(EVENT)).isEmpty();
    }

    private static Map<String, String> talk() {
        return at("2026-01-31", "09:30", "10:15");
    }

    private static Map<String, String> at(String date, String start, String end) {
        return Map.of(
                "code",
                "007",
                "title",
                "Überblick",
                "room",
                "Room 1",
                "date",
                date,
                "start",
                start,
                "end",
                end);
    }

    private EventSettings event() {
        Audit audit = new Audit(CLOCK);
        return new EventBook(database, new Events(database, audit, CLOCK), audit)
                .find("e1")
                .orElseThrow();
    }

    private SessionId saved(Map<String, String> typed) {
        SessionDraft draft = read(typed, Optional.empty()).draft();
        return done(book.save(EVENT, List.of(draft), "ada")).ids().getFirst();
    }

    private SessionForm.Read read(Map<String, String> typed, Optional<SessionDraft> known) {
        Reading reading = reading(typed);
        SessionForm.Read read = SessionForm.read(reading, around(known));
        assertThat(reading.fields().errors()).isEmpty();
        return read;
    }

    private Map<String, String> errors(Map<String, String> typed) {
        Reading reading = reading(typed);
        SessionForm.read(reading, around(Optional.empty()));
        return reading.fields().errors();
    }

    private Reading reading(Map<String, String> typed) {
        Map<String, List<String>> values = new HashMap<>(SessionForm.defaults(event()));
        typed.forEach((name, value) -> values.put(name, List.of(value)));
        return new Reading(SessionForm.NAME, new Form(values), WordsForTests.english());
    }

    private SessionForm.Around around(Optional<SessionDraft> known) {
        List<Rooms.Room> rooms = new Rooms(database, new Audit(CLOCK)).all("e1");
        return new SessionForm.Around(event(), rooms, known);
    }

    private static Outcome.Done done(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        return (Outcome.Done) outcome;
    }
}
