package io.turnout.provisioning;

import io.turnout.provisioning.bench.BenchCommand;
import io.turnout.provisioning.demo.DemoCommand;
import io.turnout.provisioning.faults.FaultsCommand;
import io.turnout.provisioning.faults.SoakCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The technician's command line. Exit codes: 0 done, 1 unexpected, 2 usage, 3 cannot start. */
@Command(
        name = "turnout",
        mixinStandardHelpOptions = true,
        version = "turnout 0.1.0",
        description = "Puts units into service and shows the whole at work.",
        subcommands = {
            DemoCommand.class,
            BenchCommand.class,
            FaultsCommand.class,
            SoakCommand.class
        })
public final class Provision {
    private Provision() {}

    /**
     * Starts the program.
     *
     * @param args the command line
     */
    public static void main(String[] args) {
        System.exit(new CommandLine(new Provision()).execute(args));
    }
}
