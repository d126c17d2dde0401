package io.turnout.hub.clock;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.hub.clock.BestTime.Said;
import io.turnout.hub.clock.Sighting.Bound;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The vectors of {@code best-times.csv}. */
final class BestTimeTest {
    private static final long NOON = 1_795_262_400_000L;
    private static final long FLOOR = ClockStory.NEVER_SET_BEFORE_MS;

    static List<String> vectors() throws IOException {
        try (BufferedReader reader =
                new BufferedReader(
                        new InputStreamReader(
                                Objects.requireNonNull(
                                        BestTimeTest.class.getResourceAsStream("best-times.csv")),
                                StandardCharsets.UTF_8))) {
            List<String> lines = reader.lines().filter(line -> !line.startsWith("#")).toList();
            assertThat(lines).hasSizeGreaterThan(15);
            return lines;
        }
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void isAsTheVectorSays(String vector) {
        List<String> f = Arrays.stream(vector.split("\\|", -1)).map(String::strip).toList();
        Said said = new Said(1, millis(f.get(1)), time(f.get(2)), f.get(3), time(f.get(4)));
        BootClock clock = new BootClock(bounds(f.get(5)), bounds(f.get(6)));
        assertThat(BestTime.of(said, clock, FLOOR))
                .isEqualTo(new BestTime(time(f.get(7)), time(f.get(8)), time(f.get(9))));
    }

    private static List<Bound> bounds(String text) {
        return text.isEmpty()
                ? List.of()
                : Stream.of(text.split(" ", -1)).map(BestTimeTest::bound).toList();
    }

    private static Bound bound(String text) {
        int at = text.indexOf('@');
        return new Bound(NOON + millis(text.substring(0, at)), millis(text.substring(at + 1)));
    }

    private static long time(String text) {
        return switch (text) {
            case "*" -> 0;
            case "floor" -> FLOOR;
            default -> NOON + millis(text);
        };
    }

    private static long millis(String seconds) {
        return Math.round(Double.parseDouble(seconds) * 1000);
    }
}
