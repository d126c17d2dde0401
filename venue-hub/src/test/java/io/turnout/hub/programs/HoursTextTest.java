package io.turnout.hub.programs;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.hub.web.Form;
import io.turnout.hub.web.Reading;
import io.turnout.hub.web.VenueText;
import io.turnout.hub.web.Words;
import io.turnout.hub.web.WordsForTests;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Hours as people type and read them. */
final class HoursTextTest {
    private static final Optional<Duration> HOURS = Optional.of(Duration.ofMinutes(450));

    @Test
    @DisplayName("P-5: hours stand in their field as the reader's language writes them")
    void standInTheirFieldAsTheLanguageWritesThem() {
        for (Words words : Words.all()) {
            String typed = HoursText.typed(HOURS, words);
            boolean german = words.language().getLanguage().equals("de");
            assertThat(typed).isEqualTo(german ? "7,5" : "7.5");
            assertThat(HoursText.read(reading(typed), "hours")).isEqualTo(HOURS);
            assertThat(HoursText.typed(Optional.empty(), words)).isEmpty();
            assertThat(HoursText.typed(Optional.of(Duration.ofHours(2)), words)).isEqualTo("2");
        }
    }

    @ParameterizedTest
    @CsvSource({"seven", "-1", "7.555", "123456", "1e3"})
    @DisplayName("P-7: what is not hours is refused")
    void refusesWhatIsNotHours(String typed) {
        Reading reading = reading(typed);
        assertThat(HoursText.read(reading, "hours")).isEmpty();
        assertThat(reading.isGood()).isFalse();
    }

    @Test
    @DisplayName("P-8: less than nothing is shown as such")
    void showsLessThanNothing() {
        VenueText text = new VenueText(WordsForTests.english(), ZoneOffset.UTC, Instant.EPOCH);
        assertThat(HoursText.say(text, Duration.ofMinutes(-90))).isEqualTo("−1 h 30 min");
        assertThat(HoursText.say(text, Duration.ofMinutes(90))).isEqualTo("1 h 30 min");
    }

    private static Reading reading(String hours) {
        Form form = new Form(Map.of("hours", List.of(hours)));
        return new Reading("field.path-hours", form, WordsForTests.english());
    }
}
