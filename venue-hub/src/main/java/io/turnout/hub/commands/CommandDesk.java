package io.turnout.hub.commands;

import io.turnout.hub.fleet.ListKey;
import io.turnout.hub.identity.Audit;
import io.turnout.hub.store.Database;
import io.turnout.hub.store.Rounds;
import io.turnout.protocol.message.Command;
import io.turnout.protocol.message.CommandResult;
import io.turnout.protocol.message.MalformedMessage;
import io.turnout.protocol.message.MessageCodec;
import io.turnout.protocol.message.UnitId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/**
 * Says commands to units that are there, again until they answer, and closes those that nobody
 * answers. One at a time to each unit, in the order in which they were given: a unit refuses what
 * is older than what it took. Thread-safe.
 */
public final class CommandDesk implements AutoCloseable {
    private static final Duration SAY_AGAIN = Duration.ofSeconds(20);
    private static final Duration WHILE_OPEN = Duration.ofSeconds(5);
    private static final int MOST_WAITING = 1_000;
    private static final int MOST_SHOWN = 200;

    private final Ground ground;
    private final Outlets outlets;
    private final CommandBook book;
    private final MessageCodec codec = new MessageCodec();
    private final BlockingQueue<Answer> answers = new ArrayBlockingQueue<>(MOST_WAITING);
    private final LongAdder malformed = new LongAdder();
    private final LongAdder dropped = new LongAdder();
    private final Rounds rounds = new Rounds("commands", this::round);
    private volatile boolean open = true;

    private record Answer(UnitId unit, CommandResult result) {}

    /**
     * What it stands on.
     *
     * @param key signs commands, as it signs lists
     */
    public record Ground(Database database, Audit audit, ListKey key, InstantSource clock) {}

    /**
     * Whom it tells.
     *
     * @param unit publishes a command to a unit; false where it cannot now
     * @param changed is told the id of an event whose commands changed
     */
    public record Outlets(Publish unit, Consumer<String> changed) {}

    /** Brings a message to a unit. */
    @FunctionalInterface
    public interface Publish {
        boolean to(UnitId unit, byte[] payload);
    }

    /** What could not be taken since the start. Alarm at any growth. */
    public record Counts(long malformed, long dropped) {}

    CommandDesk(Ground ground, Outlets outlets) {
        this.ground = ground;
        this.outlets = outlets;
        this.book = new CommandBook(ground.audit(), ground.clock());
    }

    public static CommandDesk start(Ground ground, Outlets outlets) {
        CommandDesk desk = new CommandDesk(ground, outlets);
        desk.rounds.start();
        return desk;
    }

    /** Gives units a command. */
    List<CommandRow> give(Order order, List<Told> units, String who) {
        List<CommandRow> rows =
                ground.database()
                        .write(handle ->
                                units.stream()
                                        .map(told ->
                                                book.give(
                                                        handle,
                                                        told.unit(),
                                                        order,
                                                        told.detail(),
                                                        who))
                                        .toList());
        open = true;
        rounds.poke();
        return rows;
    }

    /** Who is told, and what that one needs to know. */
    record Told(UnitId unit, String detail) {}

    /** The last commands to the units of an event, the newest first. */
    public List<CommandRow> recent(String event) {
        return ground.database().read(handle -> book.recent(handle, event, MOST_SHOWN));
    }

    /** A unit is there. Returns at once. */
    public void heard() {
        if (open) {
            rounds.poke();
        }
    }

    /** Takes what a unit says became of a command. Returns at once. */
    public void receive(UnitId unit, byte[] payload) {
        try {
            if (payload.length > Command.MAX_BYTES) {
                malformed.increment();
                return;
            }
            if (!answers.offer(new Answer(unit, codec.read(payload, CommandResult.class)))) {
                dropped.increment(); // the command is said again, and answered again
            }
            rounds.poke();
        } catch (MalformedMessage _) {
            malformed.increment();
        }
    }

    public Counts counts() {
        return new Counts(malformed.sum(), dropped.sum());
    }

    @Override
    public void close() {
        rounds.close();
    }

    /** Writes down what came, closes what is over, says what is due; how long to wait then. */
    Duration round() {
        List<Answer> came = new ArrayList<>();
        answers.drainTo(came);
        if (!came.isEmpty() || open) {
            ground.database().write(handle -> changes(handle, came)).forEach(outlets.changed());
            say();
        }
        return open ? WHILE_OPEN : Rounds.UNTIL_POKED;
    }

    /** The events of those that changed. */
    private Set<String> changes(Handle handle, List<Answer> came) {
        long now = ground.clock().millis();
        Set<String> answered = new HashSet<>();
        for (Answer answer : came) {
            if (book.answered(handle, answer.unit(), answer.result())) {
                answered.add(answer.unit().value());
            }
        }
        Set<String> events = new HashSet<>(book.events(handle, answered));
        List<OpenCommand> rows = book.open(handle);
        open = !rows.isEmpty();
        for (OpenCommand each : rows) {
            boolean moved = each.moved();
            if (moved || each.row().untilMs() <= now) {
                CommandRow.State end = moved ? CommandRow.State.DONE : CommandRow.State.EXPIRED;
                book.close(handle, each.row(), end.key(), "");
                events.add(each.event());
            }
        }
        return events;
    }

    /** One that is taken holds up no other: a list may be long in coming. */
    private void say() {
        Set<String> busy = new HashSet<>();
        List<OpenCommand> sent = new ArrayList<>();
        for (OpenCommand each : ground.database().read(book::open)) {
            CommandRow row = each.row();
            boolean told = row.order().kind().isPresent();
            boolean first = row.state() == CommandRow.State.TAKEN || busy.add(row.unit());
            if (told && first && isSent(each)) {
                sent.add(each);
            }
        }
        if (!sent.isEmpty()) {
            ground.database().change(handle -> sent.forEach(each -> book.sent(handle, each.row())));
            sent.stream().map(OpenCommand::event).distinct().forEach(outlets.changed());
        }
    }

    /** Where it is due, and the broker takes it. */
    private boolean isSent(OpenCommand each) {
        CommandRow row = each.row();
        Instant now = ground.clock().instant();
        boolean due = now.toEpochMilli() - row.sentMs() >= SAY_AGAIN.toMillis();
        Optional<Command> word = due ? each.word(now) : Optional.empty();
        UnitId unit = new UnitId(row.unit());
        return word.isPresent() && outlets.unit().to(unit, signed(unit, word.get()));
    }

    private byte[] signed(UnitId unit, Command command) {
        return codec.write(command.with(ground.key().sign(unit, command)));
    }
}
