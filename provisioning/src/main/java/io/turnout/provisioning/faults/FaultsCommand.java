package io.turnout.provisioning.faults;

import io.turnout.provisioning.api.ApiException;
import io.turnout.provisioning.faults.venue.Hub;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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

    @Spec private CommandSpec spec = CommandSpec.create();

    @Mixin private VenueOptions venue = new VenueOptions();

    @Option(
            names = "--runs",
            defaultValue = "100",
            description = "Faults to make. Default: ${DEFAULT-VALUE}.")
    private int runs;

    @Option(
            names = "--faults",
            split = ",",
            description = "Kinds of faults, comma separated. Default: all that this machine can.")
    private @Nullable List<String> kinds;

    @Override
    public Integer call() throws IOException, InterruptedException {
        return venue.run(spec, venue.directory(spec, "faults"), this::run);
    }

    private int run(Path directory) throws IOException, ApiException, InterruptedException {
        Report report = new Run(request(directory), spec.commandLine().getErr()).run();
        print(report, directory);
        if (report.isClean() && venue.dir == null) {
            Hub.delete(directory);
        }
        return report.isClean() ? 0 : OFF;
    }

    private Run.Request request(Path directory) throws IOException {
        Abilities abilities =
                Abilities.of(directory, venue.broker, kinds == null ? List.of() : kinds);
        return new Run.Request(
                venue.hubJar,
                venue.gatewayJar,
                directory,
                runs,
                venue.seed(),
                venue.units,
                venue.pace,
                abilities,
                again());
    }

    private String again() {
        String only = kinds == null ? "" : " --faults " + String.join(",", kinds);
        return "turnout faults --runs %d --seed %d --units %d --broker %s --pace %d%s"
                .formatted(runs, venue.seed(), venue.units, venue.broker, venue.pace, only);
    }

    private void print(Report report, Path directory) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        out.println(venue.json ? report.json() : report.table());
        out.flush();
        if (venue.dir != null || !report.isClean()) {
            Files.writeString(directory.resolve("report.json"), report.json());
        }
        if (!report.isClean()) {
            PrintWriter err = spec.commandLine().getErr();
            report.findings().stream().limit(50).forEach(err::println);
            err.println(report.findings().size() + " findings; ledger, logs, rows in " + directory);
            err.flush();
        }
    }
}
