package io.turnout.hub.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.hub.agenda.EventFacts;
import io.turnout.hub.agenda.EventId;
import io.turnout.hub.store.Database;
import io.turnout.hub.store.TestDatabase;
import io.turnout.protocol.badge.BadgeFingerprint;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What programs keep of somebody is handed out to them and erased, as everything else. */
final class ErasedMeetingsTest {
    @TempDir private Path folder;
    private Database database;

    @BeforeEach
    void open() {
        database = TestDatabase.in(folder);
        TestDatabase.seed(database);
        for (long id = 1; id <= 2; id++) {
            TestDatabase.attendee(database, id, new BadgeFingerprint(id, 9).toString());
        }
        for (String sql :
                List.of(
                        "UPDATE attendee SET family_name = 'Okafor' WHERE id = 1",
                        "INSERT INTO program (id, event, kind, name, roles, verified,"
                                + " auto_confirm_min, hours_by, door_people, door_min, since_ms,"
                                + " made_ms) VALUES (1, 'e1', 'coaching', 'P', 'C', 1, 60, 'door',"
                                + " 2, 10, 0, 0)",
                        "INSERT INTO path (id, program, name) VALUES (1, 1, 'A')",
                        "INSERT INTO path_person VALUES (1, 1, 'C'), (1, 2, 'C')",
                        "INSERT INTO path_hours (path, note, by_whom, at_ms)"
                                + " VALUES (1, 'as Okafor asked', 'pam', 0), (1, 'exam', 'pam', 1)",
                        "INSERT INTO meeting (id, path, room, start_ms, end_ms, status,"
                                + " decided_by, made_ms)"
                                + " VALUES (1, 1, 'r1', 0, 9, 'confirmed', 'person', 0)",
                        "INSERT INTO meeting_person VALUES (1, 1), (1, 2)",
                        "INSERT INTO calendar_link VALUES (1, 'h1', 0), (2, 'h2', 0)",
                        "INSERT INTO meeting_comment (meeting, by_person, comment, at_ms) VALUES"
                                + " (1, 1, 'mine', 0), (1, 2, 'Okafor was late', 1),"
                                + " (1, 2, 'theirs', 2)")) {
            database.change(handle -> handle.execute(sql));
        }
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    @DisplayName("what somebody wrote, and what names them, goes; the meeting stays")
    void erasesWhatTheyWroteAndWhatNamesThem() {
        database.change(
                handle -> new Eraser(handle, new EventId("e1"), "ada", 5).eraseNamed(List.of(1L)));
        assertThat(texts("SELECT comment FROM meeting_comment ORDER BY seq"))
                .containsExactly(WrittenTexts.ERASED, WrittenTexts.ERASED, "theirs");
        assertThat(texts("SELECT note FROM path_hours ORDER BY seq"))
                .containsExactly(WrittenTexts.ERASED, "exam");
        assertThat(texts("SELECT attendee || '' FROM meeting_person")).hasSize(2);
        assertThat(texts("SELECT token_hash FROM calendar_link")).containsExactly("h2");
    }

    @Test
    @DisplayName("P-7: a person gets what they said, and no note and no comment of others")
    void handsOutTheirOwnWordsOnly() {
        InstantSource clock = InstantSource.fixed(Instant.EPOCH);
        PersonData data =
                database.read(handle ->
                        PersonData.read(
                                handle, EventFacts.find(handle, "e1").orElseThrow(), 1, clock));
        assertThat(data.parts().toString())
                .contains("mine", "calendar")
                .doesNotContain("h1", "as Okafor asked", "exam", "Okafor was late", "theirs");
    }

    private List<String> texts(String sql) {
        return database.read(handle -> handle.createQuery(sql).mapTo(String.class).list());
    }
}
