package io.turnout.provisioning.faults;

import io.turnout.provisioning.api.ApiException;
import io.turnout.provisioning.faults.ledger.Ledger;
import io.turnout.provisioning.faults.venue.Hub;
import io.turnout.provisioning.faults.venue.Machine;
import io.turnout.provisioning.faults.venue.Opening;
import io.turnout.provisioning.faults.venue.Options;
import io.turnout.provisioning.faults.venue.Venue;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code turnout soak}: a venue at work for long, and what it takes of its machines. */
@Command(
        name = "soak",
        mixinStandardHelpOptions = true,
        description =
                "Lets people pass the doors of a hub and some units for long, breaks nothing, and"
                        + " looks whether memory, threads, files or logs grow and whether every"
                        + " scan arrives once. Exit code 1 when anything is off.")
public final class SoakCommand implements Callable<Integer> {
    private static final int OFF = 1;
    private static final int FEWEST_LOOKS = 8;
    private static final int CAPACITY = 50;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Mixin private VenueOptions venue = new VenueOptions();

    @Option(
            names = "--minutes",
            defaultValue = "30",
            description = "How long, 2 or more. Default: ${DEFAULT-VALUE}.")
    private int minutes;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (minutes < 2) {
            throw new ParameterException(
                    spec.commandLine(), "--minutes " + minutes + ": 2 or more");
        }
        return venue.run(spec, venue.directory(spec, "soak"), this::run);
    }

    private int run(Path directory) throws IOException, ApiException, InterruptedException {
        SoakReport report = soak(directory);
        print(report, directory);
        return report.isClean() ? 0 : OFF;
    }

    private SoakReport soak(Path directory) throws IOException, ApiException, InterruptedException {
        boolean apart = Opening.otherBrokerIsThere() && !venue.broker.equals("own");
        Options options =
                new Options(
                        venue.hubJar,
                        venue.gatewayJar,
                        directory,
                        venue.units,
                        CAPACITY,
                        apart,
                        false,
                        false,
                        false);
        Duration between = Duration.ofMinutes(minutes).dividedBy(Math.max(FEWEST_LOOKS, minutes));
        int looks = Math.max(FEWEST_LOOKS, minutes);
        Map<String, List<Footprint>> footprints = new LinkedHashMap<>();
        say("Seed " + venue.seed() + ", in " + directory);
        try (Ledger ledger = Ledger.create(directory.resolve("ledger.jsonl"));
                Venue place = Opening.open(options, Clock.systemUTC(), venue.seed(), this::say)) {
            Runner runner = new Runner(place, ledger, directory, pace(), this::say);
            runner.soak(
                    looks,
                    between,
                    (number, presentations) -> {
                        look(place, apart, footprints);
                        say(
                                "%d of %d looks, %,d presentations"
                                        .formatted(number, looks, presentations));
                    });
            return new SoakReport(
                    again(),
                    between.toString(),
                    ledger.size(),
                    footprints,
                    runner.tally().findings());
        }
    }

    /** At all programs of ours. */
    private static void look(Venue place, boolean apart, Map<String, List<Footprint>> footprints)
            throws IOException {
        List<Machine> machines = place.machines();
        for (Machine machine : machines.subList(apart ? 1 : 0, machines.size())) {
            footprints
                    .computeIfAbsent(machine.name(), _ -> new ArrayList<>())
                    .add(Footprint.of(machine));
        }
    }

    private Runner.Pace pace() {
        Duration gap = Duration.ofMinutes(1).dividedBy(venue.pace);
        return new Runner.Pace(gap, venue.seed(), CAPACITY, Clock.systemUTC());
    }

    private String again() {
        return "turnout soak --minutes %d --seed %d --units %d --broker %s --pace %d"
                .formatted(minutes, venue.seed(), venue.units, venue.broker, venue.pace);
    }

    private void print(SoakReport report, Path directory) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        out.println(venue.json ? report.json() : report.table());
        out.flush();
        if (report.isClean() && venue.dir == null) {
            Hub.delete(directory);
        } else {
            Files.writeString(directory.resolve("report.json"), report.json());
        }
    }

    private void say(String line) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(line);
        err.flush();
    }
}
