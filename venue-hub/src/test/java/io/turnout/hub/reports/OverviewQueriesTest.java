package io.turnout.hub.reports;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.hub.fleet.EventFrames;
import io.turnout.hub.fleet.UnitsQueries;
import io.turnout.hub.store.Database;
import io.turnout.hub.web.WordsForTests;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OverviewQueriesTest {
    private static final Instant NOW = Instant.parse("2026-01-31T13:05:12Z");

    @TempDir private Path directory;
    private Database database;
    private Rows rows;

    @BeforeEach
    void open() throws Exception {
        database = Database.open(directory);
        rows = new Rows(database);
        rows.event("fosdem", "FOSDEM", "Europe/Brussels");
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void showsRoomsWithAUnitOrASessionToday() {
        rows.room("today", "Today", 10, 1);
        rows.room("unit", "Unit", 10, 2);
        rows.room("empty", "Empty", 10, 3);
        rows.room("tomorrow", "Tomorrow", 10, 4);
        rows.session("a", "today", "A", NOW.plusSeconds(3600), 30);
        rows.session("b", "tomorrow", "B", NOW.plusSeconds(86_400), 30);
        online("u", "unit");
        assertThat(read().tiles()).extracting(t -> t.room().id()).containsExactly("today", "unit");
    }

    @Test
    void putsThoseInNeedFirst() {
        for (String room : List.of("calm", "busy", "full", "ask", "silent", "listless")) {
            rows.room(room, room, 4, 1);
            rows.session(room, room, room, NOW.minusSeconds(600), 30);
        }
        rows.unit("s", "silent", "lost", NOW.minusSeconds(30), 0, 4);
        rows.unit("l", "listless", "ready", NOW, 0, 0);
        rows.refusal("full", "x", NOW.minusSeconds(60), "full");
        rows.refusal("ask", "x", NOW.minusSeconds(60), "not-registered");
        long ada = rows.attendee("A1", "Ada", "L");
        rows.presence(ada, "busy", NOW.minusSeconds(300), null);
        Overview overview = read();
        assertThat(overview.tiles())
                .extracting(t -> t.room().id())
                .containsExactly("listless", "silent", "ask", "full", "busy", "calm");
        assertThat(overview.inNeed()).hasSize(4);
        assertThat(overview.inside()).isEqualTo(1);
        assertThat(overview.running()).isEqualTo(6);
    }

    @Test
    void countsArrivalsOfHalfAnHourByTheMinute() {
        rows.room("r", "R", 4, 1);
        rows.session("s", "r", "S", NOW.minusSeconds(600), 30);
        rows.entry("r", "s", "1", NOW.minusSeconds(10), false);
        rows.entry("r", "s", "2", NOW.minusSeconds(70), false);
        rows.entry("r", "s", "3", NOW.minusSeconds(11 * 60), false);
        rows.entry("r", "s", "4", NOW.minusSeconds(31 * 60), false);
        rows.refusal("r", "5", NOW.minusSeconds(10), "revoked");
        Overview overview = read();
        assertThat(overview.cameIn()).isEqualTo(2);
        assertThat(overview.turnedAway()).isEqualTo(1);
        Arrivals arrivals = overview.tiles().getFirst().arrivals();
        assertThat(arrivals.ins()).startsWith(1, 1, 0).hasSize(30);
        assertThat(Arrivals.last(30, arrivals.ins())).isEqualTo(3);
        assertThat(overview.tiles().getFirst().need()).isEqualTo(Tile.Need.NOTHING);
    }

    @Test
    void opensASessionWithItsDoorsAndShowsOneAfterMidnight() {
        rows.room("soon", "Soon", 4, 1);
        rows.session("soon", "soon", "Soon", NOW.plusSeconds(800), 30);
        rows.room("later", "Later", 4, 2);
        rows.session("later", "later", "Later", NOW.plusSeconds(1000), 30);
        rows.room("night", "Night", 4, 3);
        rows.session("night", "night", "Night", NOW.minusSeconds(15 * 3600), 60 * 20);
        Overview overview = read();
        assertThat(overview.inSession())
                .extracting(t -> t.room().id())
                .containsExactly("soon", "night");
        assertThat(overview.resting().getFirst().next().orElseThrow().id()).isEqualTo("later");
    }

    private void online(String unit, String room) {
        rows.unit(unit, room, "ready", NOW.minusSeconds(5), 0, 4);
    }

    private Overview read() {
        EventFrames frames = new EventFrames(new UnitsQueries(), InstantSource.fixed(NOW));
        return database.read(handle -> {
            EventFrames.Framed framed =
                    frames.find(handle, "fosdem", WordsForTests.english()).orElseThrow();
            return new OverviewQueries()
                    .read(handle, "fosdem", framed.frame().text(), framed.units());
        });
    }
}
