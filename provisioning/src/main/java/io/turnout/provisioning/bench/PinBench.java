package io.turnout.provisioning.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.turnout.protocol.measure.Figure;
import io.turnout.protocol.measure.Pairs;
import io.turnout.provisioning.api.ApiException;
import io.turnout.provisioning.api.HubApi;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * G16: the end of a keynote. Within two minutes 2,000 attendees say who they are, enter its PIN and
 * see the verdict, at a hub in a process of its own, over HTTP, all from one address. What is
 * measured is what they wait for, on the client's side; each ninth of them makes one pair.
 */
final class PinBench {
    private static final int PEOPLE = 2_000;
    private static final Duration RUSH = Duration.ofMinutes(2);

    /** Those who come before, so that a program that has just started is not what is measured. */
    private static final int EARLY = 400;

    private static final Duration EARLY_RUSH = Duration.ofSeconds(40);
    private static final double LONGEST_MS = 100;
    private static final String HEADER =
            "number,family_name,given_name,email,licence_number,groups\n";
    private static final String EVENT = "/api/v1/events/bench";

    private final Path work;
    private final PrintWriter progress;

    PinBench(Path work, PrintWriter progress) {
        this.work = work;
        this.progress = progress;
    }

    /**
     * Measures.
     *
     * @throws IOException also where a check-in is missing in the hub's export, or there twice
     */
    List<Figure> measure(Path hubJar) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(work.resolve("g16"));
        try (BenchHub hub = BenchHub.start(hubJar, folder)) {
            List<String> badges = people(hub.api());
            String pin = keynote(hub.api());
            PinCrowd crowd = new PinCrowd(hub.url(), "/my/bench", pin);
            progress.printf("G16: %d attendees to begin with%n", EARLY);
            progress.flush();
            crowd.come(badges.subList(0, EARLY), EARLY_RUSH);
            progress.printf("G16: %d attendees within %s s%n", PEOPLE, RUSH.toSeconds());
            progress.flush();
            List<PinCrowd.Waits> waits = crowd.come(badges.subList(EARLY, EARLY + PEOPLE), RUSH);
            check(hub.api(), badges.size());
            return figures(waits);
        } catch (ApiException e) {
            throw new IOException("G16 could not be measured: " + e.getMessage(), e);
        }
    }

    private static List<String> people(HubApi api) throws ApiException {
        String csv =
                IntStream.range(0, EARLY + PEOPLE)
                        .mapToObj("P-%1$d,Family%1$d,Given%1$d,,,"::formatted)
                        .collect(Collectors.joining("\n", HEADER, "\n"));
        api.post(EVENT + "/attendees", "text/csv", csv);
        api.post(EVENT + "/badges", Map.of());
        return api.text(EVENT + "/badges")
                .lines()
                .skip(1)
                .map(line -> line.split(",", -1)[1])
                .toList();
    }

    /** Makes a session that is on now and has a seat for everybody; its PIN to check in. */
    private static String keynote(HubApi api) throws ApiException {
        Instant start = Instant.now().truncatedTo(ChronoUnit.MINUTES).minus(Duration.ofMinutes(5));
        Instant end = start.plus(Duration.ofHours(1));
        api.post(
                EVENT + "/sessions",
                Map.of(
                        "code",
                        "keynote",
                        "title",
                        "Keynote",
                        "room",
                        BenchHub.ROOM,
                        "date",
                        start.toString().substring(0, 10),
                        "startTime",
                        start.toString().substring(11, 16),
                        "endTime",
                        end.toString().substring(11, 16),
                        "capacity",
                        EARLY + PEOPLE));
        api.post(EVENT + "/pins", Map.of());
        JsonNode pins = api.get(EVENT + "/pins");
        return pins.get(0).path("in").asText();
    }

    /** None lost, none twice: everybody is in the export once. */
    private static void check(HubApi api, int people) throws ApiException, IOException {
        List<String> rows =
                api.text("/events/bench/exports/check-ins.csv")
                        .lines()
                        .skip(1)
                        .map(row -> row.substring(0, row.indexOf(',')))
                        .toList();
        long distinct = rows.stream().distinct().count();
        if (rows.size() != people || distinct != people) {
            throw new IOException(
                    "%d attendees entered the PIN; the export has %d check-ins of %d"
                            .formatted(people, rows.size(), distinct));
        }
    }

    private List<Figure> figures(List<PinCrowd.Waits> waits) {
        long[] all = waits.stream().flatMapToLong(PinCrowd.Waits::verdict).toArray();
        progress.printf(
                "G16: PIN to verdict, all %d: median %.1f ms, p99 %.1f ms, longest %.1f ms%n",
                all.length,
                Pairs.percentile(all, 50) / 1e6,
                Pairs.percentile(all, 99) / 1e6,
                all[all.length - 1] / 1e6);
        progress.flush();
        return List.of(
                figure("PIN sent to verdict shown", waits, PinCrowd.Waits::verdict),
                figure("any page before it", waits, PinCrowd.Waits::before));
    }

    private static Figure figure(
            String name, List<PinCrowd.Waits> waits, Function<PinCrowd.Waits, LongStream> which) {
        Pairs pairs = new Pairs();
        for (int part = 0; part < Pairs.FEWEST; part++) {
            int from = waits.size() * part / Pairs.FEWEST;
            int to = waits.size() * (part + 1) / Pairs.FEWEST;
            long[] nanos = waits.subList(from, to).stream().flatMapToLong(which).toArray();
            pairs.add(Pairs.percentile(nanos, 99) / 1e6, LONGEST_MS);
        }
        String what = "%s, p99, %,d attendees in two minutes".formatted(name, PEOPLE);
        return Figure.atMost(1, new Figure.Label("G16", what, "ms"), pairs);
    }
}
