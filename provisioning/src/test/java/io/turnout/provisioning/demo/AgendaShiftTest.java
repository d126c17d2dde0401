package io.turnout.provisioning.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The demo's agenda has sessions on now, whenever it is started. */
class AgendaShiftTest {
    private static final ZoneId ZONE = ZoneId.of("America/New_York");
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 21);
    private static final Pattern EVENT =
            Pattern.compile(
                    "<date>([^<]+)</date>.*?<duration>(\\d+):(\\d+)</duration>", Pattern.DOTALL);

    @ParameterizedTest(name = "at {0}:20")
    @ValueSource(ints = {0, 3, 6, 9, 10, 11, 13, 15, 16, 19, 22, 23})
    @DisplayName("sessions are on now in more than ten rooms")
    void sessionsAreOnNow(int hour) throws IOException {
        LocalDateTime now = TODAY.atTime(hour, 20);
        String moved = move(now).xml();
        OffsetDateTime instant = now.atZone(ZONE).toOffsetDateTime();
        int on = 0;
        int events = 0;
        for (Matcher event = EVENT.matcher(moved); event.find(); events++) {
            OffsetDateTime start = OffsetDateTime.parse(event.group(1));
            Duration length =
                    Duration.ofHours(Long.parseLong(event.group(2)))
                            .plusMinutes(Long.parseLong(event.group(3)));
            on += !start.isAfter(instant) && start.plus(length).isAfter(instant) ? 1 : 0;
        }
        assertThat(events).isEqualTo(883);
        assertThat(on).isGreaterThan(10);
        assertThat(moved).contains("<time_zone_name>America/New_York</time_zone_name>");
    }

    @Test
    void movesByWholeDaysInTheDaytime() throws IOException {
        AgendaShift.Moved moved = move(TODAY.atTime(11, 20));
        assertThat(moved.hoursMoved()).isFalse();
        assertThat(moved.xml()).contains("date=\"2026-11-21\"").contains("date=\"2026-11-22\"");
        assertThat(move(TODAY.atTime(23, 20)).hoursMoved()).isTrue();
    }

    @Test
    void saysWhatIsWrongWithAFileThatIsNoSchedule() {
        AgendaShift shift = new AgendaShift(ZONE, TODAY.atTime(11, 20));
        assertThatThrownBy(() -> shift.move(text("<html/>")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no day");
        assertThatThrownBy(() -> shift.move(text("not xml")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not a schedule in XML");
    }

    private static AgendaShift.Moved move(LocalDateTime now) throws IOException {
        try (InputStream agenda =
                AgendaShiftTest.class.getResourceAsStream(
                        "/io/turnout/provisioning/demo-agenda.xml")) {
            return new AgendaShift(ZONE, now).move(Objects.requireNonNull(agenda));
        }
    }

    private static InputStream text(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
