package io.turnout.hub.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.hub.agenda.EventId;
import io.turnout.hub.store.Database;
import io.turnout.hub.store.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names in texts, and numbers that somebody else has taken already. */
final class MentionsTest {
    @TempDir private Path folder;
    private Database database;

    @BeforeEach
    void seed() {
        database = TestDatabase.in(folder);
        TestDatabase.seed(database);
        TestDatabase.attendee(database, 1, "a");
        TestDatabase.attendee(database, 2, "b");
        database.change(h -> {
            h.execute(
                    "UPDATE attendee SET family_name = 'Ng', given_name = 'Zoë', number = '17',"
                            + " licence_number = 'L 12 (a)' WHERE id = 1");
            h.execute("INSERT INTO attendee_field VALUES (1, 'x', 'yes', 'yes')");
            h.execute("UPDATE attendee SET number = 'erased-1' WHERE id = 2");
        });
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void findsWholeNamesInAnyCaseAndNoShortNumbers() {
        Mentions mentions = database.read(h -> Mentions.of(h, List.of(1L)));
        assertThat(List.of("zoË left", "let Ng in", "licence l 12 (A)", "code1"))
                .allMatch(mentions::in);
        assertThat(List.of("17 added", "yes", "nothing", "Zoëlla", "")).noneMatch(mentions::in);
    }

    @Test
    void namesNobodyTwice() {
        database.change(h -> new Eraser(h, new EventId("e1"), "noor", 5).eraseNamed(List.of(1L)));
        assertThat(
                        database.<List<String>>read(h ->
                                h.createQuery("SELECT number FROM attendee ORDER BY id")
                                        .mapTo(String.class)
                                        .list()))
                .containsExactly("erased-1-5", "erased-1");
    }
}
