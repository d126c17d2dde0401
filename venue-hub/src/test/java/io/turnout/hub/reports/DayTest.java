package io.turnout.hub.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.turnout.hub.reports.Day.Move;
import io.turnout.hub.reports.Day.Room;
import io.turnout.hub.reports.Day.Talk;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("R-2 the day: its flow, and its rooms by the half hour")
final class DayTest {
    private static final Room AULA = new Room("r1", "Aula", 1);
    private static final Room BAR = new Room("r2", "Bar", 0);

    /** Doors of the first at 8:45, the last ends at 11:20. */
    private static final Talk FIRST =
            talk("s1", AULA, "09:00", "10:00", new Move(at("08:50"), 5, 0), move("09:20", 1, 2));

    private static final Talk SECOND =
            talk("s2", AULA, "10:10", "11:20", move("10:00", 8, 0), move("11:20", 0, 7));
    private static final Talk OTHER = talk("s3", BAR, "09:00", "09:30", move("09:00", 2, 0));

    @Test
    void countsComingAndGoingByTheQuarter() {
        Day day = Day.of(List.of(FIRST, OTHER, SECOND), at("12:30"));
        assertThat(day.fromMs()).isEqualTo(at("08:30"));
        assertThat(day.toMs()).as("people leave late").isEqualTo(at("12:00"));
        assertThat(day.steps())
                .extracting(Day.Step::fromMs, Day.Step::ins, Day.Step::outs, Day.Step::inside)
                .startsWith(
                        tuple(at("08:30"), 0, 0, 0),
                        tuple(at("08:45"), 5, 0, 5),
                        tuple(at("09:00"), 2, 0, 7),
                        tuple(at("09:15"), 1, 2, 6),
                        tuple(at("09:30"), 0, 0, 4),
                        tuple(at("09:45"), 0, 0, 4),
                        tuple(at("10:00"), 8, 0, 8))
                .contains(tuple(at("11:15"), 0, 7, 0))
                .hasSize(14);
        assertThat(day.peak()).isEqualTo(8);
        assertThat(day.mostMoved()).isEqualTo(8);
    }

    @Test
    void showsHowFullEachRoomWasInTheOrderOfTheVenue() {
        Day day = Day.of(List.of(FIRST, OTHER, SECOND), at("12:30"));
        assertThat(day.rows()).extracting(row -> row.room().name()).containsExactly("Bar", "Aula");
        List<Day.Cell> aula = day.rows().getLast().cells();
        assertThat(aula)
                .extracting(Day.Cell::inside)
                .containsExactly(
                        Optional.of(5),
                        Optional.of(5),
                        Optional.of(4),
                        Optional.of(8),
                        Optional.of(8),
                        Optional.of(8));
        assertThat(aula.get(2).talks()).containsExactly("s1", "s2");
        assertThat(aula)
                .extracting(Day.Cell::isFull)
                .containsExactly(false, false, false, true, true, true);
        assertThat(day.rows().getFirst().cells().getLast().inside()).isEmpty();
        assertThat(aula).extracting(day::shade).startsWith("h4", "h4", "h3", "h5");
    }

    @Test
    void knowsNothingOfWhatIsStillToCome() {
        Day day = Day.of(List.of(FIRST, SECOND), at("09:20") + 60_000);
        assertThat(day.steps()).hasSize(4);
        assertThat(day.steps().getLast().inside()).isEqualTo(4);
        assertThat(day.rows().getFirst().cells())
                .extracting(Day.Cell::inside)
                .containsExactly(
                        Optional.of(5),
                        Optional.of(5),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());
        assertThat(Day.of(List.of(FIRST), at("08:00")).steps()).isEmpty();
        assertThat(Day.of(List.of(), at("08:00")).rows()).isEmpty();
    }

    private static Talk talk(String id, Room room, String start, String end, Move... moves) {
        return new Talk(
                id,
                id,
                room,
                Optional.of(8L),
                at(start) - 900_000,
                at(start),
                at(end),
                List.of(moves));
    }

    private static Move move(String time, int ins, int outs) {
        return new Move(at(time), ins, outs);
    }

    private static long at(String time) {
        return Instant.parse("2026-01-31T" + time + ":00Z").toEpochMilli();
    }
}
