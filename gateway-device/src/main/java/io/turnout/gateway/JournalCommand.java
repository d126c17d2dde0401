package io.turnout.gateway;

import io.turnout.gateway.identity.Identity;
import io.turnout.gateway.journal.CardCopy;
import io.turnout.gateway.journal.Journal;
import io.turnout.gateway.journal.JournalFailure;
import io.turnout.gateway.journal.JournalUnusable;
import io.turnout.gateway.journal.Kept;
import io.turnout.gateway.uplink.Outbox;
import io.turnout.protocol.message.CardJournals;
import io.turnout.protocol.message.MessageCodec;
import io.turnout.protocol.message.UnitId;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code journal}: what is on the card of a unit that is no more. */
@Command(
        name = "journal",
        description = {
            "Reads the journal in a unit's data directory, or on its card in this machine, and"
                    + " prints what a hub may lack of it: a line that says what there is, then a"
                    + " line for each batch. Nothing is written there. turnout recover brings it to"
                    + " the hub.",
            "Exit codes: 0 all that is there was printed, 3 it cannot be read."
        },
        mixinStandardHelpOptions = true)
final class JournalCommand implements Callable<Integer> {
    private static final int DONE = 0;
    private static final int CANNOT = 3;
    private static final Path ON_A_CARD = Path.of("var", "lib", "turnout-unit");

    private final MessageCodec codec = new MessageCodec();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            required = true,
            description = "The unit's data directory, or where its card is mounted.")
    private Path data = Path.of("");

    @Option(names = "--unit", description = "Which unit it was, where its card does not say so.")
    private @Nullable String unit;

    JournalCommand() {}

    @Override
    public Integer call() {
        try {
            Path folder = folder();
            print(folder, unit(folder));
            return DONE;
        } catch (CannotStart | JournalUnusable | JournalFailure | IOException cannot) {
            System.err.println(cannot.getMessage());
            return CANNOT;
        }
    }

    private Path folder() throws CannotStart {
        Path onCard = data.resolve(ON_A_CARD);
        Path folder = Files.isDirectory(onCard) ? onCard : data;
        if (!Files.isDirectory(folder.resolve("journal"))) {
            throw new CannotStart(
                    "there is no journal of a unit in "
                            + data
                            + ": give its data directory, or the folder where its card is mounted");
        }
        if (isHeld(folder)) {
            throw new CannotStart("a unit is running in " + folder + ": stop it first");
        }
        return folder;
    }

    /** Nobody holds what is mounted read-only. */
    private static boolean isHeld(Path folder) {
        try {
            return DataDir.inUse(folder);
        } catch (IOException _) {
            return false;
        }
    }

    private UnitId unit(Path folder) throws CannotStart, IOException {
        return unit == null ? enrolled(folder) : new UnitId(unit);
    }

    private static UnitId enrolled(Path folder) throws CannotStart, IOException {
        return Identity.open(DataDir.identity(folder))
                .map(identity -> identity.enrolled().unit())
                .orElseThrow(() ->
                        new CannotStart(
                                folder
                                        + " does not say which unit it was: give its name by"
                                        + " --unit"));
    }

    private void print(Path folder, UnitId of) throws IOException, JournalUnusable, JournalFailure {
        Path copy = Files.createTempDirectory("turnout-journal");
        try {
            CardCopy card = new CardCopy();
            card.copy(folder.resolve("journal"), copy);
            if (card.unreadable() > 0) {
                System.err.println(
                        "the card does not give " + card.unreadable() + " pieces of 4 kB any more");
            }
            try (Journal journal = Journal.open(copy)) {
                print(journal, of);
            }
        } finally {
            remove(copy);
        }
    }

    private void print(Journal journal, UnitId of) throws JournalFailure {
        Outbox outbox = new Outbox(journal, of, codec);
        line(
                codec.write(
                        new CardJournals(
                                of,
                                journal.kept().stream()
                                        .map(kept ->
                                                new CardJournals.Part(
                                                        kept.epoch(), kept.first(), kept.last()))
                                        .toList())));
        for (Kept kept : journal.kept()) {
            long at = kept.first() - 1;
            Optional<Outbox.Batch> batch = outbox.after(kept.epoch(), at);
            while (batch.isPresent()) {
                line(batch.get().payload());
                at = batch.get().last();
                batch = outbox.after(kept.epoch(), at);
            }
        }
    }

    private static void line(byte[] json) {
        PrintStream out = System.out;
        out.write(json, 0, json.length);
        out.write('\n');
        out.flush();
    }

    private static void remove(Path folder) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path each : entries) {
                if (Files.isDirectory(each)) {
                    remove(each);
                } else {
                    Files.delete(each);
                }
            }
        }
        Files.delete(folder);
    }
}
