package io.turnout.hub.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.hub.identity.Audit;
import io.turnout.hub.store.Database;
import io.turnout.hub.store.TestDatabase;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events that are over for as long as is set, day by day. */
final class RetentionTest {
    @TempDir private Path folder;
    private Database database;
    private Retention retention;
    private Instant now = Instant.EPOCH;

    @BeforeEach
    void seed() {
        database = TestDatabase.in(folder);
        TestDatabase.seed(database);
        sql("UPDATE event SET last_day = '2026-01-31', retention_days = 30");
        sql(
                "INSERT INTO event (id, tag, title, zone, salt, created_ms, last_day)"
                        + " VALUES ('e2', 'ABD', 'Later', 'UTC', 'x', 0, '2026-06-30')");
        sql(
                "INSERT INTO attendee (event, number, family_name, given_name, email)"
                        + " WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
                        + " WHERE i < 250) SELECT 'e1', 'N' || i, 'Family', 'Given',"
                        + " 'p' || i || '@example.org' FROM n");
        sql(
                "INSERT INTO badge (event, fingerprint, attendee, code)"
                        + " SELECT 'e1', 'f' || id, id, 'CODE' || id FROM attendee");
        sql(
                "INSERT INTO attendee (event, number, family_name, given_name, email)"
                        + " VALUES ('e2', '7', 'Family', 'Given', 'P7@Example.org'),"
                        + " ('e2', '8', 'Other', 'One', '')");
        retention = new Retention(database, new Audit(() -> now), () -> now, _ -> {});
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    @DisplayName("it is said two weeks before, done once on the day, and later events keep theirs")
    void saysAndErases() {
        on("2026-02-16");
        assertThat(plans()).isEmpty();
        on("2026-02-17");
        assertThat(plans()).containsExactly("e1 2026-03-03 0 0 false");
        on("2026-03-02");
        assertThat(known()).isEqualTo(250);
        on("2026-03-03");
        assertThat(plans()).containsExactly("e1 2026-03-03 249 1 true");
        assertThat(texts("SELECT email FROM attendee WHERE event = 'e1' AND erased_ms IS NULL"))
                .containsExactly("p7@example.org");
        on("2026-03-04");
        on("2026-03-05");
        assertThat(texts("SELECT detail FROM audit ORDER BY seq"))
                .containsExactly("2026-03-03", "249 erased, 1 stay");
        assertThat(texts("SELECT count(*) FROM badge WHERE unlisted = 0 AND state = 'active'"))
                .containsExactly("1");
        sql("UPDATE attendee SET email = '' WHERE event = 'e2'");
        on("2026-08-01");
        assertThat(plans()).containsExactly("e1 2026-03-03 250 0 true");
    }

    @Test
    @DisplayName("a hub that was off for long does at its start what it said, once")
    void catchesUp() {
        on("2026-02-20");
        on("2026-03-05");
        assertThat(known()).as("it was said too late for the 3rd").isEqualTo(250);
        on("2028-01-01");
        on("2028-01-02");
        assertThat(plans()).containsExactly("e1 2026-03-06 249 1 true");
        assertThat(texts("SELECT what FROM audit ORDER BY seq"))
                .containsExactly("announce erasing", "erase attendees");
    }

    @Test
    @DisplayName("nothing is erased that was not said for two weeks, however old the event is")
    void neverErasesUnsaid() {
        on("2027-01-01");
        assertThat(plans()).containsExactly("e1 2027-01-15 0 0 false");
        on("2027-01-14");
        assertThat(known()).isEqualTo(250);
        sql("UPDATE event SET retention_days = 350 WHERE id = 'e1'");
        on("2027-01-15");
        assertThat(plans()).as("said anew").containsExactly("e1 2027-01-29 0 0 false");
        sql("UPDATE event SET retention_days = NULL WHERE id = 'e1'");
        on("2027-01-29");
        assertThat(plans()).isEmpty();
        assertThat(known()).isEqualTo(250);
    }

    private void on(String day) {
        now = LocalDate.parse(day).atTime(12, 0).toInstant(ZoneOffset.UTC);
        retention.round();
    }

    private List<String> plans() {
        return texts(
                "SELECT event || ' ' || erase_day || ' ' || erased || ' ' || staying || ' ' ||"
                        + " CASE WHEN ended_ms IS NULL THEN 'false' ELSE 'true' END FROM retention");
    }

    private int known() {
        return Integer.parseInt(
                texts("SELECT count(*) FROM attendee WHERE event = 'e1' AND erased_ms IS NULL")
                        .getFirst());
    }

    private List<String> texts(String query) {
        return database.read(handle -> handle.createQuery(query).mapTo(String.class).list());
    }

    private void sql(String change) {
        database.change(handle -> handle.execute(change));
    }
}
