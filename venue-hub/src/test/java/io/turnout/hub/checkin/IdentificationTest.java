package io.turnout.hub.checkin;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.hub.agenda.EventFacts;
import io.turnout.hub.agenda.EventId;
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

    private void sql(String sql) {
        database.change(handle -> handle.execute(sql));
    }
}
