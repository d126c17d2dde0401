package io.turnout.hub.reports;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.hub.reports.Occupancy.Step;
import io.turnout.hub.reports.Occupancy.Times;
import java.util.List;
import org.junit.jupiter.api.Test;

final class OccupancyTest {
    private static final long MINUTE = 60_000;

    /** Doors open at 0, start at 15, end at 35, now is 25: steps of a minute. */
    private static final Times TIMES = new Times(0, 15 * MINUTE, 35 * MINUTE, 25 * MINUTE);

    @Test
    void countsWhoIsInside() {
        Occupancy line = Occupancy.of(List.of(left(1, 3, 20), inside(1, 22), inside(2, 5)), TIMES);
        assertThat(line.steps()).hasSize(25);
        assertThat(inside(line, 3, 4, 5, 19, 20, 22, 24)).containsExactly(1, 1, 2, 2, 1, 2, 2);
        assertThat(line.peak()).isEqualTo(2);
    }

    @Test
    void countsAnExitWhoeverToldOfIt() {
        Occupancy line = Occupancy.of(List.of(left(1, 16, 18)), TIMES);
        assertThat(inside(line, 16, 17, 18, 24)).containsExactly(1, 1, 0, 0);
        assertThat(line.insideMs()).containsEntry(1L, 2 * MINUTE);
    }

    @Test
    void keepsInsideUntilNowWhomNobodySawLeaving() {
        Occupancy line = Occupancy.of(List.of(inside(1, 16)), TIMES);
        assertThat(line.steps().getLast().inside()).isEqualTo(1);
    }

    @Test
    void cutsTimeInsideToTheSession() {
        Occupancy line = Occupancy.of(List.of(inside(1, 3)), TIMES);
        assertThat(line.insideMs()).containsEntry(1L, 10 * MINUTE);
    }

    @Test
    void endsWithTheSession() {
        Times over = new Times(0, 15 * MINUTE, 35 * MINUTE, 500 * MINUTE);
        Occupancy line = Occupancy.of(List.of(inside(1, 3)), over);
        assertThat(line.steps().getLast().toMs()).isEqualTo(35 * MINUTE);
        assertThat(line.insideMs()).containsEntry(1L, 20 * MINUTE);
    }

    @Test
    void hasNoStepBeforeTheDoorsOpen() {
        Times early = new Times(10 * MINUTE, 15 * MINUTE, 35 * MINUTE, 5 * MINUTE);
        assertThat(Occupancy.of(List.of(), early).steps()).isEmpty();
    }

    @Test
    void keepsLongSessionsShort() {
        Times day = new Times(0, 0, 8 * 60 * MINUTE, 8 * 60 * MINUTE);
        assertThat(Occupancy.of(List.of(), day).steps()).hasSizeLessThanOrEqualTo(40);
    }

    private static List<Integer> inside(Occupancy line, int... minutes) {
        return java.util.Arrays.stream(minutes)
                .mapToObj(minute -> line.steps().get(minute))
                .map(Step::inside)
                .toList();
    }

    private static Visit left(long attendee, long inMinute, long outMinute) {
        return new Visit(attendee, inMinute * MINUTE, outMinute * MINUTE, false);
    }

    private static Visit inside(long attendee, long inMinute) {
        return new Visit(attendee, inMinute * MINUTE, 35 * MINUTE, true);
    }
}
