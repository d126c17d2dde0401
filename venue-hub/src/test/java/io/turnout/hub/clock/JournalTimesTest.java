package io.turnout.hub.clock;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.hub.clock.BestTime.Said;
import io.turnout.hub.clock.JournalTimes.BootScans;
import io.turnout.hub.clock.Sighting.Bound;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A boot that was never compared with the hub's time lies between its neighbours. */
final class JournalTimesTest {
    private static final long NOON = 1_795_262_400_000L;
    private static final long LATE = NOON + 86_400_000;
    private static final BootClock UNKNOWN = new BootClock(List.of(), List.of());

    @Test
    void aRebootBeforeAnySyncIsBoundedByTheBootsAroundIt() {
        Map<Long, BestTime> times =
                JournalTimes.of(
                        List.of(
                                known(NOON, said(1, 100_000), said(2, 200_000)),
                                new BootScans(UNKNOWN, List.of(said(3, 5_000), said(4, 65_000))),
                                known(NOON + 600_000, said(5, 1_000))),
                        0);
        BestTime third = at(times, 3);
        BestTime fourth = at(times, 4);
        assertThat(third.earliestMs()).isBetween(NOON + 199_000, NOON + 200_000);
        assertThat(third.latestMs())
                .as("the fourth came a minute later, and before the next boot")
                .isBetween(NOON + 541_000, NOON + 542_000);
        assertThat(fourth.earliestMs()).isBetween(NOON + 259_000, NOON + 260_000);
        assertThat(fourth.latestMs()).isBetween(NOON + 601_000, NOON + 602_000);
        assertThat(third.bestMs()).isLessThan(fourth.bestMs());
    }

    @Test
    void knowledgeReachesOverSeveralBoots() {
        Map<Long, BestTime> times =
                JournalTimes.of(
                        List.of(
                                known(NOON, said(1, 0)),
                                new BootScans(UNKNOWN, List.of(said(2, 0))),
                                new BootScans(UNKNOWN, List.of(said(3, 0))),
                                known(NOON + 60_000, said(4, 0))),
                        0);
        for (long number : new long[] {2, 3}) {
            assertThat(at(times, number).earliestMs()).isEqualTo(NOON - 500);
            assertThat(at(times, number).latestMs()).isEqualTo(NOON + 60_500);
        }
    }

    @Test
    void networkTimeOfAnUncomparedBootBoundsItsNeighbour() {
        Said synced = new Said(1, 0, NOON, "synced", LATE);
        Map<Long, BestTime> times =
                JournalTimes.of(
                        List.of(
                                new BootScans(UNKNOWN, List.of(synced)),
                                new BootScans(UNKNOWN, List.of(said(2, 0)))),
                        0);
        assertThat(at(times, 1)).isEqualTo(BestTime.exact(NOON));
        assertThat(at(times, 2).earliestMs()).isEqualTo(NOON);
        assertThat(at(times, 2).latestMs()).isEqualTo(LATE);
    }

    private static BestTime at(Map<Long, BestTime> times, long number) {
        return Objects.requireNonNull(times.get(number));
    }

    private static BootScans known(long offset, Said... scans) {
        return new BootScans(
                new BootClock(
                        List.of(new Bound(offset + 500, 0)), List.of(new Bound(offset - 500, 0))),
                List.of(scans));
    }

    private static Said said(long number, long mono) {
        return new Said(number, mono, 0, "unset", LATE);
    }
}
