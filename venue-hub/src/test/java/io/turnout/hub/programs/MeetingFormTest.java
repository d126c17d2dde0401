package io.turnout.hub.programs;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.hub.web.Form;
import io.turnout.hub.web.Reading;
import io.turnout.hub.web.WordsForTests;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Meetings as people type them, by the clock on the venue's wall. */
final class MeetingFormTest {
    private static final ZoneId ZONE = ZoneId.of("Europe/Brussels");

    @ParameterizedTest(name = "{0} {1} to {2} is {4} minutes from {3}")
    @CsvSource({
        "2026-06-05, 10:00, 11:30, 2026-06-05T08:00:00Z, 90",
        "2026-06-05, 23:30, 00:30, 2026-06-05T21:30:00Z, 60",
        "2026-03-29, 01:30, 03:30, 2026-03-29T00:30:00Z, 60",
        "2026-03-29, 02:30, 04:00, 2026-03-29T01:30:00Z, 30",
        "2026-10-25, 01:30, 03:30, 2026-10-24T23:30:00Z, 180",
        "2026-10-25, 02:30, 02:45, 2026-10-25T00:30:00Z, 15",
        "2026-10-24, 23:00, 02:30, 2026-10-24T21:00:00Z, 210"
    })
    @DisplayName("P-9: a meeting is as long as it really takes, also where the clock jumps")
    void isAsLongAsItReallyTakes(
            String date, String start, String end, Instant from, long minutes) {
        MeetingForm.Times times = read(date, start, end);
        assertThat(times.start()).isEqualTo(from);
        assertThat(Duration.between(times.start(), times.end()))
                .isEqualTo(Duration.ofMinutes(minutes));
    }

    @ParameterizedTest(name = "{0} {1} to {2} is refused")
    @CsvSource({"2026-03-29, 02:30, 03:00", "2026-03-29, 02:30, 03:30", "2026-06-05, 10:00, 10:00"})
    @DisplayName("P-9: an hour that the clock leaves out is no time for a meeting")
    void hasNoTimeInAnHourThatIsLeftOut(String date, String start, String end) {
        MeetingForm.Times times = read(date, start, end);
        Instant before = Instant.parse("2026-01-01T00:00:00Z");
        assertThat(MeetingRules.wrongTime(times.start(), times.end(), before))
                .isEqualTo(Optional.of(MeetingOutcome.Reason.WRONG_LENGTH));
    }

    private static MeetingForm.Times read(String date, String start, String end) {
        Form form =
                new Form(
                        Map.of(
                                "date", List.of(date),
                                "start", List.of(start),
                                "end", List.of(end)));
        Reading reading = new Reading(MeetingForm.NAME, form, WordsForTests.english());
        MeetingForm.Times times = MeetingForm.times(reading, ZONE);
        assertThat(reading.isGood()).isTrue();
        return times;
    }
}
