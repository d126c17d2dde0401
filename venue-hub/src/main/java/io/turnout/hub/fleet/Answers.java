package io.turnout.hub.fleet;

import io.turnout.hub.store.Database;
import io.turnout.protocol.message.Answer;
import io.turnout.protocol.message.Ask;
import io.turnout.protocol.message.MalformedMessage;
import io.turnout.protocol.message.MessageCodec;
import io.turnout.protocol.message.UnitId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers units that ask about a badge, on a thread of its own: first come, first served, the
 * newest question of each unit only, and none that no unit waits for any more. Thread-safe.
 */
public final class Answers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);
    private static final Duration PATIENCE_AT_STOP = Duration.ofSeconds(5);
    private static final int MOST_UNITS = 1000;

    private final Database database;
    private final ListKey key;
    private final InstantSource clock;
    private final BiConsumer<UnitId, Answer> outlet;
    private final MessageCodec codec = new MessageCodec();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final LinkedHashMap<UnitId, Question> waiting = new LinkedHashMap<>();
    private final Set<UnitId> warned = ConcurrentHashMap.newKeySet();
    private final LongAdder known = new LongAdder();
    private final LongAdder unknown = new LongAdder();
    private final LongAdder dropped = new LongAdder();
    private final LongAdder malformed = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final Thread thread;
    private boolean stopping;

    private Answers(
            Database database,
            ListKey key,
            InstantSource clock,
            BiConsumer<UnitId, Answer> outlet) {
        this.database = database;
        this.key = key;
        this.clock = clock;
        this.outlet = outlet;
        this.thread = Thread.ofPlatform().name("answers").unstarted(this::run);
    }

    /**
     * Starts the thread.
     *
     * @param outlet publishes an answer to its unit; one that is lost is not said again
     */
    public static Answers start(
            Database database,
            ListKey key,
            InstantSource clock,
            BiConsumer<UnitId, Answer> outlet) {
        Answers answers = new Answers(database, key, clock, outlet);
        answers.thread.start();
        return answers;
    }

    /**
     * How often what happened since the start. Alarm when {@code dropped} grows for minutes, and on
     * any {@code failed}.
     *
     * @param known answers about a badge of the event
     * @param unknown answers that the event lacks the badge
     * @param dropped questions too old, overtaken by the same unit's next, or one too many
     * @param malformed questions that could not be read
     * @param failed questions of units that are not registered, or that the database could not
     *     answer
     */
    public record Counts(long known, long unknown, long dropped, long malformed, long failed) {}

    private record Question(UnitId unit, Ask ask, long arrivedNanos) {
        boolean isOld() {
            return System.nanoTime() - arrivedNanos > Ask.LONGEST_WAIT.toNanos();
        }
    }

    public Counts counts() {
        return new Counts(known.sum(), unknown.sum(), dropped.sum(), malformed.sum(), failed.sum());
    }

    /**
     * Takes a message from a unit's topic. Returns at once and never throws, whatever the message.
     */
    public void receive(UnitId from, byte[] payload) {
        if (payload.length > Ask.MAX_BYTES) {
            refuse(from);
            return;
        }
        try {
            offer(new Question(from, codec.read(payload, Ask.class), System.nanoTime()));
        } catch (MalformedMessage _) {
            refuse(from);
        }
    }

    /** What still waits is dropped: its unit decides without. */
    @Override
    public void close() {
        lock.lock();
        try {
            stopping = true;
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            thread.join(PATIENCE_AT_STOP);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void refuse(UnitId from) {
        malformed.increment();
        if (warned.size() < MOST_UNITS && warned.add(from)) {
            LOG.warn("unit {}: its question cannot be read (said once)", from);
        }
    }

    private void offer(Question question) {
        lock.lock();
        try {
            if (waiting.remove(question.unit()) != null || waiting.size() >= MOST_UNITS) {
                dropped.increment();
            }
            if (waiting.size() < MOST_UNITS) {
                waiting.put(question.unit(), question);
                arrived.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        try {
            for (Optional<Question> next = next(); next.isPresent(); next = next()) {
                deal(next.get());
            }
        } catch (InterruptedException _) {
            LOG.debug("the thread for answers was told to end");
        }
    }

    /** The oldest question; empty when it is time to stop. */
    private Optional<Question> next() throws InterruptedException {
        lock.lock();
        try {
            while (waiting.isEmpty() && !stopping) {
                arrived.await();
            }
            return stopping
                    ? Optional.empty()
                    : Optional.of(waiting.pollFirstEntry()).map(Map.Entry::getValue);
        } finally {
            lock.unlock();
        }
    }

    private void deal(Question question) {
        if (question.isOld()) {
            dropped.increment();
            return;
        }
        try {
            answer(question.unit(), question.ask());
        } catch (RuntimeException e) { // the edge of this thread: the next unit must be answered
            failed.increment();
            LOG.error("unit {}: a question could not be answered", question.unit(), e);
        }
    }

    private void answer(UnitId unit, Ask ask) {
        database.read(handle -> answer(new KnownBadges(handle), unit, ask))
                .ifPresentOrElse(answer -> say(unit, answer), failed::increment);
    }

    private Optional<Answer> answer(KnownBadges badges, UnitId unit, Ask ask) {
        return badges.place(unit)
                .map(place -> badges.find(place, ask.badge(), clock.instant()))
                .map(badge -> new Answer(ask.id(), badge, key.sign(unit, ask, badge)));
    }

    private void say(UnitId unit, Answer answer) {
        (answer.known().isPresent() ? known : unknown).increment();
        outlet.accept(unit, answer);
    }
}
