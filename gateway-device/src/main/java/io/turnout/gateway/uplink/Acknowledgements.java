package io.turnout.gateway.uplink;

import io.turnout.gateway.journal.Journal;
import io.turnout.gateway.journal.JournalFailure;
import io.turnout.protocol.message.Ack;
import io.turnout.protocol.message.HubLife;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the hub's acknowledgements apart: one that came late or twice changes nothing, and the
 * first one of a new life of the hub counts as it is. Where that is lower than what the hub once
 * had, it was restored from an older copy and gets the scans again, as far as they are kept. A
 * broker may come back with words of lives that are over, so what it had kept begins no life while
 * one is known: the hub speaks at each connection. Thread-safe.
 */
final class Acknowledgements {
    private static final Logger LOG = LoggerFactory.getLogger(Acknowledgements.class);

    /** Lives that are over: a broker that outlives the hub may still repeat their words. */
    private static final int LIVES = 32;

    private final Journal journal;
    private final Deque<HubLife> over = new ArrayDeque<>();
    private final LongAdder setBacks = new LongAdder();
    private final LongAdder gone = new LongAdder();
    private Optional<HubLife> current = Optional.empty();

    Acknowledgements(Journal journal) {
        this.journal = journal;
    }

    /** What an acknowledgement means for this unit. */
    enum Meaning {
        /** The hub has scans up to a number. */
        NOTED,
        /** The hub wants scans again that it had. */
        AGAIN,
        /** It is not about what this unit has now. */
        NOT_OURS
    }

    /**
     * Takes it in.
     *
     * @param kept whether the broker had kept it
     */
    synchronized Meaning take(Ack ack, boolean kept) {
        boolean ofAnother = current.isPresent() && !ack.life().equals(current);
        if (ack.life().filter(over::contains).isPresent() || (kept && ofAnother)) {
            LOG.debug("an acknowledgement of another life of the hub");
            return Meaning.NOT_OURS;
        }
        try {
            return ack.epoch().equals(journal.epoch()) ? note(ack) : noteEarlier(ack);
        } catch (JournalFailure failed) {
            // A word that cannot be written down is no word: the next one is heard.
            LOG.warn("{}", failed.getMessage());
            return Meaning.NOTED;
        }
    }

    /** Of a journal before this one: it only says how much of what is left of it has arrived. */
    private Meaning noteEarlier(Ack ack) throws JournalFailure {
        return journal.acknowledge(ack.epoch(), ack.upTo()) ? Meaning.NOTED : Meaning.NOT_OURS;
    }

    private Meaning note(Ack ack) throws JournalFailure {
        boolean first = ack.life().isPresent() && !ack.life().equals(current);
        if (first && ack.upTo() < journal.acknowledged()) {
            setBack(ack.upTo());
            begin(ack.life());
            return Meaning.AGAIN;
        }
        if (!journal.acknowledge(ack.epoch(), ack.upTo())) {
            LOG.error(
                    "the hub has scans up to {}, the journal ends at {}: it has lost its end",
                    ack.upTo(),
                    journal.last());
            journal.startOver(ack.upTo());
            return Meaning.AGAIN;
        }
        if (first) {
            begin(ack.life());
            if (ack.upTo() == 0) {
                journal.earlierAgain();
            }
        }
        return Meaning.NOTED;
    }

    private void setBack(long upTo) throws JournalFailure {
        long had = journal.acknowledged();
        journal.setBack(upTo);
        setBacks.increment();
        long lost = Math.max(0, journal.first().orElse(upTo + 1) - upTo - 1);
        gone.add(lost);
        LOG.warn(
                "the hub had scans up to {} and has lost those after {}: {} are sent again, {} are"
                        + " not kept here any more",
                had,
                upTo,
                journal.waiting() - lost,
                lost);
    }

    private void begin(Optional<HubLife> life) {
        current.ifPresent(over::addLast);
        if (over.size() > LIVES) {
            over.removeFirst();
        }
        current = life;
    }

    /** How often the hub had lost scans that it had acknowledged. Alarm at any. */
    long setBacks() {
        return setBacks.sum();
    }

    /**
     * Scans that the hub wanted again and that are not kept any more. Alarm at any: they are lost.
     */
    long gone() {
        return gone.sum();
    }
}
