package io.turnout.hub.checkin;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.hub.agenda.EventFacts;
import io.turnout.hub.agenda.EventId;
import io.turnout.hub.identity.Audit;
import io.turnout.hub.people.Attendee;
import io.turnout.hub.people.AttendeeNumber;
import io.turnout.hub.people.PeopleBook;
import io.turnout.hub.start.CannotStart;
import io.turnout.hub.store.Database;
import io.turnout.hub.store.TestDatabase;
import io.turnout.protocol.badge.BadgeText;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class IdentificationTest {
    private static final String CODE = "THIRD-7";

    @TempDir private Path folder;
    private Database database;
    private EventFacts event;
    private Instant now = Instant.EPOCH;

    @BeforeEach
    void start() {
        database = TestDatabase.in(folder);
        TestDatabase.seed(database);
        event = EventFacts.require(database, "e1");
        TestDatabase.attendee(
                database, 1, event.fingerprinter().of(BadgeText.canonical(CODE)).toString());
        TestDatabase.attendee(database, 2, "00000000000000000000000000000002");
        sql("UPDATE attendee SET email = 'Shared@Example.org', family_name = 'Müller'");
        sql(
                "UPDATE attendee SET licence_number = 'L-' || id, family_name = 'de la  Cruz' WHERE id = 2");
    }

    @AfterEach
    void stop() {
        database.close();
    }

    @Test
    @DisplayName(
            "S-5 each field finds by itself, whatever its case, blanks and accents are made of")
    void findsByEachField() {
        assertThat(find("badge-number", "n1")).contains(1L);
        assertThat(find("badge-number", CODE)).contains(1L);
        assertThat(find("licence-number", " l-2 ")).contains(2L);
        assertThat(find("family-name", "MÜLLER")).contains(1L);
        assertThat(find("family-name", "Mu\u0308ller")).contains(1L);
        assertThat(find("family-name", "de la cruz")).contains(2L);
    }

    @Test
    @DisplayName("S-5 all fields must fit, and exactly one attendee")
    void needsAllToFitOne() {
        assertThat(find("email", "shared@example.org")).as("two have it").isEmpty();
        assertThat(find("email", "shared@example.org", "family-name", "Müller")).contains(1L);
        assertThat(find("email", "shared@example.org", "family-name", "Mueller")).isEmpty();
        assertThat(find("badge-number", "N1", "email", ""))
                .as("an empty one fits nobody")
                .isEmpty();
        assertThat(find("licence-number", "")).isEmpty();
        assertThat(find("badge-number", "N1", "own:Shoe size", "43"))
                .as("what the hub does not know of people fits nobody")
                .isEmpty();
        assertThat(find("badge-number", "' OR 1=1 --")).isEmpty();
        sql("UPDATE badge SET state = 'revoked'");
        assertThat(find("badge-number", CODE)).as("a badge out of use").isEmpty();
    }

    @Test
    @DisplayName("S-5 fields of the event's own find by themselves and with others")
    void findsByOwnFields() {
        sql("UPDATE event SET identify = 'own:Member No' || char(10) || 'own:Town'");
        event = EventFacts.require(database, "e1");
        person("17", "Ada", Map.of("Member No", "M-1", "Town", "K\u00f6ln"));
        person("18", "Bo", Map.of("Member No", "M-1", "Town", "Bonn"));
        person("19", "Cy", Map.of("Member No", "M-2", "Town", ""));
        long ada = id("17");
        assertThat(find("own:Member No", " m-2 ")).contains(id("19"));
        assertThat(find("own:member  NO", "M-2")).as("renamed").contains(id("19"));
        assertThat(find("own:Member No", "M-1")).as("two have it").isEmpty();
        assertThat(find("own:Member No", "M-1", "own:Town", "KO\u0308LN")).contains(ada);
        assertThat(find("own:Member No", "M-1", "family-name", "ada")).contains(ada);
        assertThat(find("badge-number", "17", "own:Town", "K\u00f6ln")).contains(ada);
        assertThat(find("badge-number", "17", "own:Town", "Bonn")).isEmpty();
        assertThat(find("own:Member No", "M-2", "own:Town", "")).isEmpty();
        sql(
                "INSERT INTO event (id, tag, title, zone, salt, created_ms)"
                        + " SELECT 'e2', 'DEF', title, zone, salt, 0 FROM event");
        sql("UPDATE attendee SET event = 'e2' WHERE number = '19'");
        assertThat(find("own:Member No", "M-2")).as("of another event").isEmpty();
    }

    @Test
    @DisplayName("S-5 a field that the hub has of nobody cannot be asked for")
    void asksOnlyForWhatItHas() {
        sql("UPDATE event SET identify = 'own:Member No'");
        event = EventFacts.require(database, "e1");
        assertThat(isPossible("badge-number", "email")).isTrue();
        assertThat(isPossible("badge-number", "own:Member No")).isFalse();
        person("17", "Ada", Map.of("Member No", "M-1"));
        assertThat(isPossible("badge-number", "own:Member No")).isTrue();
        assertThat(isPossible("own:Member No", "own:Town")).isFalse();
        assertThat(isPossible()).isFalse();
    }

    @Test
    @DisplayName("a personal link is for one attendee of one event, until it is over")
    void signsPersonalLinks() throws CannotStart {
        PersonalLinks links = PersonalLinks.open(folder, () -> now);
        EventId e1 = event.id();
        String link = links.make(e1, 17);
        assertThat(links.read(e1, link)).contains(17L);
        assertThat(PersonalLinks.open(folder, () -> now).read(e1, link)).contains(17L);
        assertThat(links.read(new EventId("e2"), link)).isEmpty();
        String other = links.make(e1, 18);
        assertThat(links.read(e1, other.substring(0, 20) + link.substring(20))).isEmpty();
        assertThat(links.read(e1, "no base64!")).isEmpty();
        now = now.plus(PersonalLinks.LASTS).minus(Duration.ofMillis(1));
        assertThat(links.read(e1, link)).contains(17L);
        now = now.plusMillis(1);
        assertThat(links.read(e1, link)).isEmpty();
    }

    private Optional<Long> find(String... fieldsAndTyped) {
        Map<String, String> typed = new HashMap<>();
        for (int i = 0; i < fieldsAndTyped.length; i += 2) {
            typed.put(fieldsAndTyped[i], fieldsAndTyped[i + 1]);
        }
        return database.read(
                handle -> Identification.find(handle, event, List.copyOf(typed.keySet()), typed));
    }

    private boolean isPossible(String... asked) {
        return database.read(handle -> Identification.isPossible(handle, event, List.of(asked)));
    }

    private void person(String number, String family, Map<String, String> own) {
        new PeopleBook(database, new Audit(() -> now), _ -> {})
                .create(
                        event,
                        new Attendee.Details(
                                new AttendeeNumber(number), family, "", "", "", List.of(), own),
                        "noor");
    }

    private long id(String number) {
        return database.read(handle ->
                handle.createQuery("SELECT id FROM attendee WHERE number = ?")
                        .bind(0, number)
                        .mapTo(Long.class)
                        .one());
    }

    private void sql(String sql) {
        database.change(handle -> handle.execute(sql));
    }
}
