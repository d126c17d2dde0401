package io.turnout.hub.agenda;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.hub.agenda.EventBook.Outcome;
import io.turnout.hub.identity.Audit;
import io.turnout.hub.store.Database;
import io.turnout.hub.store.TestDatabase;
import io.turnout.protocol.access.WalkIn;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EventBookTest {
    private static final InstantSource CLOCK =
            InstantSource.fixed(Instant.parse("2026-01-31T09:00:00Z"));

    @TempDir private Path folder;
    private Database database;
    private EventBook book;

    @BeforeEach
    void start() {
        database = TestDatabase.in(folder);
        Audit audit = new Audit(CLOCK);
        book = new EventBook(database, new Events(database, audit, CLOCK), audit);
    }

    @AfterEach
    void stop() {
        database.close();
    }

    @Test
    @DisplayName("S-1 S-2 S-5 S-13 A-3 an event keeps all that is set for it")
    void keepsAllThatIsSet() {
        EventSettings wanted = event("ev", true, false, 0);
        EventSettings made = done(book.create(wanted, "ada"));
        assertThat(made).usingRecursiveComparison().ignoringFields("version").isEqualTo(wanted);
        EventSettings other = event("ev", false, true, made.version());
        EventSettings now = done(book.change(other, "ada"));
        assertThat(now).usingRecursiveComparison().ignoringFields("version").isEqualTo(other);
        assertThat(book.create(event("ev", false, true, 0), "ada"))
                .isEqualTo(new Outcome.IdTaken());
    }

    @Test
    @DisplayName("two organizers at one event: the second is told who changed it")
    void tellsTheSecondOrganizer() {
        EventSettings made = done(book.create(event("ev", false, true, 0), "ada"));
        EventSettings first = done(book.change(event("ev", true, true, made.version()), "bob"));
        Outcome second = book.change(event("ev", false, false, made.version()), "eve");
        assertThat(second)
                .isInstanceOfSatisfying(
                        Outcome.Stale.class,
                        stale -> {
                            assertThat(stale.now()).isEqualTo(first);
                            assertThat(stale.last().who()).isEqualTo("bob");
                            assertThat(stale.last().detail()).isEqualTo("one-session");
                        });
        assertThat(book.find("ev")).contains(first);
    }

    @Test
    @DisplayName("S-1 an event with several sessions cannot become an event of one")
    void refusesOneSessionWhereThereAreMore() {
        TestDatabase.seed(database);
        TestDatabase.session(database, "s1", "r1", 0, 60_000);
        long version = book.find("e1").orElseThrow().version();
        EventSettings one = done(book.change(event("e1", true, true, version), "ada"));
        assertThat(one.oneSession()).isTrue();
        TestDatabase.session(database, "s2", "r2", 0, 60_000);
        assertThat(book.change(event("e1", true, true, one.version()), "ada"))
                .isEqualTo(new Outcome.TooManySessions(2));
    }

    @Test
    @DisplayName("S-5 fields of its own are told apart from those of every event")
    void knowsItsOwnFields() {
        EventSettings made = done(book.create(event("ev", false, true, 0), "ada"));
        assertThat(made.identify()).containsExactly("email", "own:Membership number");
        assertThat(made.ownFields()).containsExactly("Membership number");
        assertThat(made.dueForRemoval()).contains(LocalDate.of(2026, 3, 4));
    }

    private static EventSettings done(Outcome outcome) {
        if (outcome instanceof Outcome.Done(EventSettings settings)) {
            return settings;
        }
        throw new AssertionError(outcome);
    }

    private static EventSettings event(
            String id, boolean oneSession, boolean attendance, long version) {
        return new EventSettings(
                new EventId(id),
                "Event",
                ZoneId.of("Europe/Brussels"),
                Optional.of(LocalDate.of(2026, 1, 31)),
                Optional.of(LocalDate.of(2026, 2, 1)),
                oneSession,
                attendance,
                List.of("email", "own:Membership number"),
                new EventSettings.Rules(
                        true,
                        WalkIn.ASK_STAFF,
                        WalkIn.REFUSE,
                        WalkIn.ADMIT_FLAGGED,
                        Duration.ofMinutes(20),
                        Duration.ofMinutes(7),
                        Duration.ofSeconds(9),
                        Duration.ofMinutes(3)),
                OptionalInt.of(30),
                version);
    }
}
