package io.turnout.hub.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a person should look at, as a page and as a file. Janson has two doors; its first read 30
 * people in ten minutes from half past twelve and then nobody, its second 2 a minute for half an
 * hour. The session is from 12:45 to 13:45 in UTC, an hour later at the venue.
 */
final class AnomalyPagesTest {
    private static final Instant NOW = Instant.parse("2026-01-31T15:00:00Z");
    private static final Instant OPENS = Instant.parse("2026-01-31T12:30:00Z");
    private static final String EXPORT = "/events/fosdem/exports/anomalies.csv";

    @TempDir private Path directory;
    private ServedHub hub;
    private Rows rows;

    @BeforeEach
    void start() throws Exception {
        hub = new ServedHub(directory, InstantSource.fixed(NOW), 0);
        rows = new Rows(hub.database);
        rows.event("fosdem", "FOSDEM 2026", "Europe/Brussels");
        rows.room("janson", "Janson", 0, 1);
        rows.room("aw1", "AW1", 0, 2);
        rows.session("s1", "janson", "One", OPENS.plusSeconds(900), 60);
        rows.session("s2", "aw1", "Two", OPENS.plusSeconds(900), 60);
        rows.unit("janson-a", "janson", "ready", NOW, 30, 4);
        rows.unit("janson-b", "janson", "ready", NOW, 60, 4);
        rows.journal("janson-a", 30, 30);
        rows.journal("janson-b", 60, 60);
        hub.database.change(h -> h.execute("UPDATE session SET early_min = 15"));
        read("janson-a", 10, 3);
        read("janson-b", 30, 2);
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    @Test
    @DisplayName("R-3 R-6 a reader that stopped is a row and leads to its repair, in any order")
    void tellsOfAReaderThatStopped() throws Exception {
        String row =
                "reader-stopped,,,,s1,One,Janson,2026-01-31T13:39:40+01:00,2026-01-31T12:39:40.000Z,"
                        + "janson-a,,4520,2026-01-31T14:55:00+01:00,2026-01-31T13:55:00.000Z,"
                        + "\"Unit janson-a read nobody for 75 min, while others in the room read 40."
                        + " Otherwise it reads 59 % of who passes there."
                        + " It has nothing more from then.\"";
        assertThat(rows()).containsExactly(row);
        hub.database.change(h -> h.execute("UPDATE scan SET seq = 100000 - seq"));
        assertThat(rows()).containsExactly(row);
        hub.database.change(h ->
                h.execute(
                        "UPDATE unit SET info = REPLACE(info, '\"lastNumber\":30',"
                                + " '\"lastNumber\":35')"));
        assertThat(rows()).singleElement().asString().contains("It has not said yet");
        assertThat(get("/events/fosdem/anomalies"))
                .contains("A reader stopped", "Unit janson-a read nobody for 75 min", "When, in")
                .contains(
                        "/sessions/s1/corrections?unit=janson-a&amp;from=2026-01-31T12:39:40Z"
                                + "&amp;until=2026-01-31T13:55:00Z\"");
        assertThat(get("/events/fosdem/anomalies?lang=de"))
                .contains("Ein Leser fiel aus", "las 75 min lang niemanden", "1 Auffälligkeit");
        assertThat(get("/events/fosdem/anomalies?room=aw1")).contains("Nothing to look at");
        assertThat(get("/events/fosdem/anomalies?session=s1")).contains("1 anomaly");
        assertThat(get("/events/fosdem/reports")).contains("\"/events/fosdem/anomalies\"");
    }

    @Test
    @DisplayName("R-3 many reports from one address are rows, without a session or a room")
    void tellsOfManyReportsFromOneAddress() throws Exception {
        hub.database.change(h -> {
            h.execute("DELETE FROM scan");
            h.execute(
                    "INSERT INTO noticed (event, kind, subject, hour, times, at_ms) VALUES"
                            + " ('fosdem', 'reports-address', '', 1, 400, ?),"
                            + " ('fosdem', 'wall-places', 'SL001', 1, 21, ?)",
                    OPENS.plusSeconds(5).toEpochMilli(),
                    OPENS.toEpochMilli());
        });
        assertThat(rows())
                .containsExactly(
                        "wall-places,,,,,,,2026-01-31T13:30:00+01:00,2026-01-31T12:30:00.000Z,,,,,,"
                                + "Within 10 min wall code SL001 was used from 21 addresses.",
                        "reports-address,,,,,,,2026-01-31T13:30:05+01:00,2026-01-31T12:30:05.000Z,,,,,"
                                + ",Within 60 min 400 sessions were reported from one address.");
        assertThat(get("/events/fosdem/anomalies"))
                .contains("Many reports from one address", "A wall code from many addresses");
        assertThat(get(EXPORT + "?room=janson").lines()).hasSize(1);
        assertThat(get(EXPORT + "?day=2026-01-31").lines()).hasSize(3);
        assertThat(get(EXPORT + "?day=2026-02-01").lines()).hasSize(1);
    }

    @Test
    @DisplayName("R-3 R-7 a head count far from attendance is a row that states its tolerance")
    void tellsOfHeadCountsFarOff() throws Exception {
        hub.database.change(h -> h.execute("DELETE FROM scan"));
        long ada = rows.attendee("A00001", "Ada", "Lovelace");
        rows.presence(ada, "s1", OPENS.plusSeconds(900), OPENS.plusSeconds(3000));
        count(1200, 4); // 3 more are people in the doorway
        count(1800, 52);
        count(1800, 61); // the last word about that time
        assertThat(rows())
                .containsExactly(
                        "head-count,,,,s1,One,Janson,2026-01-31T14:00:00+01:00,"
                                + "2026-01-31T13:00:00.000Z,,,,,,\"Staff counted 61, attendance has 1"
                                + " inside: 60 fewer. Up to 6 are taken for miscounting.\"");
        count(2000, 5);
        assertThat(rows()).hasSize(2).last().asString().contains("4 fewer. Up to 3 are");
        assertThat(get("/events/fosdem/anomalies")).contains("Head count far off", "a tenth");
    }

    private void count(int second, int people) {
        hub.database.change(h ->
                h.execute(
                        "INSERT INTO head_count (session, at_ms, people, hub_user, who, made_ms)"
                                + " VALUES ('s1', ?, ?, 1, 'noor', 0)",
                        OPENS.plusSeconds(second).toEpochMilli(),
                        people));
    }

    /** So many people in each minute, one every 20 seconds at the most. */
    private void read(String unit, int minutes, int each) {
        for (int i = 0; i < minutes * each; i++) {
            Instant at = OPENS.plusSeconds(i / each * 60L + i % each * 20L);
            rows.entry("janson", "s1", "B" + i, at, false);
        }
        hub.database.change(h -> h.execute("UPDATE scan SET unit = ? WHERE unit = 'u'", unit));
    }

    private List<String> rows() throws Exception {
        return get(EXPORT).lines().skip(1).toList();
    }

    private String get(String path) throws Exception {
        return hub.get(path).body();
    }
}
