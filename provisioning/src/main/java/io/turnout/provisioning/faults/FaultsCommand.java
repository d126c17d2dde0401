package io.turnout.provisioning.faults;

import io.turnout.provisioning.api.ApiException;
import io.turnout.provisioning.faults.venue.Hub;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code turnout faults}: breaks a venue at random and counts what is lost. */
@Command(
        name = "faults",
        mixinStandardHelpOptions = true,
        description =
                "Breaks a hub, its broker and some units at random while people pass the doors, and"
                        + " compares what the doors showed with what the hub has. Exit code 1 when"
                        + " anything is off.")
public final class FaultsCommand implements Callable<Integer> {
    static final Logger LOG = LoggerFactory.getLogger(FaultsCommand.class);

    private static final int OFF = 1;
    private static final int CANNOT_START = 3;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(names = "--hub-jar", required = true, description = "The hub's program.")
    private Path hubJar = Path.of("venue-hub.jar");

    @Option(names = "--gateway-jar", required = true, description = "The unit's program.")
    private Path gatewayJar = Path.of("gateway-device.jar");

    @Option(
            names = "--runs",
            defaultValue = "100",
            description = "Faults to make. Default: ${DEFAULT-VALUE}.")
    private int runs;

    @Option(names = "--seed", description = "Seed of the plan. Default: any; it is printed.")
    private @Nullable Long seed;

    @Option(
            names = "--units",
            defaultValue = "4",
            description = "Doors, 3 to 16; the first two share a room. Default: ${DEFAULT-VALUE}.")
    private int units;

    @Option(
            names = "--faults",
            split = ",",
            description = "Kinds of faults, comma separated. Default: all that this machine can.")
    private @Nullable List<String> kinds;

    @Option(
            names = "--broker",
            defaultValue = "auto",
            description =
                    "own: the hub's; other: a Mosquitto apart; auto: other where it is installed.")
    private String broker = "auto";

    @Option(
            names = "--pace",
            defaultValue = "300",
            description = "Presentations a minute at each door. Default: ${DEFAULT-VALUE}.")
    private int pace;

    @Option(
            names = "--dir",
            description =
                    "Where to keep ledger, logs and disks; must be empty. Default: a"
                            + " temporary folder, deleted when all is well.")
    private @Nullable Path dir;

    @Option(names = "--json", description = "Print JSON instead of a table.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        long chosen = seed == null ? new SecureRandom().nextLong(1_000_000) : seed;
        Path directory =
                dir == null ? Files.createTempDirectory("turnout-faults-") : makeEmpty(dir);
        Thread runner = Thread.currentThread();
        CountDownLatch stopped = new CountDownLatch(1);
        Thread hook = Thread.ofPlatform().unstarted(() -> stop(runner, stopped));
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            Run run = new Run(request(directory, chosen), spec.commandLine().getErr());
            Report report = run.run();
            print(report, directory);
            if (report.isClean() && dir == null) {
                Hub.delete(directory);
            }
            return report.isClean() ? 0 : OFF;
        } catch (ApiException | IOException e) {
            LOG.debug("cannot go on", e);
            PrintWriter err = spec.commandLine().getErr();
            err.println("The run cannot go on: " + e.getMessage());
            err.println("Seed " + chosen + "; its ledger and logs stay in " + directory);
            return CANNOT_START;
        } finally {
            stopped.countDown();
        }
    }

    private Run.Request request(Path directory, long chosen) throws IOException {
        Abilities abilities = Abilities.of(directory, broker, kinds == null ? List.of() : kinds);
        return new Run.Request(
                hubJar, gatewayJar, directory, runs, chosen, units, pace, abilities, again(chosen));
    }

    private String again(long chosen) {
        String only = kinds == null ? "" : " --faults " + String.join(",", kinds);
        return "turnout faults --runs %d --seed %d --units %d --broker %s --pace %d%s"
                .formatted(runs, chosen, units, broker, pace, only);
    }

    private void print(Report report, Path directory) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        out.println(json ? report.json() : report.table());
        out.flush();
        if (dir != null || !report.isClean()) {
            Files.writeString(directory.resolve("report.json"), report.json());
        }
        if (!report.isClean()) {
            PrintWriter err = spec.commandLine().getErr();
            report.findings().stream().limit(50).forEach(err::println);
            err.println(report.findings().size() + " findings; ledger, logs, rows in " + directory);
            err.flush();
        }
    }

    private Path makeEmpty(Path wanted) throws IOException {
        Files.createDirectories(wanted);
        try (Stream<Path> files = Files.list(wanted)) {
            if (files.findAny().isPresent()) {
                throw new ParameterException(
                        spec.commandLine(), "--dir " + wanted + " is not empty: name a new folder");
            }
        }
        return wanted.toAbsolutePath();
    }

    /** Ctrl-C: end the run, and let it stop its children and its disks before the JVM ends. */
    private static void stop(Thread runner, CountDownLatch stopped) {
        runner.interrupt();
        try {
            if (!stopped.await(1, TimeUnit.MINUTES)) {
                System.err.println("The run did not stop its programs in a minute.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
