package io.turnout.gateway.uplink;

import io.turnout.gateway.door.AskHub;
import io.turnout.protocol.access.Knowledge;
import io.turnout.protocol.badge.BadgeFingerprint;
import io.turnout.protocol.crypto.Ed25519;
import io.turnout.protocol.message.Answer;
import io.turnout.protocol.message.Ask;
import io.turnout.protocol.message.KnownBadge;
import io.turnout.protocol.message.UnitId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Questions to the hub, one at a time: each waits for its own answer up to the deadline, by the
 * monotonic clock, and no answer is remembered. Thread-safe.
 */
public final class Questions implements AskHub {
    private static final Logger LOG = LoggerFactory.getLogger(Questions.class);

    private final Asking asking;
    private final RandomGenerator random;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition answered = lock.newCondition();
    private final LongAdder asked = new LongAdder();
    private final LongAdder unanswered = new LongAdder();
    private final LongAdder unsent = new LongAdder();
    private final LongAdder late = new LongAdder();
    private final LongAdder forged = new LongAdder();
    private Predicate<Ask> way = _ -> false;
    private Optional<Ask> open = Optional.empty();
    private Optional<Knowledge> word = Optional.empty();

    /**
     * Who asks, and whom it believes.
     *
     * @param hubKey raw Ed25519 public key: only answers signed with it are believed
     * @param deadline how long a person may be kept waiting for an answer; zero: nobody is asked
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    public record Asking(UnitId unit, byte[] hubKey, Duration deadline) {}

    /**
     * How often what happened since the start. Alarm when {@code unanswered} grows while the hub is
     * online, and on any {@code forged}.
     *
     * @param asked questions sent
     * @param unanswered questions whose deadline passed, or whose connection broke
     * @param unsent questions that the connection did not take, or while another one was open
     * @param late answers that nobody waited for any more, or that nobody asked for
     * @param forged answers to an open question without the hub's signature
     */
    public record Counts(long asked, long unanswered, long unsent, long late, long forged) {}

    /**
     * @param random makes the ids of questions; not to be guessed
     */
    public Questions(Asking asking, RandomGenerator random) {
        this.asking = asking;
        this.random = random;
    }

    public Counts counts() {
        return new Counts(asked.sum(), unanswered.sum(), unsent.sum(), late.sum(), forged.sum());
    }

    /**
     * Where questions go from now on.
     *
     * @param publish must not block; false when the question was not taken
     */
    void goBy(Predicate<Ask> publish) {
        lock.lock();
        try {
            way = publish;
        } finally {
            lock.unlock();
        }
    }

    /** The connection is gone: whoever waits need not wait any longer. */
    void goNowhere() {
        lock.lock();
        try {
            way = _ -> false;
            word = Optional.of(new Knowledge.NotListed());
            answered.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Knowledge about(BadgeFingerprint badge) {
        if (asking.deadline().isZero()) {
            return new Knowledge.NotListed();
        }
        long deadline = System.nanoTime() + asking.deadline().toNanos();
        lock.lock();
        try {
            return ask(badge, deadline);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Knowledge.NotListed();
        } finally {
            lock.unlock();
        }
    }

    private Knowledge ask(BadgeFingerprint badge, long deadline) throws InterruptedException {
        Ask ask = new Ask(random.nextLong(), badge);
        if (open.isPresent() || !way.test(ask)) {
            unsent.increment();
            return new Knowledge.NotListed();
        }
        open = Optional.of(ask);
        word = Optional.empty();
        try {
            asked.increment();
            await(deadline);
            Knowledge told = word.orElseGet(Knowledge.NotListed::new);
            if (told instanceof Knowledge.NotListed) {
                unanswered.increment();
            }
            return told;
        } finally {
            open = Optional.empty();
        }
    }

    private void await(long deadline) throws InterruptedException {
        long left = deadline - System.nanoTime();
        while (word.isEmpty() && left > 0) {
            left = answered.awaitNanos(left);
        }
    }

    /** Takes an answer. Does not block for longer than it takes to check a signature. */
    void take(Answer answer) {
        Optional<Ask> ask = waitsFor(answer);
        if (ask.isEmpty()) {
            late.increment();
            return;
        }
        if (!signed(ask.get(), answer)) {
            forged.increment();
            if (forged.sum() == 1) {
                LOG.warn("an answer without the hub's signature is not believed (said once)");
            }
            return;
        }
        settle(ask.get(), knowledge(answer));
    }

    private Optional<Ask> waitsFor(Answer answer) {
        lock.lock();
        try {
            return open.filter(ask -> ask.id() == answer.id());
        } finally {
            lock.unlock();
        }
    }

    private void settle(Ask ask, Knowledge knowledge) {
        lock.lock();
        try {
            if (open.equals(Optional.of(ask))) {
                word = Optional.of(knowledge);
                answered.signalAll();
            } else {
                late.increment();
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean signed(Ask ask, Answer answer) {
        String content = Answer.signedContent(asking.unit(), ask, answer.known());
        try {
            byte[] signature = Base64.getDecoder().decode(answer.signature());
            return Ed25519.verify(
                    asking.hubKey(), content.getBytes(StandardCharsets.UTF_8), signature);
        } catch (IllegalArgumentException _) {
            // What is no base64 is no signature.
            return false;
        }
    }

    private static Knowledge knowledge(Answer answer) {
        return answer.known()
                .map(KnownBadge::entry)
                .<Knowledge>map(Knowledge.KnownToHub::new)
                .orElseGet(Knowledge.UnknownToHub::new);
    }
}
