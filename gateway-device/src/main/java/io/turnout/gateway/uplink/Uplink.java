package io.turnout.gateway.uplink;

import io.turnout.gateway.alert.Alerts;
import io.turnout.gateway.journal.Journal;
import io.turnout.gateway.journal.JournalFailure;
import io.turnout.protocol.message.Ack;
import io.turnout.protocol.message.Alert;
import io.turnout.protocol.message.Command;
import io.turnout.protocol.message.CommandResult;
import io.turnout.protocol.message.HubTime;
import io.turnout.protocol.message.JournalEpoch;
import io.turnout.protocol.message.ListNotice;
import io.turnout.protocol.message.MessageCodec;
import io.turnout.protocol.message.SeatNotice;
import io.turnout.protocol.message.SeatsHeld;
import io.turnout.protocol.message.Topics;
import io.turnout.protocol.message.UnitInfo;
import io.turnout.protocol.message.UnitState;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import javax.net.SocketFactory;
import javax.net.ssl.SSLContext;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.jspecify.annotations.Nullable;
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

    /** More than there are commands at a time; what is dropped the hub asks for again. */
    private static final int MOST_RESULTS = 32;

    private final UplinkConfig config;
    private final Hooks hooks;
    private final Journal journal;
    private final Outbox outbox;
    private final Acknowledgements acknowledgements;
    private final MessageCodec codec = new MessageCodec();
    private final Incoming incoming;
    private final Bell bell = new Bell();
    private final LongAdder resent = new LongAdder();
    private final RandomGenerator random;
    private final Thread thread;
    private volatile UplinkStatus status;
    private final Supplier<SocketFactory> sockets;
    private volatile boolean closed;
    private volatile boolean ackSeen;
    private volatile boolean infoDue;
    private final AtomicReference<@Nullable SeatsHeld> heldDue = new AtomicReference<>();
    private final Queue<CommandResult> results = new ArrayBlockingQueue<>(MOST_RESULTS);
    private final Map<Alerts.Kind, Optional<Alert>> said = new EnumMap<>(Alerts.Kind.class);
    private boolean complained;
    private boolean useful;

    /**
     * What the unit says of itself, and who is told what the hub says.
     *
     * @param state the unit's state with its boot and the time
     * @param info the unit as it is now
     * @param lists takes notices of lists; must not block
     * @param changes takes changes to lists as they travel; on return they are in force
     * @param questions go to the hub while it is there
     * @param seats takes the hub's word on seats; must not block
     * @param held what is kept of it, to be said at each connection
     * @param times takes what the hub says of time
     * @param commands takes what claims to be a command; must not block
     * @param alerts are told at each connection, and when {@link #infoChanged} was called
     * @param changed is told when the hub comes or goes, and of its acknowledgements; must not
     *     block
     */
    public record Hooks(
            StateSource state,
            Supplier<UnitInfo> info,
            Consumer<ListNotice> lists,
            Consumer<byte[]> changes,
            Questions questions,
            Consumer<SeatNotice> seats,
            Supplier<SeatsHeld> held,
            Consumer<HubTime> times,
            Consumer<Command> commands,
            Alerts alerts,
            Runnable changed) {}

    /** Makes the unit's state. */
    @FunctionalInterface
    public interface StateSource {
        UnitState at(UnitState.Status status);
    }

    /**
     * Makes it; {@link #start} starts it.
     *
     * @param random spreads the attempts of many units after a hub's restart
     */
    public Uplink(UplinkConfig config, Journal journal, Hooks hooks, RandomGenerator random) {
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
            Hooks hooks,
            RandomGenerator random,
            Optional<Supplier<SSLContext>> tls) {
        this.sockets = () -> sockets(tls);
        this.config = config;
        this.journal = journal;
        this.hooks = hooks;
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
        infoDue = true;
        bell.ring();
    }

    /** What is kept of the hub's word on seats, in answer to it. Does not block. */
    public void held(SeatsHeld held) {
        heldDue.set(held);
        bell.ring();
    }

    /** What became of a command. Does not block. */
    public void answer(CommandResult result) {
        if (results.offer(result)) {
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
        link.publish(Topics.Kind.STATE, hooks.state().at(UnitState.Status.READY), true);
        link.publish(Topics.Kind.INFO, hooks.info().get(), true);
        heldDue.set(null);
        link.publish(Topics.Kind.SEATS_HELD, hooks.held().get(), true);
        infoDue = false;
        said.clear();
        alert(link);
        bell.sleep(FIRST_ACK, () -> ackSeen || closed);
    }

    private void serve(Link link, Signals signals)
            throws MqttException, JournalFailure, InterruptedException {
        Window window = windowOn(journal.delivering());
        Link.Delivery onItsWay = Link.Delivery.NONE;
        while (!closed && !signals.lost()) {
            inform(link, false);
            window = ofEpoch(window);
            onItsWay = step(link, signals, window, onItsWay);
        }
        if (closed && !signals.lost()) {
            answer(link);
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
            inform(link, due);
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
                || infoDue
                || heldDue.get() != null
                || !results.isEmpty()
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
            inform(link, true);
        }
    }

    /** One that is lost is said again when the hub repeats its command. */
    private void answer(Link link) throws MqttException {
        for (CommandResult next = results.poll(); next != null; next = results.poll()) {
            link.publish(Topics.Kind.RESULT, next, false);
        }
    }

    private void inform(Link link, boolean due) throws MqttException {
        answer(link);
        SeatsHeld held = heldDue.getAndSet(null);
        if (held != null) {
            link.publish(Topics.Kind.SEATS_HELD, held, true);
        }
        if (due || infoDue) {
            infoDue = false;
            link.publish(Topics.Kind.INFO, hooks.info().get(), true);
            link.publish(Topics.Kind.SEATS_HELD, hooks.held().get(), true);
            alert(link);
        }
    }

    /** Also that a kind does not stand: the broker may still have it from an earlier life. */
    private void alert(Link link) throws MqttException {
        for (Alerts.Kind kind : Alerts.Kind.values()) {
            Optional<Alert> now = hooks.alerts().of(kind);
            if (!now.equals(said.get(kind))) {
                link.alert(kind.id(), now);
                said.put(kind, now);
            }
        }
    }

    private void acknowledged(Ack ack, boolean kept) {
        switch (acknowledgements.take(ack, kept)) {
            case NOT_OURS -> {
                return;
            }
            case AGAIN -> infoDue = true; // the hub must know where the journal begins
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
