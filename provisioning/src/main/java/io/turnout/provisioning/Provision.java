package io.turnout.provisioning;

import io.turnout.provisioning.bench.BenchCommand;
import io.turnout.provisioning.card.CardCommand;
import io.turnout.provisioning.demo.DemoCommand;
import io.turnout.provisioning.faults.FaultsCommand;
import io.turnout.provisioning.faults.SoakCommand;
import io.turnout.provisioning.units.RecoverCommand;
import io.turnout.provisioning.units.ReplaceCommand;
import io.turnout.provisioning.units.TicketsCommand;
import java.io.Console;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The technician's command line. Exit codes: 0 done, 1 unexpected, 2 usage, 3 cannot start. */
@Command(
        name = "turnout",
        mixinStandardHelpOptions = true,
        version = "turnout 0.1.0",
        description = {
            "Puts units into service and shows the whole at work.",
            "Without a command it asks what is to be done."
        },
        subcommands = {
            CardCommand.class,
            TicketsCommand.class,
            ReplaceCommand.class,
            RecoverCommand.class,
            DemoCommand.class,
            BenchCommand.class,
            FaultsCommand.class,
            SoakCommand.class,
            AutoComplete.GenerateCompletion.class
        })
public final class Provision implements Callable<Integer> {
    private static final int WRONGLY_USED = 2;

    @Spec private CommandSpec spec = CommandSpec.create();

    private Provision() {}

    /** The whole command line. */
    public static CommandLine commandLine() {
        return new CommandLine(new Provision());
    }

    /**
     * Starts the program.
     *
     * @param args the command line
     */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    @Override
    public Integer call() {
        Optional<Console> person =
                Optional.ofNullable(System.console()).filter(Console::isTerminal);
        if (person.isEmpty()) {
            spec.commandLine().usage(spec.commandLine().getErr());
            return WRONGLY_USED;
        }
        return new Wizard(spec.commandLine(), question -> answer(person.get(), question)).run();
    }

    private static String answer(Console console, String question) {
        String answer = console.readLine("%s", question);
        return answer == null ? "" : answer.strip();
    }
}
