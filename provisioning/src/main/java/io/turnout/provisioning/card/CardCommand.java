package io.turnout.provisioning.card;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.turnout.protocol.message.EnrolTicket;
import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code turnout card}: makes a unit of a fresh Raspberry Pi OS, by what it reads at its start. */
@Command(
        name = "card",
        mixinStandardHelpOptions = true,
        description = {
            "Writes what a fresh card with Raspberry Pi OS (trixie) needs onto its boot partition:"
                    + " network, Turnout's packages, and the ticket by which the unit enrols. Put"
                    + " the card into the board, give it power, and the unit is there.",
            "The ticket is readable for whoever has the card until the first start; then for root"
                    + " alone, until the hub has taken it.",
            "Exit codes: 0 written and read back, 2 wrongly called, 3 not written, 4 what is on the"
                    + " card is not what was written."
        })
public final class CardCommand implements Callable<Integer> {
    private static final int DONE = 0;
    private static final int CANNOT = 3;
    private static final int WRONG = 4;
    private static final String TICKET_FILE = ".ticket";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "DIR", description = "Where the boot partition (bootfs) is mounted.")
    private Path folder = Path.of("");

    @Option(
            names = "--ticket",
            paramLabel = "FILE",
            description = "The unit's ticket; asked for without it.")
    private @Nullable Path ticket;

    @Option(
            names = "--name",
            description = "The machine's name on its network. Default: that of the ticket's file.")
    private @Nullable String name;

    @Option(
            names = "--wifi",
            paramLabel = "FILE",
            description = "Lines ssid=, password= and country= (DE). Without it: by cable.")
    private @Nullable Path wifi;

    @Option(names = "--ask-wifi", description = "Asks for the wireless network.")
    private boolean askWifi;

    @Option(
            names = "--source",
            paramLabel = "LINE",
            description = "Where Turnout's packages come from: \"deb https://… trixie main\".")
    private @Nullable String source;

    @Option(
            names = "--source-key",
            paramLabel = "FILE",
            description = "By which that source's packages are signed, armoured.")
    private @Nullable Path sourceKey;

    @Option(
            names = "--package",
            paramLabel = "FILE",
            description = "A .deb to bring along on the card, instead of a source. Repeatable.")
    private List<Path> packages = List.of();

    @Option(
            names = "--ssh-key",
            paramLabel = "FILE",
            description = "Public key of who may sign in as technician. Without it nobody may.")
    private @Nullable Path sshKey;

    @Option(names = "--replace", description = "Overwrites settings that are not Turnout's.")
    private boolean replace;

    @Option(names = "--check", description = "Reads the card back, and writes nothing.")
    private boolean check;

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Override
    public Integer call() {
        if (!check && (source == null) == packages.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "Give either --source or --package: the unit's program.");
        }
        try {
            Card card = Card.at(folder);
            if (!check) {
                write(card);
            }
            return say(card);
        } catch (CardProblem problem) {
            return failed(CANNOT, String.valueOf(problem.getMessage()));
        } catch (IOException e) {
            String why = e.getClass().getSimpleName() + ", " + e.getMessage();
            return failed(CANNOT, "Cannot read or write: " + why);
        }
    }

    private void write(Card card) throws IOException, CardProblem {
        List<String> foreign = card.foreign();
        if (!foreign.isEmpty() && !replace) {
            throw new CardProblem(
                    String.join(", ", foreign)
                            + " on this card are not Turnout's, and are left alone: take a fresh"
                            + " card, or give --replace to lose what is in them.");
        }
        CardOrder order = order();
        card.write(order.name(), order.ticket(), new CardFiles(order).all());
    }

    private Integer say(Card card) throws IOException {
        try {
            Card.Manifest manifest = card.check();
            if (json) {
                print(Map.of("good", true, "card", manifest));
            } else {
                spec.commandLine()
                        .getOut()
                        .printf(
                                "Good: this card makes %s, at the hub %s.%n"
                                        + "Fingerprint of the hub: %s%n%d files read back.%n",
                                manifest.name(),
                                manifest.hub(),
                                manifest.fingerprint(),
                                manifest.files().size());
            }
            return DONE;
        } catch (CardProblem wrong) {
            return failed(WRONG, String.valueOf(wrong.getMessage()));
        }
    }

    private int failed(int code, String why) {
        if (json) {
            print(Map.of("good", false, "why", why));
        } else {
            spec.commandLine().getErr().println(why);
        }
        return code;
    }

    private void print(Map<String, Object> answer) {
        spec.commandLine().getOut().println(JSON.valueToTree(new LinkedHashMap<>(answer)));
    }

    private CardOrder order() throws IOException, CardProblem {
        for (Path each : packages) {
            if (!each.getFileName().toString().endsWith(".deb") || !Files.isRegularFile(each)) {
                throw new CardProblem(each + " is no package: give a .deb file.");
            }
        }
        EnrolTicket parsed = ticket();
        return new CardOrder(
                name(),
                parsed,
                wifi(),
                Optional.ofNullable(source).map(String::strip),
                text(sourceKey),
                packages,
                text(sshKey).map(String::strip));
    }

    private EnrolTicket ticket() throws IOException, CardProblem {
        Optional<String> text = text(ticket);
        try {
            return EnrolTicket.parse(text.isPresent() ? text.get() : asked("Ticket: ", true));
        } catch (IllegalArgumentException e) {
            throw new CardProblem(
                    "That is no ticket: it begins with turnout:1: and is one line. Make one on the"
                            + " hub's page Units, Identities and tickets.",
                    e);
        }
    }

    private String name() throws CardProblem {
        Path file = ticket == null ? null : ticket.getFileName();
        String of = file == null ? "" : file.toString();
        String chosen =
                name == null && of.endsWith(TICKET_FILE)
                        ? of.substring(0, of.length() - TICKET_FILE.length())
                                .replaceAll("[_.]", "-")
                        : name == null ? "turnout-unit" : name;
        if (!chosen.matches("[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?")) {
            throw new CardProblem(
                    "A machine's name is 1 to 63 letters, digits and dashes: give --name.");
        }
        return chosen;
    }

    private Optional<Wifi> wifi() throws IOException, CardProblem {
        Optional<String> file = text(wifi);
        if (file.isPresent()) {
            return Optional.of(Wifi.parse(file.get()));
        }
        if (askWifi) {
            return Optional.of(
                    Wifi.of(
                            asked("Wireless network: ", false),
                            asked("Its password: ", true),
                            asked("Country (DE): ", false)));
        }
        return Optional.empty();
    }

    /** What nobody should see over a shoulder or find in a history of commands. */
    private static String asked(String question, boolean secret) throws CardProblem {
        Console person =
                Optional.ofNullable(System.console())
                        .filter(Console::isTerminal)
                        .orElseThrow(() ->
                                new CardProblem(
                                        "There is nobody to ask: give files by --ticket and"
                                                + " --wifi."));
        Optional<String> said =
                secret
                        ? Optional.ofNullable(person.readPassword("%s", question)).map(String::new)
                        : Optional.ofNullable(person.readLine("%s", question));
        return said.map(String::strip).orElse("");
    }

    private static Optional<String> text(@Nullable Path file) throws IOException {
        return file == null ? Optional.empty() : Optional.of(Files.readString(file));
    }
}
