package io.turnout.hub.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Times in exports")
class CellsTest {
    private static final DateTimeFormatter LOCAL =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx", Locale.ROOT);
    private static final DateTimeFormatter UTC =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);
    private static final List<ZoneId> ZONES =
            List.of(
                    ZoneId.of("Europe/Berlin"),
                    ZoneId.of("America/St_Johns"),
                    ZoneId.of("Asia/Kathmandu"),
                    ZoneId.of("Etc/UTC"),
                    ZoneOffset.UTC);

    @Test
    @DisplayName("R-3 are written as a formatter of the JDK would, in every zone and any year")
    void areWrittenAsTheFormatterWould() {
        long years = 12_000L * 366 * 86_400_000;
        LongStream anyYear = new Random(1).longs(20_000, -years, years);
        LongStream ours = new Random(2).longs(20_000, 0, 4_102_444_800_000L);
        LongStream twiceAnHour =
                LongStream.iterate(
                                Instant.parse("2026-10-24T23:30:00Z").toEpochMilli(),
                                at -> at + 59_001)
                        .limit(200);
        LongStream.concat(LongStream.concat(anyYear, ours), twiceAnHour)
                .mapToObj(Instant::ofEpochMilli)
                .forEach(CellsTest::isWrittenAlike);
    }

    private static void isWrittenAlike(Instant at) {
        assertThat(Cells.utc(at)).isEqualTo(UTC.format(at));
        for (ZoneId zone : ZONES) {
            boolean oldOffset = zone.getRules().getOffset(at).getTotalSeconds() % 60 != 0;
            if (!oldOffset) {
                assertThat(Cells.local(at, zone)).isEqualTo(LOCAL.format(at.atZone(zone)));
            }
        }
    }
}
