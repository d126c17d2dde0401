package io.turnout.hub;

import io.turnout.hub.agenda.EventBook;
import io.turnout.hub.agenda.EventId;
import io.turnout.hub.agenda.Events;
import io.turnout.hub.alerts.AlertWatch;
import io.turnout.hub.attendance.Attendance;
import io.turnout.hub.attendant.Deliveries;
import io.turnout.hub.broker.Broker;
import io.turnout.hub.broker.BrokerLink;
import io.turnout.hub.broker.OtherBroker;
import io.turnout.hub.certificates.CertificateDesk;
import io.turnout.hub.checkin.Arrival;
import io.turnout.hub.checkin.HubDoor;
import io.turnout.hub.checkin.PersonalLinks;
import io.turnout.hub.commands.CommandDesk;
import io.turnout.hub.credit.StoredCredits;
import io.turnout.hub.fleet.AccessLists;
import io.turnout.hub.fleet.Answers;
import io.turnout.hub.fleet.ChangeFeed;
import io.turnout.hub.fleet.HubTimes;
import io.turnout.hub.fleet.ListKey;
import io.turnout.hub.fleet.ListPublisher;
import io.turnout.hub.fleet.PhoneLists;
import io.turnout.hub.fleet.UnitReports;
import io.turnout.hub.fleet.Units;
import io.turnout.hub.fleet.UrgentChanges;
import io.turnout.hub.history.UnitHistory;
import io.turnout.hub.identity.ApiTokens;
import io.turnout.hub.identity.Audit;
import io.turnout.hub.identity.DownloadRecord;
import io.turnout.hub.identity.Setup;
import io.turnout.hub.identity.SignIn;
import io.turnout.hub.identity.Tokens;
import io.turnout.hub.ingest.Ingest;
import io.turnout.hub.people.BadgeDesk;
import io.turnout.hub.people.EventKeys;
import io.turnout.hub.people.PeopleBook;
import io.turnout.hub.privacy.Retention;
import io.turnout.hub.programs.MailServer;
import io.turnout.hub.programs.ProgramDesk;
import io.turnout.hub.seats.SeatDesk;
import io.turnout.hub.start.CannotStart;
import io.turnout.hub.start.DataDirectory;
import io.turnout.hub.start.Ports;
import io.turnout.hub.store.Database;
import io.turnout.hub.web.Assets;
import io.turnout.hub.web.Changes;
import io.turnout.hub.web.Feature;
import io.turnout.hub.web.HubServer;
import io.turnout.hub.web.Pages;
import io.turnout.hub.web.Route;
import io.turnout.hub.webhooks.Outbox;
import io.turnout.hub.webhooks.Webhooks;
import io.turnout.protocol.message.HubLife;
import io.turnout.protocol.message.MessageCodec;
import io.turnout.protocol.message.Topics;
import io.turnout.protocol.message.Topics.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The hub of an event, wired together in the order of its start. */
public final class HubProgram implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HubProgram.class);
    private static final Duration PATIENCE_WITH_LINK = Duration.ofSeconds(20);

    private final HubConfig config;
    private final InstantSource clock;
    private final MessageCodec codec = new MessageCodec();
    private final Deque<AutoCloseable> running = new ArrayDeque<>();

    private HubProgram(HubConfig config, InstantSource clock) {
        this.config = config;
        this.clock = clock;
    }

    /**
     * Starts everything.
     *
     * @throws CannotStart when something outside keeps it from starting; nothing runs then
     */
    public static Started start(HubConfig asked, InstantSource clock) throws CannotStart {
        HubProgram program = new HubProgram(withPorts(asked), clock);
        try {
            return program.wire();
        } catch (CannotStart | RuntimeException e) {
            program.close();
            throw e;
        }
    }

    /**
     * A running hub.
     *
     * @param config with the ports chosen
     * @param setupUrl where the first user is made, while there is none
     * @param routes every one it serves, with the right each needs
     * @param fingerprint of its authority, where it has one
     */
    public record Started(
            HubProgram program,
            HubConfig config,
            Optional<String> setupUrl,
            List<Route> routes,
            Optional<String> fingerprint) {
        public Started {
            routes = List.copyOf(routes);
        }

        /** How people know the hub, and what an operator gave up. */
        String note() {
            return fingerprint
                    .map(print -> "Fingerprint of this hub: " + print)
                    .orElse("Relaxed: units have passwords, and nothing is encrypted (tls).");
        }

        String readyLine() {
            String mqtt =
                    config.broker()
                            .map(OtherBroker::url)
                            .orElseGet(() -> String.valueOf(config.mqttPort()));
            return "Turnout hub ready: %s (mqtt %s, data %s)"
                    .formatted(config.url(), mqtt, config.dataDir());
        }
    }

    private Started wire() throws CannotStart {
        Ground ground = ground();
        Venue venue = venue(ground);
        running(
                Retention.start(
                        ground.database(),
                        ground.audit(),
                        clock,
                        event -> {
                            venue.phoneLists().changed(event.value());
                            venue.lists().changed(event.value());
                            ground.changes().happened(event.value());
                        }));
        HubServer server = serve(ground, venue);
        LOG.debug("serving at port {}", server.port());
        running(ground.changes()); // first to stop, so that live streams end before the server
        Optional<String> setupUrl =
                ground.setup().offer().map(token -> config.url() + "/setup?token=" + token);
        Optional<String> fingerprint = venue.trust().map(trust -> trust.authority().shown());
        return new Started(this, config, setupUrl, server.routes(), fingerprint);
    }

    private Ground ground() throws CannotStart {
        DataDirectory data = running(DataDirectory.claim(config.dataDir()));
        Database database = running(Database.open(data.path()));
        Audit audit = new Audit(clock);
        SignIn signIn = new SignIn(database, audit, clock);
        Setup setup = new Setup(database, signIn, audit, clock);
        ApiTokens tokens = new ApiTokens(database, audit, clock);
        Webhooks webhooks = running(Webhooks.start(database, audit, clock, config.webhooks()));
        return new Ground(data, database, audit, signIn, setup, tokens, new Changes(), webhooks);
    }

    private Venue venue(Ground ground) throws CannotStart {
        Database database = ground.database();
        Consumer<String> happened = ground.changes()::happened;
        Units units = new Units(database, ground.audit());
        Path keys = ground.data().privateFolder("keys");
        ListKey key = ListKey.open(keys);
        EventKeys badgeKeys = EventKeys.open(keys);
        Path lists = ground.data().privateFolder("lists");
        Optional<HubTrust> trust = HubTrust.open(config, ground, keys, clock);
        BrokerLink link = link(units, trust);
        ChangeFeed feed =
                new ChangeFeed(
                        database,
                        key,
                        clock,
                        (unit, word) -> link.publish(unit, Kind.CHANGES, word));
        AccessLists access =
                new AccessLists(database, new AccessLists.Keys(key, badgeKeys), lists, feed, clock);
        UrgentChanges urgent = running(UrgentChanges.start(feed));
        ListPublisher publisher =
                running(
                        ListPublisher.start(
                                access,
                                to ->
                                        link.publish(
                                                to.unit(), Kind.LIST, codec.write(to.notice()))));
        PhoneLists phoneLists = new PhoneLists(database, badgeKeys, clock);
        Consumer<String> listed =
                event -> {
                    phoneLists.changed(event);
                    publisher.changed(event);
                };
        PersonalLinks personalLinks = PersonalLinks.open(keys, clock);
        ProgramDesk programs = running(programs(ground, personalLinks, listed));
        Attendance attendance =
                running(
                        Attendance.start(
                                database,
                                new Outbox(ground.audit(), clock),
                                event -> {
                                    happened.accept(event);
                                    ground.webhooks().written();
                                    programs.read();
                                }));
        HubLife life = new HubLife(Tokens.random());
        HubDoor ownDoor = ownDoor(ground, badgeKeys);
        SeatDesk seats =
                running(
                        SeatDesk.start(
                                database,
                                key,
                                clock,
                                life,
                                (unit, notice) -> {
                                    if (HubDoor.isOne(unit)) {
                                        ownDoor.lent(unit, notice);
                                    } else {
                                        link.publish(unit, Kind.SEATS, codec.write(notice));
                                    }
                                }));
        Runnable stored =
                () -> {
                    seats.stored();
                    attendance.stored();
                };
        Deliveries deliveries = new Deliveries();
        Ingest.Outlets outlets =
                new Ingest.Outlets(
                        (unit, ack) -> {
                            if (!deliveries.acknowledged(unit, ack)) {
                                link.publish(unit, Kind.ACK, codec.write(ack));
                            }
                        },
                        stored);
        running(ownDoor)
                .start(
                        new HubDoor.Outlets(
                                seats::held, stored, event -> listed.accept(event.value())));
        Ingest ingest = running(new Ingest(database, codec, clock, life, outlets));
        HubTimes times = new HubTimes(key, clock);
        CommandDesk commands =
                running(
                        CommandDesk.start(
                                new CommandDesk.Ground(database, ground.audit(), key, clock),
                                new CommandDesk.Outlets(
                                        (unit, word) -> link.publish(unit, Kind.COMMAND, word),
                                        happened)));
        Consumer<String> reported =
                event -> {
                    happened.accept(event);
                    seats.changed(); // a unit counts as there once its word is written down
                    commands.heard();
                };
        UnitReports reports =
                running(
                        new UnitReports(
                                database,
                                clock,
                                reported,
                                publisher::changed,
                                (unit, info) -> {
                                    trust.ifPresent(own -> own.twins().spoke(unit, info.boot()));
                                    times.answer(unit, info)
                                            .ifPresent(time ->
                                                    link.publish(
                                                            unit, Kind.TIME, codec.write(time)));
                                }));
        Answers answers =
                running(
                        Answers.start(
                                database,
                                key,
                                clock,
                                (unit, answer) ->
                                        link.publish(unit, Kind.ANSWER, codec.write(answer))));
        ingest.readAgain();
        UnitMessages messages =
                new UnitMessages(ingest, ownDoor, reports, publisher, answers, seats, commands);
        running(link).start(messages);
        UnitHistory history = running(UnitHistory.start(database, clock));
        AlertWatch alerts = running(AlertWatch.start(database, ground.audit(), clock, happened));
        if (config.broker().isEmpty()) {
            awaitLink(link);
        }
        return new Venue(
                units,
                key,
                badgeKeys,
                access,
                publisher,
                feed,
                urgent,
                attendance,
                seats,
                phoneLists,
                deliveries,
                ownDoor,
                personalLinks,
                running(certificates(ground)),
                programs,
                trust,
                link,
                alerts,
                history,
                messages);
    }

    /** Nobody is told of badges made at it as of others: a fold that names them comes anyway. */
    private HubDoor ownDoor(Ground ground, EventKeys badgeKeys) {
        Database database = ground.database();
        BadgeDesk badges = new BadgeDesk(database, ground.audit(), clock, _ -> {}, _ -> {});
        return new HubDoor(
                database, HubDoor.Clocks.of(clock), new Arrival.Source(badges, badgeKeys));
    }

    private ProgramDesk programs(Ground ground, PersonalLinks links, Consumer<String> lists)
            throws CannotStart {
        return ProgramDesk.start(
                new ProgramDesk.Ground(ground.database(), ground.audit(), clock),
                MailServer.mailer(config.mail()),
                (event, attendee) -> links.address(config.url(), new EventId(event), attendee),
                lists);
    }

    private CertificateDesk certificates(Ground ground) {
        Database database = ground.database();
        Audit audit = ground.audit();
        return CertificateDesk.start(
                new CertificateDesk.Ground(database, audit, clock, config.url()),
                new EventBook(database, new Events(database, audit, clock), audit),
                new PeopleBook(database, audit, _ -> {}),
                new StoredCredits(database, clock),
                ground.changes()::happened);
    }

    /** Without a broker of its own the hub starts all the same: it has pages and reports. */
    private BrokerLink link(Units units, Optional<HubTrust> trust) throws CannotStart {
        Topics topics = new Topics(config.site());
        if (config.broker().isPresent()) {
            LOG.warn("{}", config.broker().get().relaxed());
            return BrokerLink.to(config.broker().get(), topics);
        }
        String secret = Tokens.random();
        Broker.Listen listen = new Broker.Listen(config.mqttHost(), config.mqttPort());
        if (trust.isPresent()) {
            Broker broker = running(trust.get().broker(listen, topics, secret));
            return new BrokerLink(trust.get().endpoint(listen, secret), topics, broker);
        }
        Broker broker = running(Broker.start(listen, topics, units::matches, secret));
        return new BrokerLink(BrokerLink.Endpoint.embedded(listen, secret), topics, broker);
    }

    private HubServer serve(Ground ground, Venue venue) throws CannotStart {
        Assets assets = new Assets();
        Pages pages = new Pages(assets);
        List<Feature> features = new HubFeatures(config, clock, ground, venue).all(assets, pages);
        HubServer.Routes routes =
                new HubServer.Routes(
                        pages,
                        features,
                        ground::who,
                        new DownloadRecord(ground.database(), ground.audit()));
        HubServer.Address address = new HubServer.Address(config.httpHost(), config.httpPort());
        HubServer.Encryption encryption =
                venue.trust().map(HubTrust::encryption).orElse(HubServer.Encryption.NONE);
        return running(HubServer.start(address, routes, encryption));
    }

    private static void awaitLink(BrokerLink link) throws CannotStart {
        try {
            if (link.isConnectedWithin(PATIENCE_WITH_LINK)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new CannotStart(
                "The hub cannot sign in to its own broker within "
                        + PATIENCE_WITH_LINK.toSeconds()
                        + " s: the log says why.");
    }

    private static HubConfig withPorts(HubConfig asked) throws CannotStart {
        return asked.withPorts(
                Ports.chosen(asked.httpHost(), asked.httpPort()),
                Ports.chosen(asked.mqttHost(), asked.mqttPort()),
                Ports.chosen(asked.mqttHost(), asked.security().unitsPort()));
    }

    private <T extends AutoCloseable> T running(T part) {
        running.push(part);
        return part;
    }

    /** Stops everything in the reverse order of its start: what has arrived is written first. */
    @Override
    public void close() {
        while (!running.isEmpty()) {
            AutoCloseable part = running.pop();
            try {
                part.close();
            } catch (Exception e) { // AutoCloseable declares no less; the others must stop too
                LOG.warn("{} did not stop cleanly", part.getClass().getSimpleName(), e);
            }
        }
    }
}
