package io.turnout.hub.clock;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.hub.clock.ClockStory.Condition;
import io.turnout.hub.clock.Sighting.Bound;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;

final class ClockStoryTest {
    private static final long NOON = 1_795_262_400_000L;
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;

    @Test
    void aRightClockIsInOrder() {
        assertThat(told(mono -> NOON + mono)).isEqualTo(Condition.IN_ORDER);
    }

    @Test
    void tells1970() {
        assertThat(told(mono -> mono)).isEqualTo(Condition.NEVER_SET);
    }

    @Test
    void tells1970ThatWasPutRight() {
        ClockStory story = story(mono -> mono < 10 * MINUTE ? mono : NOON + mono);
        assertThat(story.condition()).isEqualTo(Condition.SET_LATE);
        assertThat(story.stepAtMs()).isBetween(NOON + 9 * MINUTE, NOON + 11 * MINUTE);
    }

    @Test
    void tellsADayLateAndADayEarly() {
        assertThat(told(mono -> NOON + mono - 24 * HOUR)).isEqualTo(Condition.BEHIND);
        ClockStory early = story(mono -> NOON + mono + 24 * HOUR);
        assertThat(early.condition()).isEqualTo(Condition.AHEAD);
        assertThat(early.offMs()).isBetween(24 * HOUR - 1_000, 24 * HOUR + 1_000);
    }

    @Test
    void tellsAStepOfHoursWithItsSizeAndTime() {
        ClockStory story = story(mono -> NOON + mono - (mono < 20 * MINUTE ? 0 : 2 * HOUR));
        assertThat(story.condition()).isEqualTo(Condition.STEPPED);
        assertThat(story.stepMs()).isEqualTo(-2 * HOUR);
        assertThat(story.steps()).isEqualTo(1);
        assertThat(story.stepAtMs()).isBetween(NOON + 19 * MINUTE, NOON + 21 * MINUTE);
        assertThat(story.key()).isEqualTo("clock.story.set-back");
    }

    @Test
    void countsManySteps() {
        ClockStory story = story(mono -> NOON + mono + (mono / (5 * MINUTE)) * MINUTE);
        assertThat(story.condition()).isEqualTo(Condition.STEPPED);
        assertThat(story.steps()).isEqualTo(11);
        assertThat(story.stepMs()).isEqualTo(MINUTE);
    }

    @Test
    void tellsDrift() {
        List<Sighting> sightings = new ArrayList<>();
        for (long mono = 0; mono < HOUR; mono += MINUTE / 2) {
            long venue = NOON + mono - mono / 4_000;
            sightings.add(sighting(mono, venue, venue));
        }
        ClockStory story = ClockStory.of(sightings);
        assertThat(story.condition()).isEqualTo(Condition.DRIFTING);
        assertThat(story.driftPpm()).isBetween(200L, 300L);
    }

    @Test
    void withoutTheHubsTimeThereIsNothingToCompare() {
        Sighting alone = new Sighting(0, NOON, "free", NOON + HOUR, Optional.empty());
        assertThat(ClockStory.of(List.of(alone)).condition()).isEqualTo(Condition.NOT_COMPARED);
    }

    private static Condition told(LongUnaryOperator wall) {
        return story(wall).condition();
    }

    /** Whatever the order in which they came. */
    private static ClockStory story(LongUnaryOperator wall) {
        List<Sighting> sightings = new ArrayList<>();
        for (long mono = 0; mono < HOUR; mono += MINUTE / 2) {
            sightings.add(sighting(mono, wall.applyAsLong(mono), NOON + mono));
        }
        ClockStory story = ClockStory.of(sightings);
        Collections.shuffle(sightings, new Random(1));
        assertThat(ClockStory.of(sightings)).isEqualTo(story);
        return story;
    }

    private static Sighting sighting(long mono, long wall, long venue) {
        Bound heard = new Bound(venue - mono - 20, mono - 10);
        return new Sighting(mono, wall, "free", venue + 30, Optional.of(heard));
    }
}
