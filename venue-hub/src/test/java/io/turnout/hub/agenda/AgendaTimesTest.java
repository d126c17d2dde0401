package io.turnout.hub.agenda;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AgendaTimesTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @ParameterizedTest
    @CsvSource({
        "00:30,    PT30M",
        "0:05,     PT5M",
        "1:30,     PT1H30M",
        "48:00,    PT48H",
        "1:06:30,  PT30H30M",
        "0:00:45,  PT45M",
        "0:30:00,  PT30M",
        "01:30:00, PT1H30M",
        "00:05:00, PT5M",
        "00:00:30, PT30S"
    })
    void readsLengths(String text, Duration length) {
        assertThat(AgendaTimes.length(text)).contains(length);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "30",
                "1:2:3",
                "00:60",
                "-0:30",
                "1:00:60",
                "12:00:61",
                "337:00",
                "٠١:٣٠",
                "PT5M"
            })
    void refusesOtherLengths(String text) {
        assertThat(AgendaTimes.length(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "2024-12-28T00:15:00+01:00, 2024-12-27T23:15:00Z",
        "2024-12-28T00:15:00+0100,  2024-12-27T23:15:00Z",
        "2024-12-28T00:15:00Z,      2024-12-28T00:15:00Z",
        "2024-12-28T00:15+01:00,    2024-12-27T23:15:00Z",
        "2024-12-28T00:15:00.5Z,    2024-12-28T00:15:00.5Z",
        "2024-12-28T00:15:00,       2024-12-27T23:15:00Z",
        "2024-07-28T00:15,          2024-07-27T22:15:00Z",
        "2024-12-28,                2024-12-28T08:30:00Z"
    })
    void readsInstants(String text, Instant instant) {
        assertThat(AgendaTimes.instant(text, LocalTime.of(9, 30), BERLIN)).contains(instant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "T",
                "2024-12-28T",
                "2024-12-28T00:15:00+99:00",
                "28.12.2024",
                "1066-10-14",
                "+999999999-12-31T23:59:59Z",
                "-4000-01-01",
                "2024-12-28 00:15:00+01:00",
                "2024-12-28T00:15:00-",
                "2024-12-28TT",
                "2024-12-28T00:15:00+01:00[Europe/Berlin]"
            })
    void refusesOtherInstants(String text) {
        assertThat(AgendaTimes.instant(text, LocalTime.of(9, 30), BERLIN)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"24:00", "9", "9:5", "09:60", "09:00:60", "0900", "9 am", "٠٩:٠٠"})
    void refusesOtherTimes(String text) {
        assertThat(AgendaTimes.time(text)).isEmpty();
    }
}
