package io.turnout.provisioning.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.turnout.provisioning.api.ApiException;
import io.turnout.provisioning.process.WrongClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Units whose wall clock is wrong, as real processes: every verdict is the right one, and the hub's
 * report tells the right times, within the bounds that it tells. {@code -Dturnout.clock.runs=20}
 * does each fault five times.
 */
class ClockIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int RUNS = Integer.getInteger("turnout.clock.runs", 4);
    private static final int SCANS = 6;
    private static final int TOGETHER = 4;
    private static final Duration HEAL = Duration.ofSeconds(60);
    private static final Duration HUB_READS_TIME = Duration.ofMillis(50);

    private final AtomicInteger nextBadge = new AtomicInteger();

    @TempDir Path directory;

    /** How the clock is wrong at first, and by how much more at each scan. */
    private enum Fault {
        STEPS_OF_A_MINUTE("Set forward") {
            @Override
            Duration wrongBy(int scan) {
                return Duration.ofMinutes(scan);
            }
        },
        IN_1970("Never set") {
            @Override
            Duration wrongBy(int scan) {
                return Duration.between(Instant.now(), Instant.EPOCH);
            }
        },
        TEN_YEARS_AHEAD("Ahead") {
            @Override
            Duration wrongBy(int scan) {
                return Duration.ofDays(3652);
            }
        },
        AN_HOUR_BEHIND("Behind") {
            @Override
            Duration wrongBy(int scan) {
                return Duration.ofHours(-1);
            }
        };

        private final String told;

        Fault(String told) {
            this.told = told;
        }

        abstract Duration wrongBy(int scan);
    }

    /** What the test knows of a scan: when it surely was. */
    private record Seen(Instant before, Instant after) {}

    @Test
    void theHubTellsRightTimesAndDoorsDecideRightWhateverTheWallClockSays() throws Exception {
        LeapingVenue.requireClocks();
        try (Venue venue = Venue.start(directory, RUNS * SCANS + 20);
                ExecutorService together = Executors.newFixedThreadPool(TOGETHER)) {
            List<Future<Duration>> runs = new ArrayList<>();
            for (int run = 0; run < RUNS; run++) {
                Fault fault = Fault.values()[run % Fault.values().length];
                String name = "clock-" + run;
                WrongClock clock = WrongClock.in(directory, name);
                runs.add(together.submit(() -> run(venue, clock, fault, name)));
            }
            Duration worst = Duration.ZERO;
            for (Future<Duration> run : runs) {
                Duration most = run.get();
                worst = most.compareTo(worst) > 0 ? most : worst;
            }
            System.out.printf("%d runs, off by %d ms at most%n", RUNS, worst.toMillis());
        }
    }

    private Duration run(Venue venue, WrongClock clock, Fault fault, String name) throws Exception {
        clock.set(fault.wrongBy(0));
        UnitSite unit = added(venue, name, clock);
        Awaitility.await(name + " has a list and the hub's time")
                .atMost(HEAL)
                .until(() ->
                        Venue.state(unit).path("clock").asText("").contains("hub")
                                || fault == Fault.STEPS_OF_A_MINUTE);
        List<Seen> seen = new ArrayList<>();
        for (int scan = 0; scan < SCANS; scan++) {
            if (scan == SCANS / 2) {
                unit.mqtt().pull();
                unit.http().pull();
            }
            clock.set(fault.wrongBy(scan));
            if (fault == Fault.STEPS_OF_A_MINUTE) {
                Thread.sleep(Duration.ofSeconds(5));
            }
            seen.add(scan(unit, venue.badge(nextBadge.getAndIncrement())));
        }
        unit.mqtt().plugIn();
        unit.http().plugIn();
        Duration worst = awaitRight(venue, name, seen);
        Awaitility.await("the page tells how the clock of " + name + " is wrong")
                .atMost(HEAL)
                .untilAsserted(() -> assertThat(row(venue, name)).contains(fault.told));
        unit.process().close();
        return worst;
    }

    /** One after the other: a site is one person's to set up. */
    private synchronized UnitSite added(Venue venue, String name, WrongClock clock)
            throws Exception {
        return venue.addUnit(name, clock.environment());
    }

    private static Seen scan(UnitSite unit, String badge) throws Exception {
        Instant before = Instant.now();
        String answer = Venue.scan(unit, badge);
        assertThat(JSON.readTree(answer).path("verdict").path("state").asText())
                .as(answer)
                .isEqualTo("in");
        return new Seen(before, Instant.now());
    }

    private static Duration awaitRight(Venue venue, String unit, List<Seen> seen) {
        List<Duration> worst = new ArrayList<>();
        Awaitility.await("the report has all scans of " + unit + " at their times")
                .atMost(HEAL)
                .ignoreExceptions()
                .untilAsserted(() -> {
                    List<Map<String, String>> rows = rows(venue, unit);
                    assertThat(rows).hasSize(seen.size());
                    Duration most = Duration.ZERO;
                    for (int i = 0; i < rows.size(); i++) {
                        Duration off = off(rows.get(i), seen.get(i));
                        most = off.compareTo(most) > 0 ? off : most;
                    }
                    worst.add(most);
                });
        return worst.getLast();
    }

    /** How far the time told is from when the scan was; its own bounds must allow for that. */
    private static Duration off(Map<String, String> row, Seen seen) {
        Instant told = Instant.parse(row.getOrDefault("time_utc", ""));
        String seconds = row.getOrDefault("time_uncertainty_s", "");
        Duration uncertain =
                Duration.ofSeconds(seconds.isEmpty() ? 0 : Long.parseLong(seconds))
                        .plus(HUB_READS_TIME);
        assertThat(uncertain).isLessThan(Duration.ofSeconds(5));
        assertThat(told).isBetween(seen.before().minus(uncertain), seen.after().plus(uncertain));
        assertThat(row).containsEntry("flagged", "no");
        Duration early = Duration.between(told, seen.before());
        Duration late = Duration.between(seen.after(), told);
        Duration off = early.compareTo(late) > 0 ? early : late;
        return off.isNegative() ? Duration.ZERO : off;
    }

    private static List<Map<String, String>> rows(Venue venue, String unit) throws ApiException {
        List<String> lines =
                venue.hub()
                        .api()
                        .text("/events/" + Site.EVENT + "/exports/check-ins.csv")
                        .lines()
                        .map(line -> line.replace("\uFEFF", "").replace("\"", ""))
                        .toList();
        List<String> columns = cells(lines.getFirst());
        return lines.stream()
                .skip(1)
                .map(ClockIT::cells)
                .map(cells ->
                        java.util.stream.IntStream.range(0, columns.size())
                                .boxed()
                                .collect(Collectors.toMap(columns::get, cells::get)))
                .filter(row -> unit.equals(row.get("unit")))
                .toList();
    }

    private static List<String> cells(String line) {
        return Arrays.asList(line.split(",", -1));
    }

    /** The row of the units' page that is about a unit. */
    private static String row(Venue venue, String unit) throws ApiException {
        String page = venue.hub().api().text("/events/" + Site.EVENT + "/units");
        return page.lines()
                .dropWhile(line -> !line.contains("<th scope=\"row\">") || !line.contains(unit))
                .takeWhile(line -> !line.contains("</tr>"))
                .collect(Collectors.joining("\n"));
    }
}
