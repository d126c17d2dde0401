package io.turnout.hub.attendance;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.protocol.access.ReEntry;
import io.turnout.protocol.access.RoomId;
import io.turnout.protocol.access.SessionId;
import io.turnout.protocol.access.TimeReading;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Results carry bounds where times are uncertain, within the session. */
final class UncertainTimesTest {
    private static final SessionId A = new SessionId("a");
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final Schedule HOUR =
            new Schedule(A, new RoomId("r"), at(0), at(60), false, ReEntry.FREE, false);

    @Test
    void exactTimesHaveNoBounds() {
        assertThat(bounds(in(exact(5)), out(exact(35)))).isEmpty();
    }

    @Test
    void bothEndsMoveByTheirBounds() {
        assertThat(bounds(in(between(5, 10, 12)), out(between(35, 40, 50))))
                .contains(minutes(23, 45));
    }

    @Test
    void theSessionCutsTheBoundsAsItCutsThePresence() {
        assertThat(bounds(in(between(-600, 0, 10)), out(between(50, 60, 600))))
                .contains(minutes(40, 60));
    }

    @Test
    void boundsThatOverlapMayMeanNoTimeAtAll() {
        assertThat(bounds(in(between(0, 20, 40)), out(between(30, 32, 60))))
                .contains(minutes(0, 60));
    }

    @Test
    void whoStaysToTheEndIsUncertainAtTheStartOnly() {
        assertThat(bounds(in(between(5, 10, 20)))).contains(minutes(40, 55));
    }

    private static Optional<PresenceBounds> bounds(Evidence... evidence) {
        Attended attended =
                AttendanceFold.fold(List.of(evidence), Map.of(A, HOUR), FoldSettings.DEFAULT);
        return new UncertainTimes(List.of(evidence))
                .bounds(attended.presences().getFirst(), HOUR, FoldSettings.DEFAULT);
    }

    private static Evidence in(TimeReading time) {
        return evidence(1, time, Optional.of(A), false);
    }

    private static Evidence out(TimeReading time) {
        return evidence(2, time, Optional.empty(), true);
    }

    private static Evidence evidence(
            long number, TimeReading time, Optional<SessionId> entered, boolean leaves) {
        return new Evidence(
                new ScanName("u", "e", number),
                time,
                new RoomId("r"),
                entered,
                leaves,
                Optional.empty(),
                false,
                false,
                true);
    }

    private static TimeReading exact(long minute) {
        return TimeReading.exact(at(minute));
    }

    private static TimeReading between(long earliest, long best, long latest) {
        return new TimeReading(at(best), at(earliest), at(latest));
    }

    private static Instant at(long minute) {
        return NOON.plus(Duration.ofMinutes(minute));
    }

    private static PresenceBounds minutes(long least, long most) {
        return new PresenceBounds(Duration.ofMinutes(least), Duration.ofMinutes(most));
    }
}
