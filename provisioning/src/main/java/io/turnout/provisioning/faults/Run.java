package io.turnout.provisioning.faults;

import io.turnout.provisioning.api.ApiException;
import io.turnout.provisioning.faults.ledger.Answer;
import io.turnout.provisioning.faults.ledger.Entry;
import io.turnout.provisioning.faults.ledger.Ledger;
import io.turnout.provisioning.faults.venue.Opening;
import io.turnout.provisioning.faults.venue.Options;
import io.turnout.provisioning.faults.venue.Unit;
import io.turnout.provisioning.faults.venue.Venue;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/** One run, from an empty folder to its report. */
final class Run {
    private static final int WORTH_A_CACHE = 60;
    private static final int MOST_SEATS_AT_FIRST = 6;

    /** What a door shows then, in English. */
    private static final Set<String> FULL =
            Set.of("All seats are taken", "Full as far as this door knows");

    private final Request request;
    private final PrintWriter progress;

    Run(Request request, PrintWriter progress) {
        this.request = request;
        this.progress = progress;
    }

    /**
     * What is wanted.
     *
     * @param perMinute presentations at each door
     * @param again the command that does the same
     */
    record Request(
            Path hubJar,
            Path gatewayJar,
            Path directory,
            int runs,
            long seed,
            int units,
            int perMinute,
            Abilities abilities,
            String again) {}

    Report run() throws IOException, ApiException, InterruptedException {
        long start = System.nanoTime();
        say("Seed " + request.seed() + ", in " + request.directory());
        request.abilities().left().forEach(each -> say("Left out: " + each));
        Random random = new Random(request.seed());
        int capacity = 1 + random.nextInt(MOST_SEATS_AT_FIRST);
        List<Planned> plan =
                Planned.plan(request.abilities().kinds(), request.runs(), request.seed());
        try (Ledger ledger = Ledger.create(request.directory().resolve("ledger.jsonl"));
                Venue venue =
                        Opening.open(
                                options(capacity), Clock.systemUTC(), request.seed(), this::say)) {
            Runner.Pace pace =
                    new Runner.Pace(
                            Duration.ofMinutes(1).dividedBy(request.perMinute()),
                            request.seed(),
                            capacity,
                            Clock.systemUTC());
            Runner runner = new Runner(venue, ledger, request.directory(), pace, this::say);
            runner.run(plan);
            keepRows(venue, runner.tally());
            return report(runner, ledger, Duration.ofNanos(System.nanoTime() - start));
        }
    }

    private Options options(int capacity) {
        return new Options(
                request.hubJar(),
                request.gatewayJar(),
                request.directory(),
                request.units(),
                capacity,
                request.abilities().otherBroker(),
                request.abilities().disks(),
                request.abilities().wrongClocks(),
                request.runs() >= WORTH_A_CACHE);
    }

    /** The disks go with the run; what is needed to find a cause stays. */
    private void keepRows(Venue venue, Tally tally) throws IOException {
        if (tally.findings().isEmpty()) {
            return;
        }
        venue.hub().backup(request.directory().resolve("rows.zip"));
        for (Unit unit : venue.units()) {
            copy(
                    unit.disk().folder().resolve("data").resolve("journal"),
                    request.directory().resolve(unit.name() + "-journal"));
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }

    private Report report(Runner runner, Ledger ledger, Duration took) {
        Tally tally = runner.tally();
        long unanswered =
                ledger.entries().stream()
                        .filter(entry -> entry.answer() instanceof Answer.Lost)
                        .count();
        return new Report(
                request.again(),
                request.seed(),
                took.truncatedTo(java.time.temporal.ChronoUnit.SECONDS).toString(),
                request.abilities().kinds().stream()
                        .map(kind -> Report.Row.of(kind, tally, runner.recoveries()))
                        .toList(),
                Report.Row.all(tally, runner.recoveries()),
                tally.idle(),
                ledger.size(),
                unanswered,
                ledger.entries().stream().filter(Run::isFull).count(),
                tally.times(),
                tally.mostInside(),
                runner.seats(),
                tally.accounted(),
                tally.findings(),
                request.abilities().left());
    }

    private static boolean isFull(Entry entry) {
        return entry.answer() instanceof Answer.Shown shown && FULL.contains(shown.text());
    }

    private void say(String line) {
        progress.println(line);
        progress.flush();
    }
}
