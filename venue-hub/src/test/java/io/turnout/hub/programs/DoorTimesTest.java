package io.turnout.hub.programs;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.hub.programs.DoorTimes.Inside;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("P-10: when enough participants were in the room at once")
final class DoorTimesTest {
    private static final Instant ZERO = Instant.parse("2026-03-02T10:00:00Z");

    @Test
    void oneAloneAndTwoOneAfterTheOtherAreNotEnough() {
        assertThat(DoorTimes.of(List.of(inside(1, 0, 60)), 2)).isEmpty();
        assertThat(DoorTimes.of(List.of(inside(1, 0, 30), inside(2, 30, 60)), 2)).isEmpty();
        assertThat(DoorTimes.of(List.of(inside(1, 5, 5), inside(2, 5, 5)), 2)).isEmpty();
    }

    @Test
    void countsOnlyTheTimeTogether() {
        List<Inside> visits =
                List.of(inside(1, 2, 20), inside(1, 30, 58), inside(2, 5, 50), inside(3, 0, 1));
        assertThat(DoorTimes.of(visits, 2)).contains(new DoorTimes(at(5), at(50), minutes(35)));
    }

    @Test
    void isWhatCountingMinuteByMinuteSays() {
        Random random = new Random(41);
        for (int run = 0; run < 2_000; run++) {
            List<Inside> visits = new ArrayList<>();
            int people = 2 + random.nextInt(2);
            for (int who = 0; who < 4; who++) {
                int in = random.nextInt(20);
                int out = in + random.nextInt(10);
                visits.add(inside(who, in, out));
                int again = out + random.nextInt(10);
                visits.add(inside(who, again, again + random.nextInt(10)));
            }
            int[] enough =
                    IntStream.range(0, 60)
                            .filter(minute ->
                                    visits.stream().filter(visit -> covers(visit, minute)).count()
                                            >= people)
                            .toArray();
            assertThat(DoorTimes.of(visits, people).map(DoorTimes::together).orElse(Duration.ZERO))
                    .as("run %d of seed 41: %s", run, visits)
                    .isEqualTo(minutes(enough.length));
            if (enough.length > 0) {
                DoorTimes times = DoorTimes.of(visits, people).orElseThrow();
                assertThat(times.from()).isEqualTo(at(enough[0]));
                assertThat(times.to()).isEqualTo(at(enough[enough.length - 1] + 1));
            }
        }
    }

    private static boolean covers(Inside visit, int minute) {
        return !visit.in().isAfter(at(minute)) && visit.out().isAfter(at(minute));
    }

    private static Inside inside(long attendee, int in, int out) {
        return new Inside(attendee, at(in), at(out));
    }

    private static Instant at(int minute) {
        return ZERO.plus(minutes(minute));
    }

    private static Duration minutes(int minutes) {
        return Duration.ofMinutes(minutes);
    }
}
