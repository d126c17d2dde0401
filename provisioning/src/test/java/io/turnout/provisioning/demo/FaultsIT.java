package io.turnout.provisioning.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.turnout.provisioning.api.ApiException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nothing is lost and nothing counted twice when processes are killed, the hub with its broker too.
 * {@code turnout faults} does worse, for longer.
 */
class FaultsIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration HEAL = Duration.ofSeconds(90);
    private static final int UNITS = 3;

    /** Per unit: verdicts that the test saw with its own eyes and that must be recorded. */
    private final AtomicLongArray seen = new AtomicLongArray(UNITS);

    @TempDir Path directory;

    @Test
    void killingAnyProcessInACrowdLosesNothingAndCountsNothingTwice() throws Exception {
        try (Venue venue = Venue.start(directory, 300)) {
            AtomicBoolean open = new AtomicBoolean(true);
            List<Thread> crowd = crowd(venue, open);
            awaitSeen(20);
            kill(venue.unit(0).process().pid());
            awaitSeenMore(venue, 10);
            kill(venue.hub().process().pid());
            awaitSeenMore(venue, 10);
            open.set(false);
            for (Thread one : crowd) {
                one.join();
            }
            assertDelivered(venue);
        }
    }

    private List<Thread> crowd(Venue venue, AtomicBoolean open) {
        return java.util.stream.IntStream.range(0, UNITS)
                .mapToObj(index -> Thread.ofVirtual().start(() -> walk(venue, index, open)))
                .toList();
    }

    private void walk(Venue venue, int index, AtomicBoolean open) {
        Random random = new Random(index);
        while (open.get()) {
            String badge = venue.badge(random.nextInt(venue.badges().size()));
            try {
                JsonNode answer = JSON.readTree(Venue.scan(venue.unit(index), badge));
                if (answer.has("scan")) {
                    seen.incrementAndGet(index);
                }
            } catch (IOException e) {
                // The unit is dead or starting: nobody gets a verdict, nothing is to be counted.
                LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /**
     * Every journal is complete at the hub, the hub has each scan once, and at least what was
     * shown: a verdict may be journaled and its panel killed before it could answer.
     */
    private void assertDelivered(Venue venue) {
        Awaitility.await("all journals are at the hub")
                .atMost(HEAL)
                .ignoreExceptions()
                .untilAsserted(() -> {
                    venue.units().forEach(Venue::awaitOnline);
                    JsonNode counts = venue.counts();
                    long journaled = 0;
                    for (UnitSite unit : venue.units()) {
                        long upTo = upTo(counts, unit.name());
                        JsonNode state = Venue.state(unit);
                        assertThat(state.path("queue").asLong()).isZero();
                        assertThat(upTo).isEqualTo(state.path("lastNumber").asLong());
                        journaled += upTo;
                    }
                    assertThat(counts.path("totals").path("scans").asLong()).isEqualTo(journaled);
                });
        assertSeenAreThere(venue);
    }

    private void assertSeenAreThere(Venue venue) {
        try {
            JsonNode counts = venue.counts();
            for (int i = 0; i < UNITS; i++) {
                long upTo = upTo(counts, venue.unit(i).name());
                assertThat(upTo).isBetween(seen.get(i), seen.get(i) + 10);
            }
        } catch (ApiException e) {
            throw new AssertionError("the hub does not answer after healing", e);
        }
    }

    private static long upTo(JsonNode counts, String unit) {
        long sum = 0;
        for (JsonNode journal : counts.path("units")) {
            if (journal.path("unit").asText().equals(unit)) {
                sum += journal.path("upTo").asLong();
            }
        }
        return sum;
    }

    private void awaitSeen(long atLeast) {
        for (int i = 0; i < UNITS; i++) {
            int index = i;
            Awaitility.await("unit " + index + " shows verdicts")
                    .atMost(HEAL)
                    .until(() -> seen.get(index) >= atLeast);
        }
    }

    /** Waits for verdicts at every door, starting again what was killed. */
    private void awaitSeenMore(Venue venue, long more) {
        long[] before = new long[UNITS];
        for (int i = 0; i < UNITS; i++) {
            before[i] = seen.get(i);
        }
        for (int i = 0; i < UNITS; i++) {
            int index = i;
            Awaitility.await("unit " + index + " shows verdicts again")
                    .atMost(HEAL)
                    .until(() -> {
                        venue.watch();
                        return seen.get(index) >= before[index] + more;
                    });
        }
    }

    private static void kill(long pid) {
        ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
        process.destroyForcibly();
        process.onExit().join();
    }
}
