package io.turnout.hub.reports;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.hub.attendance.Attendance;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What reports say of conflicts, derived exits, and of what they lack. */
final class ReportPagesTest {
    private static final Instant NOW = Instant.parse("2026-01-31T13:05:12Z");
    private static final Instant ONE = Instant.parse("2026-01-31T12:00:00Z");
    private static final String BEHIND =
            "SELECT COALESCE((SELECT MAX(seq) FROM scan), 0) - seq FROM fold_mark";

    @TempDir private Path directory;
    private ServedHub hub;
    private Rows rows;

    /** Ada and Bo in two rooms that read entries only; one unit each, of which one is silent. */
    @BeforeEach
    void start() throws Exception {
        hub = new ServedHub(directory, InstantSource.fixed(NOW), 0);
        rows = new Rows(hub.database);
        rows.event("fosdem", "FOSDEM 2026", "Europe/Brussels");
        rows.room("janson", "Janson", 0, 1);
        rows.room("aw1", "AW1", 0, 2);
        rows.session("s1", "janson", "One", ONE, 50);
        rows.session("s2", "aw1", "Two", ONE, 60);
        rows.unit("janson-a", "janson", "ready", NOW.minusSeconds(3), 30, 4);
        rows.unit("aw1-a", "aw1", "lost", NOW.minusSeconds(792), 9, 4);
        rows.attendee("A00001", "Ada", "Lovelace");
        rows.attendee("A00002", "Bo", "Ek");
        hub.database.change(h -> h.execute("UPDATE unit SET mode = 'in'"));
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    @Test
    @DisplayName("R-6 units, gaps: after a restore only what is lost shows as lost")
    void showsGapsWithTheirNumbers() throws Exception {
        rows.journal("janson-a", 5, 30, 20);
        hub.database.change(h -> {
            h.execute("UPDATE scan SET number = 21 WHERE unit = 'janson-a'");
            for (int number = 22; number <= 30; number++) {
                if (number != 25) {
                    h.execute(
                            "INSERT INTO scan (unit, epoch, number, received_ms, wall_ms, mono_ms,"
                                    + " boot, clock, room, door, side, mode, way, outcome, reason,"
                                    + " flagged, list_revision, online) SELECT unit, epoch, ?, 0, 0, 0,"
                                    + " boot, clock, room, door, side, mode, way, outcome, reason,"
                                    + " flagged, 4, 1 FROM scan WHERE unit = 'janson-a' AND number = 21",
                            number);
                }
            }
        });
        String units = page("/units");
        assertThat(units)
                .contains("Janson, door A: 1 scan is missing between others")
                .contains("Janson, door A: 15 scans are lost for good")
                .contains("Gaps in the numbers")
                .containsPattern(
                        "(?s)>6</td><td class=\"right\">20</td><td class=\"right\">15</td>")
                .containsPattern(
                        "(?s)>25</td><td class=\"right\">25</td><td class=\"right\">1</td>")
                .contains("Lost for good: the unit has them no more", "Not here yet")
                .doesNotContainPattern("\\{\\d");
        assertThat(page("/complete")).contains("1 scan on the way, 15 scans lost for good");
        assertThat(units)
                .contains("54.5 °C", "Too little voltage", "Throttled, earlier", "odd")
                .contains("12.5, 0.2", "21,403 MB", "Out side", "set by hand");
        assertThat(page("/units?lang=de")).contains("15 Scans sind endgültig verloren", "Lücken");
        for (String export : List.of("check-ins", "check-outs", "presence", "conflicts")) {
            assertThat(
                            hub.get("/events/fosdem/exports/" + export + ".csv")
                                    .headers()
                                    .firstValue("content-disposition")
                                    .orElse(""))
                    .contains("fosdem-" + export + "-incomplete-lost-15.csv");
        }
    }

    @Test
    @DisplayName("R-6 every report says per unit how complete it is")
    void saysOnEveryReportHowCompleteItIs() throws Exception {
        rows.journal("janson-a", 30, 30);
        rows.journal("aw1-a", 7, 7);
        for (String path : List.of("", "/sessions?day=all", "/conflicts")) {
            assertThat(page(path))
                    .as(path)
                    .contains(
                            "How complete: 1 of 2 units complete to 14:05. 1 is silent since 13:52")
                    .containsPattern(
                            "(?s)AW1, door A</th>.*13:52</time></td>\n<td class=\"right\">2<");
            assertThat(page(path + (path.contains("?") ? "&" : "?") + "lang=de"))
                    .as(path)
                    .contains("Wie vollständig: 1 von 2 Geräten");
        }
        assertThat(page("/sessions/s1"))
                .contains("How complete: 1 of 1 units complete to 14:05.")
                .contains("up to 14:05:09 (3 s ago)")
                .doesNotContain("AW1, door A</th>");
        assertThat(page("/sessions/s2")).contains("How complete: None of 1 units is complete.");
    }

    @Test
    @DisplayName("2.4 the session page marks derived exits; 2.5 and what ended by policy")
    void marksWhatNobodyRead() throws Exception {
        rows.entry("janson", "s1", "A00001", ONE.plusSeconds(60), false);
        rows.entry("aw1", "s2", "A00001", ONE.plusSeconds(1200), false);
        rows.entry("janson", "s1", "A00002", ONE.plusSeconds(120), false);
        fold();
        assertThat(page("/sessions/s1")).contains("1 derived", ">derived<", "To the end", "19 min");
        hub.database.change(h -> h.execute("UPDATE event SET still_open = 'last-seen'"));
        fold();
        assertThat(page("/sessions/s1")).contains("Last seen 13:02", "0 min");
        hub.database.change(h -> h.execute("UPDATE event SET elsewhere_leaves = 'off'"));
        fold();
        assertThat(page("/sessions/s1")).doesNotContain("derived");
    }

    @Test
    @DisplayName("AT8 2.9 the conflict report: who, both scans, which counts and why")
    void listsConflicts() throws Exception {
        assertThat(page("/conflicts")).contains("No conflict");
        rows.entry("janson", "s1", "A00001", ONE.plusSeconds(100), false);
        rows.entry("aw1", "s2", "A00001", ONE.plusSeconds(200), false);
        hub.database.change(h -> h.execute("UPDATE scan SET online = 0 WHERE room = 'aw1'"));
        fold();
        assertThat(page("/conflicts"))
                .contains("1 conflict", "Ada L.", "A00001", "In two rooms at once.")
                .contains("It was earlier.", "13:01:40</time> Janson", "13:03:20</time> AW1")
                .contains("Offline", "online", "/sessions/s2")
                .doesNotContain("Lovelace");
        assertThat(page("/conflicts?lang=de")).contains("1 Konflikt", "In zwei Räumen zugleich.");
        assertThat(hub.get("/events/fosdem/exports/conflicts.csv").body())
                .contains("two-rooms,A00001,Lovelace,Ada,KA00001,time,s1,One,Janson,u,1,")
                .endsWith(
                        ",s2,Two,AW1,u,2,2026-01-31T13:03:20+01:00,2026-01-31T12:03:20.000Z,no\r\n");
        assertThat(hub.get("/events/fosdem/exports/check-ins.csv").body().lines().toList().get(2))
                .endsWith(",no,,synced,,,,,,");
        assertThat(page("/sessions/s2")).contains("Ada L.");
        assertThat(hub.get("/events/none/conflicts").statusCode()).isEqualTo(404);
    }

    @Test
    void showsWhatTheHubCounted() throws Exception {
        assertThat(page("/units")).contains("Scans that came again", "3,456");
    }

    private String page(String path) throws Exception {
        return hub.get("/events/fosdem" + path).body();
    }

    private void fold() {
        hub.database.change(h -> h.execute("UPDATE fold_mark SET seq = 0"));
        try (Attendance attendance = Attendance.start(hub.database, event -> {})) {
            attendance.stored();
            Awaitility.await()
                    .until(() ->
                            hub.database.read(h -> h.createQuery(BEHIND).mapTo(Long.class).one())
                                    == 0);
        }
    }
}
