package io.turnout.gateway.command;

import io.turnout.gateway.command.CommandRules.Judgement;
import io.turnout.gateway.command.TakenCommands.Entry;
import io.turnout.protocol.message.Command;
import io.turnout.protocol.message.CommandKind;
import io.turnout.protocol.message.CommandResult;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what the hub says, each command once: it is on the disk before it is done, so that a restart
 * does not come again after itself. One thread of its own; {@link #take} does not block.
 */
public final class Commands implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Commands.class);
    private static final int MOST_WAITING = 32;

    private final CommandRules rules;
    private final CommandFile file;
    private final Supplier<CommandRules.Moment> clock;
    private final Deeds deeds;
    private final Consumer<CommandResult> said;
    private final LongAdder done = new LongAdder();
    private final LongAdder stale = new LongAdder();
    private final LongAdder forged = new LongAdder();
    private final LongAdder dropped = new LongAdder();
    private final ExecutorService thread =
            new ThreadPoolExecutor(
                    1,
                    1,
                    0,
                    TimeUnit.SECONDS,
                    new ArrayBlockingQueue<>(MOST_WAITING),
                    Thread.ofPlatform().name("commands").daemon().factory());
    private TakenCommands taken = TakenCommands.NONE;

    /**
     * What became of commands since the start. Alarm on any {@code forged}: somebody else speaks as
     * the hub.
     *
     * @param stale of another boot, or too late
     * @param dropped too many at once; the hub says them again
     */
    public record Counts(long done, long stale, long forged, long dropped) {}

    /**
     * @param said brings what became of a command to the hub; must not block
     */
    public Commands(
            CommandRules rules,
            CommandFile file,
            Supplier<CommandRules.Moment> clock,
            Deeds deeds,
            Consumer<CommandResult> said) {
        this.rules = rules;
        this.file = file;
        this.clock = clock;
        this.deeds = deeds;
        this.said = said;
    }

    /** Reads what was taken before; what was under way then is brought to its end. */
    public void start() {
        submit(() -> {
            taken = file.read();
            taken.open().forEach(this::afterStart);
        });
    }

    /** Takes what claims to be a command. Returns at once. */
    public void take(Command command) {
        submit(() -> judge(command));
    }

    /** Another list is in use. Returns at once. */
    public void listChanged() {
        submit(() -> taken.open().forEach(this::synced));
    }

    public Counts counts() {
        return new Counts(done.sum(), stale.sum(), forged.sum(), dropped.sum());
    }

    private void submit(Runnable work) {
        try {
            thread.execute(work);
        } catch (RejectedExecutionException _) {
            dropped.increment(); // too many at once, or the unit is ending
        }
    }

    private void judge(Command command) {
        switch (rules.judge(command, clock.get(), taken)) {
            case Judgement.Good(CommandKind kind) -> obey(command, kind);
            case Judgement.Answered(CommandResult result) -> said.accept(result);
            case Judgement.Refused(CommandResult result) -> end(entry(command, result));
            case Judgement.Stale() -> stale.increment();
            case Judgement.Forged() -> {
                forged.increment();
                if (forged.sum() == 1) {
                    LOG.warn("a command without the hub's signature is not obeyed (said once)");
                }
            }
        }
    }

    private void obey(Command command, CommandKind kind) {
        LOG.info("command {}: {}", command.serial(), kind.word());
        switch (kind) {
            case IDENTIFY -> identify(command);
            case RESYNC -> resync(command);
            case RESTART -> restart(command);
        }
    }

    /** Kept as done before it is: a unit that flashes at each start finds nobody. */
    private void identify(Command command) {
        Entry shown = entry(command, CommandResult.done(command.serial()));
        if (keep(shown)) {
            boolean lit = deeds.identify().getAsBoolean();
            end(lit ? shown : with(shown, CommandResult.refused(command.serial(), "no-lights")));
        }
    }

    private void resync(Command command) {
        Entry entry = entry(command, CommandResult.taken(command.serial()));
        if (end(entry)) {
            deeds.tell().run();
            synced(entry);
        }
    }

    private void synced(Entry entry) {
        boolean here = revision(entry) <= deeds.revision().getAsLong();
        if (entry.what().equals(CommandKind.RESYNC.word()) && here) {
            end(with(entry, CommandResult.done(entry.serial())));
        }
    }

    private void restart(Command command) {
        Optional<Runnable> deed = deeds.restart();
        if (deed.isEmpty()) {
            end(entry(command, CommandResult.refused(command.serial(), "not-supervised")));
        } else if (end(entry(command, CommandResult.taken(command.serial())))) {
            deed.get().run();
        }
    }

    private void afterStart(Entry entry) {
        if (entry.what().equals(CommandKind.RESTART.word())) {
            end(with(entry, CommandResult.done(entry.serial())));
        } else {
            synced(entry);
        }
    }

    /** Keeps what became of a command, and says it; false where it cannot be kept. */
    private boolean end(Entry entry) {
        boolean kept = keep(entry);
        if (kept) {
            if (entry.result().outcome() == CommandResult.Outcome.DONE) {
                done.increment();
            }
            said.accept(entry.result());
        }
        return kept;
    }

    /** Where it cannot be kept nothing may be done, for it might be done again. */
    private boolean keep(Entry entry) {
        TakenCommands next = taken.with(entry);
        try {
            file.write(next);
        } catch (IOException full) {
            LOG.error("command {} is not taken: {}", entry.serial(), full.getMessage());
            said.accept(CommandResult.refused(entry.serial(), "disk"));
            return false;
        }
        taken = next;
        return true;
    }

    private static Entry entry(Command command, CommandResult result) {
        return new Entry(command.serial(), command.what(), command.detail(), result);
    }

    private static Entry with(Entry entry, CommandResult result) {
        return new Entry(entry.serial(), entry.what(), entry.detail(), result);
    }

    /** The least revision that will do; any, where the hub named none. */
    private static long revision(Entry entry) {
        return entry.detail()
                .filter(text -> text.matches("[0-9]{1,18}"))
                .map(Long::parseLong)
                .orElse(0L);
    }

    @Override
    public void close() {
        thread.shutdown();
    }
}
