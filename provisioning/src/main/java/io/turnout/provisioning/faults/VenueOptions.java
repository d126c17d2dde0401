package io.turnout.provisioning.faults;

import io.turnout.provisioning.api.ApiException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What every run of a whole venue is told on the command line. */
final class VenueOptions {
    private static final int CANNOT_START = 3;

    @Option(names = "--hub-jar", required = true, description = "The hub's program.")
    Path hubJar = Path.of("venue-hub.jar");

    @Option(names = "--gateway-jar", required = true, description = "The unit's program.")
    Path gatewayJar = Path.of("gateway-device.jar");

    @Option(names = "--seed", description = "Seed of the run. Default: any; it is printed.")
    private @Nullable Long seed;

    @Option(
            names = "--units",
            defaultValue = "4",
            description = "Doors, 3 to 16; the first two share a room. Default: ${DEFAULT-VALUE}.")
    int units;

    @Option(
            names = "--broker",
            defaultValue = "auto",
            description =
                    "own: the hub's; other: a Mosquitto apart; auto: other where it is installed.")
    String broker = "auto";

    @Option(
            names = "--pace",
            defaultValue = "300",
            description = "Presentations a minute at each door. Default: ${DEFAULT-VALUE}.")
    int pace;

    @Option(
            names = "--dir",
            description =
                    "Where to keep ledger, logs and disks; must be empty. Default: a"
                            + " temporary folder, deleted when all is well.")
    @Nullable Path dir;

    @Option(names = "--json", description = "Print JSON instead of a table.")
    boolean json;

    long seed() {
        if (seed == null) {
            seed = new SecureRandom().nextLong(1_000_000);
        }
        return seed;
    }

    /** The folder of the run, empty. */
    Path directory(CommandSpec spec, String name) throws IOException {
        return dir == null
                ? Files.createTempDirectory("turnout-" + name + "-")
                : makeEmpty(spec, dir);
    }

    /**
     * Does a run that Ctrl-C and SIGTERM end in order.
     *
     * @param directory of the run
     * @return the exit code: the run's own, or that it could not go on
     */
    int run(CommandSpec spec, Path directory, InVenue run)
            throws IOException, InterruptedException {
        try (StopSignal _ = StopSignal.heeded()) {
            return run.in(directory);
        } catch (ApiException | IOException e) {
            FaultsCommand.LOG.debug("cannot go on", e);
            PrintWriter err = spec.commandLine().getErr();
            err.println("The run cannot go on: " + e.getMessage());
            err.println("Seed " + seed() + "; its ledger and logs stay in " + directory);
            err.flush();
            return CANNOT_START;
        }
    }

    /** What is done with a venue. */
    interface InVenue {
        /** Returns the exit code. */
        int in(Path directory) throws IOException, ApiException, InterruptedException;
    }

    private static Path makeEmpty(CommandSpec spec, Path wanted) throws IOException {
        Files.createDirectories(wanted);
        try (Stream<Path> files = Files.list(wanted)) {
            if (files.findAny().isPresent()) {
                throw new ParameterException(
                        spec.commandLine(), "--dir " + wanted + " is not empty: name a new folder");
            }
        }
        return wanted.toAbsolutePath();
    }
}
