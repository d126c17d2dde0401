package io.turnout.provisioning;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Asks for what a command needs, question by question, for whoever called none. Secrets it never
 * asks for: commands do that themselves, without showing them.
 */
final class Wizard {
    private static final int WRONGLY_USED = 2;

    /** What technicians do, in the order in which they do it. */
    private static final List<Task> TASKS =
            List.of(
                    new Task(
                            "Write a card for a unit",
                            "card",
                            List.of("--ticket", "--wifi", "--package", "--source")),
                    new Task(
                            "Make tickets for many units",
                            "tickets",
                            List.of("--token-file", "--authority", "--list")),
                    new Task(
                            "Put a new unit in the place of a broken one",
                            "replace",
                            List.of("--token-file", "--authority")),
                    new Task(
                            "Bring the scans on the card of a broken unit to the hub",
                            "recover",
                            List.of("--token-file", "--authority")));

    private final CommandLine line;
    private final Function<String, String> ask;

    /**
     * @param ask answers a question, with nothing where somebody only presses Enter
     */
    Wizard(CommandLine line, Function<String, String> ask) {
        this.line = line;
        this.ask = ask;
    }

    /**
     * Something to do.
     *
     * @param options asked for besides those that the command cannot do without
     */
    private record Task(String what, String command, List<String> options) {}

    /** Asks, says which command it comes to, and runs it. */
    int run() {
        for (int i = 0; i < TASKS.size(); i++) {
            line.getOut().printf("%d  %s%n", i + 1, TASKS.get(i).what());
        }
        Optional<Task> task = task(ask.apply("Number: "));
        if (task.isEmpty()) {
            line.usage(line.getErr());
            return WRONGLY_USED;
        }
        List<String> words = new ArrayList<>(List.of(task.get().command()));
        CommandLine command =
                Objects.requireNonNull(line.getSubcommands().get(task.get().command()));
        for (ArgSpec arg : command.getCommandSpec().args()) {
            words.addAll(asked(arg, task.get().options()));
        }
        line.getOut().printf("turnout %s%n", String.join(" ", words));
        return line.execute(words.toArray(String[]::new));
    }

    private static Optional<Task> task(String number) {
        return number.matches("[1-9]") && Integer.parseInt(number) <= TASKS.size()
                ? Optional.of(TASKS.get(Integer.parseInt(number) - 1))
                : Optional.empty();
    }

    private List<String> asked(ArgSpec arg, List<String> wanted) {
        Optional<String> name =
                arg instanceof OptionSpec option
                        ? Optional.of(option.longestName())
                        : Optional.empty();
        boolean needed = arg.required() && arg.defaultValue() == null;
        if (!needed && name.filter(wanted::contains).isEmpty()) {
            return List.of();
        }
        String about = String.join(" ", arg.description());
        String answer = ask.apply(about + (needed ? " " : " (Enter for none) "));
        if (answer.isEmpty()) {
            return List.of(); // what a command cannot do without, it says itself
        }
        return name.map(option -> List.of(option, answer)).orElseGet(() -> List.of(answer));
    }
}
