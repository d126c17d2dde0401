package io.turnout.provisioning.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.turnout.protocol.badge.EventTag;
import io.turnout.protocol.badge.ShortCode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** A badge that the unit's list lacks, with the hub there and with the hub away. */
@Isolated("what it measures must not wait for another test")
class AskIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration HEAL = Duration.ofSeconds(30);
    private static final int LATECOMERS = 40;
    private static final int STRANGERS = 200;
    private static final String UNKNOWN = "This badge is not known";
    private static final String NOT_ON_LIST = "Not on the list as of \\d\\d:\\d\\d";

    private final Random random = new Random(3);

    @TempDir Path directory;

    @Test
    void theHubIsAskedAboutABadgeThatTheListLacksAndOtherwiseTheDoorSaysSo() throws Exception {
        try (Venue venue = Venue.start(directory, 20)) {
            UnitSite unit = venue.unit(0);
            long revision = revision(unit);
            unit.http().pull();
            Deque<String> latecomers = latecomers(venue, "L");

            JsonNode admitted = scanUntil(unit, latecomers, "in");
            assertThat(admitted.path("reason").asText()).isNotBlank().doesNotMatch(NOT_ON_LIST);
            assertThat(revision(unit)).as("the list did not come").isEqualTo(revision);

            measure(unit, tag(venue));

            unit.mqtt().pull();
            Awaitility.await().atMost(HEAL).until(() -> !online(unit));
            // Only now, or they would have come as changes to the list.
            JsonNode alone = scan(unit, latecomers(venue, "M").pop());
            assertThat(alone.path("state").asText()).isEqualTo("refused");
            assertThat(alone.path("reason").asText()).matches(NOT_ON_LIST);
            assertThat(scan(unit, stranger(tag(venue))).path("reason").asText())
                    .matches(NOT_ON_LIST);
            assertThat(scan(unit, venue.badge(0)).path("state").asText()).isEqualTo("in");
        }
    }

    /** Strangers are told that nobody knows them; most even on a machine that is busy. */
    private void measure(UnitSite unit, EventTag tag) throws Exception {
        long[] asking = new long[STRANGERS];
        long[] notAsking = new long[STRANGERS];
        int unknown = 0;
        for (int i = 0; i < STRANGERS; i++) {
            long start = System.nanoTime();
            String reason = scan(unit, stranger(tag)).path("reason").asText();
            asking[i] = System.nanoTime() - start;
            assertThat(reason).matches(UNKNOWN + "|" + NOT_ON_LIST);
            unknown += reason.equals(UNKNOWN) ? 1 : 0;
            start = System.nanoTime();
            scan(unit, stranger(new EventTag("XYZ")));
            notAsking[i] = System.nanoTime() - start;
        }
        System.out.printf(
                "scans at a panel: with a question %s, without %s, answered in time %d of %d%n",
                percentiles(asking), percentiles(notAsking), unknown, STRANGERS);
        assertThat(unknown).isGreaterThan(STRANGERS / 2);
    }

    private static String percentiles(long[] nanos) {
        long[] sorted = Arrays.stream(nanos).sorted().toArray();
        return "p50 %.1f ms p99 %.1f ms"
                .formatted(sorted[sorted.length / 2] / 1e6, sorted[sorted.length * 99 / 100] / 1e6);
    }

    /** People who register and get their badges now. */
    private static Deque<String> latecomers(Venue venue, String initial) throws Exception {
        StringBuilder csv =
                new StringBuilder("number,family_name,given_name,email,licence_number,groups\n");
        IntStream.range(0, LATECOMERS)
                .forEach(i -> csv.append("%s%03d,Late,Comer%d,,,\n".formatted(initial, i, i)));
        venue.hub().api().post(Venue.EVENT + "/attendees", "text/csv", csv.toString());
        venue.hub().api().post(Venue.EVENT + "/badges", Map.of());
        List<String> codes =
                venue.hub()
                        .api()
                        .text(Venue.EVENT + "/badges")
                        .lines()
                        .filter(line -> line.startsWith(initial))
                        .map(line -> line.split(",", -1)[1])
                        .toList();
        assertThat(codes).hasSize(LATECOMERS);
        return new ArrayDeque<>(codes);
    }

    /** A busy machine may miss the deadline; each time somebody else tries. */
    private static JsonNode scanUntil(UnitSite unit, Deque<String> badges, String state) {
        return Awaitility.await("somebody is " + state)
                .atMost(HEAL)
                .until(
                        () -> scan(unit, badges.pop()),
                        answer -> answer.path("state").asText().equals(state));
    }

    private static JsonNode scan(UnitSite unit, String text)
            throws IOException, InterruptedException {
        return JSON.readTree(Venue.scan(unit, text)).path("verdict");
    }

    private String stranger(EventTag tag) {
        return ShortCode.of(tag, random.nextLong(1L << 40)).text();
    }

    private static EventTag tag(Venue venue) {
        return new EventTag(venue.badge(0).substring(0, EventTag.LENGTH));
    }

    private static boolean online(UnitSite unit) throws Exception {
        return Venue.state(unit).path("hub").path("online").asBoolean();
    }

    private static long revision(UnitSite unit) throws Exception {
        return Venue.state(unit).path("list").path("revision").asLong();
    }
}
