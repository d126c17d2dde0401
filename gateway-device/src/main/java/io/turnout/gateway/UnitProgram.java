package io.turnout.gateway;

import io.turnout.gateway.accesslist.AccessList;
import io.turnout.gateway.accesslist.AccessListStore;
import io.turnout.gateway.accesslist.ListFetcher;
import io.turnout.gateway.alert.Alerts;
import io.turnout.gateway.clock.KeptTime;
import io.turnout.gateway.clock.UnitClock;
import io.turnout.gateway.command.CommandFile;
import io.turnout.gateway.command.CommandRules;
import io.turnout.gateway.command.Commands;
import io.turnout.gateway.command.Deeds;
import io.turnout.gateway.door.Door;
import io.turnout.gateway.door.Outcome;
import io.turnout.gateway.door.Place;
import io.turnout.gateway.health.Progress;
import io.turnout.gateway.health.SignsOfLife;
import io.turnout.gateway.identity.Renewal;
import io.turnout.gateway.indicator.Signal;
import io.turnout.gateway.journal.Journal;
import io.turnout.gateway.journal.JournalFailure;
import io.turnout.gateway.linux.ServiceManager;
import io.turnout.gateway.metrics.UnitMetrics;
import io.turnout.gateway.panel.Changes;
import io.turnout.gateway.panel.Panel;
import io.turnout.gateway.panel.Unit;
import io.turnout.gateway.reader.Reader;
import io.turnout.gateway.seats.LentSeats;
import io.turnout.gateway.uplink.HubTimes;
import io.turnout.gateway.uplink.Questions;
import io.turnout.gateway.uplink.Uplink;
import io.turnout.gateway.uplink.UplinkConfig;
import io.turnout.gateway.uplink.UplinkHooks;
import io.turnout.protocol.message.CommandResult;
import io.turnout.protocol.message.ListNotice;
import io.turnout.protocol.message.SeatNotice;
import io.turnout.protocol.message.SeatsHeld;
import io.turnout.protocol.message.UnitInfo;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The unit, wired together: the constructor is the picture of the whole program. */
final class UnitProgram implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(UnitProgram.class);

    private final GatewayConfig config;
    private final Changes changes = new Changes();
    private final DataDir data;
    private final UnitClock clock;
    private final Journal journal;
    private final Alerts alerts;
    private final JournalWatch watch;
    private final ReaderWatch readerWatch;
    private final AccessListStore lists;
    private final Indicators indicators;
    private final Presses presses;
    private final Readers readers;
    private final Door door;
    private final LentSeats seats;
    private final ListFetcher fetcher;
    private final Optional<Renewal> renewal;
    private final Questions questions;
    private final Commands commands;
    private final Uplink uplink;
    private final Panel panel;
    private final Housekeeping housekeeping;
    private final HealthReport health;
    private final SelfReport self;
    private final Optional<SignsOfLife> signsOfLife;
    private final ExecutorService followUp =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().name("list-changed").daemon().factory());

    UnitProgram(GatewayConfig config, InstantSource time) throws CannotStart {
        this.config = config;
        data = DataDir.hold(config.dataDir());
        Proof proof = Proof.of(config);
        clock = Opening.clock(time);
        KeptTime keptTime = new KeptTime(data.time());
        keptTime.read().ifPresent(clock::remember);
        journal = Opening.journal(data, config);
        alerts = new Alerts(clock::best);
        lists = Opening.lists(data, config, this::adopted);
        lists.current().ifPresent(list -> clock.hasPassed(list.header().asOf()));
        InstantSource steady = () -> Instant.ofEpochMilli(clock.monotonicMillis());
        indicators = Indicators.of(config, steady);
        readers = Readers.of(config, steady);
        readerWatch = new ReaderWatch(readers.reader(), alerts);
        health = new HealthReport(config.dataDir(), readers.reader(), steady);
        self =
                new SelfReport(
                        config, clock, time.instant(), journal, lists, readers, indicators, health);
        questions =
                new Questions(
                        new Questions.Asking(
                                config.unit(), config.hubKey().raw(), config.askDeadline()),
                        new SecureRandom());
        commands =
                new Commands(
                        new CommandRules(config.unit(), config.hubKey().raw()),
                        new CommandFile(data.commands()),
                        () -> new CommandRules.Moment(clock.boot(), clock.monotonicMillis()),
                        deeds(),
                        this::answered);
        uplink =
                new Uplink(
                        UplinkConfig.of(
                                config.mqttUrl(), config.site(), config.unit(), proof.secret()),
                        journal,
                        new UplinkHooks(
                                self::state,
                                this::info,
                                this::announced,
                                lists::take,
                                questions,
                                this::seatsTold,
                                this::seatsHeld,
                                new HubTimes(
                                                config.unit(),
                                                config.hubKey().raw(),
                                                clock,
                                                this::told)
                                        ::take,
                                commands::take,
                                alerts,
                                this::hubChanged),
                        new SecureRandom(),
                        proof.tls());
        door = openDoor();
        door.admitUncounted(config.journal().full() == GatewayConfig.WhenFull.ADMIT_UNCOUNTED);
        presses = new Presses(door, indicators.indicator(), indicators::open, alerts, this::told);
        watch = new JournalWatch(journal, alerts, () -> door.counts().snapshot().uncounted());
        seats =
                new LentSeats(
                        new LentSeats.Settings(
                                config.unit(), journal::epoch, config.hubKey().raw(), clock),
                        door,
                        data.seats(),
                        uplink::held,
                        changes::changed);
        fetcher =
                new ListFetcher(
                        lists,
                        new ListFetcher.Hub(config.hubUrl(), proof.tls()),
                        config.unit(),
                        proof.secret(),
                        new SecureRandom());
        renewal = proof.renewal(alerts, clock, steady, uplink::online);
        panel = startPanel();
        housekeeping = new Housekeeping(journal, clock, keptTime, this::look);
        signsOfLife =
                ServiceManager.of(System.getenv(), ProcessHandle.current().pid())
                        .map(systemd -> new SignsOfLife(systemd, progress()));
    }

    /** From here on the world is heard. */
    void start() {
        lookAtJournalAndReader();
        indicators.start(presses.hooks());
        door.rest();
        commands.start();
        uplink.start();
        readers.reader().ifPresent(reader -> reader.start(door::present));
        housekeeping.start();
        signsOfLife.ifPresent(SignsOfLife::start);
        renewal.ifPresent(Renewal::start);
    }

    private Progress progress() {
        return new Progress(door::settles, journal::settles, health::turns);
    }

    /** What the program says when it is ready. */
    String readyLine() {
        return "Turnout unit %s ready: panel http://%s:%d (room %s, data %s)"
                .formatted(
                        config.unit(),
                        config.panel().host(),
                        panel.port(),
                        lists.current()
                                .map(list -> list.header().room().value())
                                .orElse("not known yet"),
                        data);
    }

    private Door openDoor() {
        return Door.open(
                new Door.Surroundings(
                        lists::current,
                        journal,
                        indicators.indicator(),
                        clock,
                        uplink::online,
                        questions,
                        this::dealt,
                        config.untrustedClock()),
                Place.unassigned(config.unit()),
                config.mode());
    }

    private Panel startPanel() throws CannotStart {
        GatewayConfig.PanelAt at = config.panel();
        Unit unit =
                new Unit(
                        config.unit(),
                        door,
                        indicators.indicator(),
                        journal,
                        lists::current,
                        uplink::status,
                        clock,
                        config.untrustedClock(),
                        alerts,
                        metrics()::text,
                        readers.hands());
        try {
            return new Panel(at.host(), at.port(), unit, changes);
        } catch (IOException refused) {
            throw new CannotStart(
                    "the panel cannot listen on %s port %d (%s): stop what uses it, or give another panel.host or panel.port"
                            .formatted(at.host(), at.port(), refused.getMessage()),
                    refused);
        }
    }

    private UnitMetrics metrics() {
        return new UnitMetrics(
                new UnitMetrics.Sources(
                        this::info,
                        () -> door.counts().snapshot(),
                        uplink::status,
                        commands::counts,
                        alerts::all));
    }

    private void dealt(Outcome outcome) {
        uplink.wake();
        lookAtJournalAndReader();
        changes.changed();
    }

    /**
     * Not on the thread that brought the list: the door may be waiting there for an answer of the
     * hub, which comes on the same thread as changes do. The list counts already.
     */
    private void adopted(AccessList list) {
        followUp.execute(() -> {
            clock.hasPassed(list.header().asOf());
            door.listChanged();
            uplink.infoChanged();
            commands.listChanged();
            changes.changed();
        });
    }

    private Deeds deeds() {
        return new Deeds(this::identify, this::told, lists::revision, restart());
    }

    private boolean identify() {
        indicators.indicator().show(Signal.IDENTIFY);
        return !indicators.word().equals("broken");
    }

    /** Only where systemd starts the program again; ended as it ends it. */
    private static Optional<Runnable> restart() {
        return ServiceManager.of(System.getenv(), ProcessHandle.current().pid())
                .<Runnable>map(
                        _ -> () -> Thread.ofPlatform().name("restart").start(() -> System.exit(0)));
    }

    private void answered(CommandResult result) {
        uplink.answer(result);
    }

    private void announced(ListNotice notice) {
        fetcher.announced(notice);
    }

    /** Tells the hub at once; of a time, what it hears next bounds it from both sides. */
    private void told() {
        uplink.infoChanged();
        changes.changed();
    }

    private void seatsTold(SeatNotice notice) {
        seats.take(notice);
    }

    private SeatsHeld seatsHeld() {
        return seats.held();
    }

    private void hubChanged() {
        door.rest();
        changes.changed();
    }

    private UnitInfo info() {
        return self.info(door, presses);
    }

    private void look() {
        boolean failed = journal.failing();
        journal.retry();
        lookAtJournalAndReader();
        if (failed && !journal.failing()) {
            door.rest();
        }
    }

    private void lookAtJournalAndReader() {
        boolean news = watch.look();
        if (readerWatch.look() || news) {
            uplink.infoChanged();
            changes.changed();
        }
    }

    /** In the order in which nothing is cut off in the middle: readers first, the journal last. */
    @Override
    public void close() {
        signsOfLife.ifPresent(SignsOfLife::close);
        readers.reader().ifPresent(Reader::close);
        // Dark and locked before anything that may take time.
        indicators.close();
        panel.close();
        housekeeping.close();
        renewal.ifPresent(Renewal::close);
        fetcher.close();
        commands.close();
        uplink.close();
        followUp.shutdownNow();
        seats.close();
        lists.close();
        try {
            journal.close();
            data.close();
        } catch (JournalFailure | IOException failed) {
            LOG.warn("closing: {}", failed.getMessage());
        }
    }
}
