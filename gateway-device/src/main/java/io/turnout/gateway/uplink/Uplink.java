package io.turnout.gateway.uplink;

import io.turnout.gateway.journal.Journal;
import io.turnout.gateway.journal.JournalFailure;
import io.turnout.protocol.message.Ack;
import io.turnout.protocol.message.CommandResult;
import io.turnout.protocol.message.JournalEpoch;
import io.turnout.protocol.message.MessageCodec;
import io.turnout.protocol.message.SeatsHeld;
import io.turnout.protocol.message.Topics;
import io.turnout.protocol.message.UnitState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import javax.net.SocketFactory;
import javax.net.ssl.SSLContext;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the journal to the hub. The journal is the queue: after each connection, and whenever the
 * hub stays silent for too long, sending begins again after the last scan that the hub has
 * acknowledged. One thread of its own; few batches under way at a time.
 */
public final class Uplink implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Uplink.class);

    /** Several scans in so short a time travel together. */
    private static final Duration GROUPING = Duration.ofMillis(20);

    /** How long to wait for the retained acknowledgement before the first batch. */
    private static final Duration FIRST_ACK = Duration.ofSeconds(1);

    private static final Duration CLOSING = Duration.ofSeconds(5);

    private final UplinkConfig config;
    private final UplinkHooks hooks;
    private final Journal journal;
    private final Outbox outbox;
    private final Acknowledgements acknowledgements;
    private final MessageCodec codec = new MessageCodec();
    private final Incoming incoming;
    private final OwnWord word;
    private final Bell bell = new Bell();
    private final LongAdder resent = new LongAdder();
    private final RandomGenerator random;
    private final Thread thread;
    private volatile UplinkStatus status;
    private final Supplier<SocketFactory> sockets;
    private volatile boolean closed;
    private volatile boolean ackSeen;
    private boolean complained;
    private boolean useful;

    /**
     * Makes it; {@link #start} starts it.
     *
     * @param random spreads the attempts of many units after a hub's restart
     */
    public Uplink(UplinkConfig config, Journal journal, UplinkHooks hooks, RandomGenerator random) {
        this(config, journal, hooks, random, Optional.empty());
    }

    /**
     * The same.
     *
     * @param tls by which the unit shows who it is, asked anew for each connection; missing where
     *     it has a secret
     */
    public Uplink(
            UplinkConfig config,
            Journal journal,
            UplinkHooks hooks,
            RandomGenerator random,
            Optional<Supplier<SSLContext>> tls) {
        this.sockets = () -> sockets(tls);
        this.config = config;
        this.journal = journal;
        this.hooks = hooks;
        this.word = new OwnWord(hooks);
        this.random = random;
        this.outbox = new Outbox(journal, config.unit(), codec);
        this.acknowledgements = new Acknowledgements(journal);
        this.incoming =
                new Incoming(
                        codec,
                        new Topics(config.site()),
                        new Incoming.Takers(
                                this::acknowledged,
                                hooks.lists(),
                                hooks.changes(),
                                hooks.questions()::take,
                                hooks.seats(),
                                hooks.times(),
                                hooks.commands()));
        this.status = UplinkStatus.now(false, now());
        this.thread = Thread.ofPlatform().name("uplink").daemon().unstarted(this::run);
    }

    private static SocketFactory sockets(Optional<Supplier<SSLContext>> tls) {
        return tls.<SocketFactory>map(context -> new TlsSockets(context.get()))
                .orElseGet(PromptSockets::new);
    }

    /** Begins to connect. Returns at once. */
    public void start() {
        thread.start();
    }

    /** There is a new scan in the journal. Does not block. */
    public void wake() {
        bell.ring();
    }

    /** Something that the unit tells of itself is different now. Does not block. */
    public void infoChanged() {
        word.infoChanged();
        bell.ring();
    }

    /** What is kept of the hub's word on seats, in answer to it. Does not block. */
    public void held(SeatsHeld held) {
        word.held(held);
        bell.ring();
    }

    /** What became of a command. Does not block. */
    public void answer(CommandResult result) {
        if (word.answer(result)) {
            bell.ring();
        }
    }

    /** How the connection is. */
    public UplinkStatus status() {
        UplinkStatus known = status;
        return new UplinkStatus(
                known.online(),
                known.since(),
                incoming.malformed(),
                resent.sum(),
                acknowledgements.setBacks(),
                acknowledgements.gone());
    }

    public boolean online() {
        return status.online();
    }

    private void run() {
        Duration pause = config.firstPause();
        try {
            while (!closed) {
                boolean worked = serveOneConnection();
                online(false);
                pause = worked ? config.firstPause() : shorter(pause.multipliedBy(2));
                long millis = pause.toMillis();
                // Not on the bell: a crowd at the door must not hurry the attempts.
                bell.sleep(Duration.ofMillis(millis / 2 + random.nextLong(millis)), () -> closed);
            }
        } catch (InterruptedException _) {
            // Only close() interrupts; nothing is left to do.
        }
    }

    private Duration shorter(Duration pause) {
        return pause.compareTo(config.longestPause()) < 0 ? pause : config.longestPause();
    }

    /** Whether anything came of it: if not, the next attempt is put off for longer. */
    private boolean serveOneConnection() throws InterruptedException {
        useful = false;
        Signals signals = new Signals(incoming, bell);
        try (Link link = new Link(config, codec, signals, sockets.get())) {
            link.connect(hooks.state().at(UnitState.Status.LOST));
            greet(link);
            hooks.questions().goBy(link::ask);
            online(true);
            serve(link, signals);
        } catch (MqttException broken) {
            complain(broken.toString());
        } catch (JournalFailure unreadable) {
            LOG.error("scans stay here: {}", unreadable.getMessage());
        } catch (RuntimeException broken) {
            // The edge of this thread: Paho throws unchecked what it did not expect, and without
            // this thread no scan would ever be delivered again.
            LOG.error("{}: the connection broke down", config, broken);
        } finally {
            hooks.questions().goNowhere();
        }
        return useful;
    }

    /**
     * Subscribed anew at each connection: the session is a clean one. Changes first: what is
     * revoked shall be in force before the unit counts as online.
     */
    private void greet(Link link) throws MqttException, InterruptedException {
        ackSeen = false;
        link.subscribe(Topics.Kind.CHANGES);
        link.subscribe(Topics.Kind.ACK);
        link.subscribe(Topics.Kind.LIST);
        link.subscribe(Topics.Kind.ANSWER);
        link.subscribe(Topics.Kind.SEATS);
        link.subscribe(Topics.Kind.TIME);
        link.subscribe(Topics.Kind.COMMAND);
        word.greet(link);
        bell.sleep(FIRST_ACK, () -> ackSeen || closed);
    }

    private void serve(Link link, Signals signals)
            throws MqttException, JournalFailure, InterruptedException {
        Window window = windowOn(journal.delivering());
        Link.Delivery onItsWay = Link.Delivery.NONE;
        while (!closed && !signals.lost()) {
            word.tell(link, false);
            window = ofEpoch(window);
            onItsWay = step(link, signals, window, onItsWay);
        }
        if (closed && !signals.lost()) {
            word.answer(link);
            link.leave(hooks.state().at(UnitState.Status.DISCONNECTED));
        }
    }

    private Link.Delivery step(Link link, Signals signals, Window window, Link.Delivery onItsWay)
            throws MqttException, JournalFailure, InterruptedException {
        JournalEpoch epoch = window.epoch();
        useful = window.hears(journal.acknowledged(epoch), System.nanoTime()) || useful;
        Optional<Outbox.Batch> batch =
                window.isOpen() ? outbox.after(epoch, window.sent()) : Optional.empty();
        if (batch.isPresent()) {
            onItsWay.await();
            Link.Delivery next = link.send(batch.get().payload());
            window.goes(batch.get().last(), System.nanoTime());
            group(window);
            return next;
        }
        if (window.isIdle()) {
            boolean due = !bell.sleep(config.informEvery(), () -> wakes(signals, window));
            word.tell(link, due);
            useful = useful || due;
        } else {
            awaitHub(link, signals, window);
        }
        return onItsWay;
    }

    /** Earlier epochs go first; each has a window of its own. */
    private Window ofEpoch(Window window) {
        JournalEpoch epoch = journal.delivering();
        return epoch.equals(window.epoch()) ? window : windowOn(epoch);
    }

    private Window windowOn(JournalEpoch epoch) {
        return new Window(epoch, journal.acknowledged(epoch), config.resend(), System.nanoTime());
    }

    private boolean wakes(Signals signals, Window window) {
        return closed
                || signals.lost()
                || word.isDue()
                || !journal.delivering().equals(window.epoch())
                || (window.isOpen() && journal.reaches(window.epoch(), window.sent() + 1))
                || journal.acknowledged(window.epoch()) != window.acknowledged();
    }

    /** Scans that come right after the last one wait a little for each other. */
    private void group(Window window) throws InterruptedException {
        if (!journal.reaches(window.epoch(), window.sent() + 1)) {
            bell.sleep(GROUPING, () -> closed);
        }
    }

    /** Waits for the hub's word on what is under way; when it stays away, that is sent again. */
    private void awaitHub(Link link, Signals signals, Window window)
            throws MqttException, InterruptedException {
        Duration left = window.patience(System.nanoTime());
        if (!bell.sleep(left, () -> wakes(signals, window))) {
            resent.increment();
            window.giveUp(System.nanoTime());
            word.tell(link, true);
        }
    }

    private void acknowledged(Ack ack, boolean kept) {
        switch (acknowledgements.take(ack, kept)) {
            case NOT_OURS -> {
                return;
            }
            case AGAIN -> word.infoChanged(); // the hub must know where the journal begins
            case NOTED -> {}
        }
        ackSeen = true;
        bell.ring();
        hooks.changed().run();
    }

    private void online(boolean now) {
        if (status.online() != now) {
            status = UplinkStatus.now(now, now());
            complained = false;
            LOG.info("hub {}: {}", now ? "reached" : "lost", config);
            hooks.changed().run();
        }
    }

    /** Once per absence: a hub that is away for a night is one line. */
    private void complain(String what) {
        if (!complained) {
            LOG.warn("{}: {}; trying again", config, what);
            complained = true;
        }
    }

    private Instant now() {
        return hooks.state().at(UnitState.Status.READY).at();
    }

    /** Says good-bye to the hub and ends. Blocks up to 5 s. */
    @Override
    public void close() {
        closed = true;
        bell.ring();
        try {
            if (!thread.join(CLOSING)) {
                thread.interrupt();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
