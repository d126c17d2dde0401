package io.turnout.hub;

import io.turnout.hub.agenda.EventBook;
import io.turnout.hub.agenda.EventId;
import io.turnout.hub.agenda.Events;
import io.turnout.hub.alerts.AlertWatch;
import io.turnout.hub.attendance.Attendance;
import io.turnout.hub.attendant.Deliveries;
import io.turnout.hub.broker.Broker;
import io.turnout.hub.broker.BrokerLink;
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
import io.turnout.hub.identity.Audit;
import io.turnout.hub.identity.Tokens;
import io.turnout.hub.ingest.Ingest;
import io.turnout.hub.people.BadgeDesk;
import io.turnout.hub.people.EventKeys;
import io.turnout.hub.people.PeopleBook;
import io.turnout.hub.programs.MailServer;
import io.turnout.hub.programs.ProgramDesk;
import io.turnout.hub.seats.SeatDesk;
import io.turnout.hub.start.CannotStart;
import io.turnout.hub.store.Database;
import io.turnout.hub.webhooks.Outbox;
import io.turnout.protocol.message.HubLife;
import io.turnout.protocol.message.MessageCodec;
import io.turnout.protocol.message.Topics;
import io.turnout.protocol.message.Topics.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Wires what has to do with units, in the order of its start. */
final class VenueWiring {
    private static final Logger LOG = LoggerFactory.getLogger(VenueWiring.class);
    private static final Duration PATIENCE_WITH_LINK = Duration.ofSeconds(20);

    private final HubConfig config;
    private final InstantSource clock;
    private final Ground ground;
    private final Database database;
    private final Consumer<String> happened;
    private final Running running;
    private final MessageCodec codec = new MessageCodec();
    private final HubLife life = new HubLife(Tokens.random());
    private final Path keys;
    private final ListKey key;
    private final EventKeys badgeKeys;
    private final Units units;
    private final Optional<HubTrust> trust;
    private final BrokerLink link;

    VenueWiring(HubConfig config, InstantSource clock, Ground ground, Running running)
            throws CannotStart {
        this.config = config;
        this.clock = clock;
        this.ground = ground;
        this.database = ground.database();
        this.happened = ground.changes()::happened;
        this.running = running;
        this.keys = ground.data().privateFolder("keys");
        this.key = ListKey.open(keys);
        this.badgeKeys = EventKeys.open(keys);
        this.units = new Units(database, ground.audit());
        this.trust = HubTrust.open(config, ground, keys, clock);
        this.link = link();
    }

    /** What doors go by. */
    private record Lists(
            AccessLists access,
            ChangeFeed feed,
            UrgentChanges urgent,
            ListPublisher publisher,
            PhoneLists phones) {
        void changed(String event) {
            phones.changed(event);
            publisher.changed(event);
        }
    }

    Venue wire() throws CannotStart {
        Lists lists = lists();
        PersonalLinks personalLinks = PersonalLinks.open(keys, clock);
        ProgramDesk programs = running.add(programs(personalLinks, lists));
        Attendance attendance = running.add(attendance(programs));
        HubDoor ownDoor = ownDoor();
        SeatDesk seats = running.add(seats(ownDoor));
        Runnable stored =
                () -> {
                    seats.stored();
                    attendance.stored();
                };
        running.add(ownDoor)
                .start(
                        new HubDoor.Outlets(
                                seats::held, stored, event -> lists.changed(event.value())));
        Deliveries deliveries = new Deliveries();
        Ingest ingest = running.add(ingest(deliveries, stored));
        CommandDesk commands = running.add(commands());
        UnitReports reports = running.add(reports(lists.publisher(), seats, commands));
        Answers answers = running.add(answers());
        ingest.readAgain();
        UnitMessages messages =
                new UnitMessages(
                        ingest, ownDoor, reports, lists.publisher(), answers, seats, commands);
        running.add(link).start(messages);
        UnitHistory history = running.add(UnitHistory.start(database, clock));
        AlertWatch alerts =
                running.add(AlertWatch.start(database, ground.audit(), clock, happened));
        awaitLink();
        return new Venue(
                units,
                key,
                badgeKeys,
                lists.access(),
                lists.publisher(),
                lists.feed(),
                lists.urgent(),
                attendance,
                seats,
                lists.phones(),
                deliveries,
                ownDoor,
                personalLinks,
                running.add(certificates()),
                programs,
                trust,
                link,
                alerts,
                history,
                messages);
    }

    private Lists lists() throws CannotStart {
        ChangeFeed feed =
                new ChangeFeed(
                        database,
                        key,
                        clock,
                        (unit, word) -> link.publish(unit, Kind.CHANGES, word));
        AccessLists access =
                new AccessLists(
                        database,
                        new AccessLists.Keys(key, badgeKeys),
                        ground.data().privateFolder("lists"),
                        feed,
                        clock);
        UrgentChanges urgent = running.add(UrgentChanges.start(feed));
        ListPublisher publisher =
                running.add(
                        ListPublisher.start(
                                access,
                                to ->
                                        link.publish(
                                                to.unit(), Kind.LIST, codec.write(to.notice()))));
        return new Lists(
                access, feed, urgent, publisher, new PhoneLists(database, badgeKeys, clock));
    }

    private Attendance attendance(ProgramDesk programs) {
        return Attendance.start(
                database,
                new Outbox(ground.audit(), clock),
                event -> {
                    happened.accept(event);
                    ground.webhooks().written();
                    programs.read();
                });
    }

    private SeatDesk seats(HubDoor ownDoor) {
        return SeatDesk.start(
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
                });
    }

    private Ingest ingest(Deliveries deliveries, Runnable stored) {
        Ingest.Outlets outlets =
                new Ingest.Outlets(
                        (unit, ack) -> {
                            if (!deliveries.acknowledged(unit, ack)) {
                                link.publish(unit, Kind.ACK, codec.write(ack));
                            }
                        },
                        stored);
        return new Ingest(database, codec, clock, life, outlets);
    }

    private CommandDesk commands() {
        return CommandDesk.start(
                new CommandDesk.Ground(database, ground.audit(), key, clock),
                new CommandDesk.Outlets(
                        (unit, word) -> link.publish(unit, Kind.COMMAND, word), happened));
    }

    private UnitReports reports(ListPublisher publisher, SeatDesk seats, CommandDesk commands) {
        HubTimes times = new HubTimes(key, clock);
        return new UnitReports(
                database,
                clock,
                event -> {
                    happened.accept(event);
                    seats.changed(); // a unit counts as there once its word is written down
                    commands.heard();
                },
                publisher::changed,
                (unit, info) -> {
                    trust.ifPresent(own -> own.twins().spoke(unit, info.boot()));
                    times.answer(unit, info)
                            .ifPresent(time -> link.publish(unit, Kind.TIME, codec.write(time)));
                });
    }

    private Answers answers() {
        return Answers.start(
                database,
                key,
                clock,
                (unit, answer) -> link.publish(unit, Kind.ANSWER, codec.write(answer)));
    }

    /** Nobody is told of badges made at it as of others: a fold that names them comes anyway. */
    private HubDoor ownDoor() {
        BadgeDesk badges = new BadgeDesk(database, ground.audit(), clock, _ -> {}, _ -> {});
        return new HubDoor(
                database, HubDoor.Clocks.of(clock), new Arrival.Source(badges, badgeKeys));
    }

    private ProgramDesk programs(PersonalLinks links, Lists lists) throws CannotStart {
        return ProgramDesk.start(
                new ProgramDesk.Ground(database, ground.audit(), clock),
                MailServer.mailer(config.mail()),
                (event, attendee) -> links.address(config.url(), new EventId(event), attendee),
                lists::changed);
    }

    private CertificateDesk certificates() {
        Audit audit = ground.audit();
        return CertificateDesk.start(
                new CertificateDesk.Ground(database, audit, clock, config.url()),
                new EventBook(database, new Events(database, audit, clock), audit),
                new PeopleBook(database, audit, _ -> {}),
                new StoredCredits(database, clock),
                happened);
    }

    /** Without a broker of its own the hub starts all the same: it has pages and reports. */
    private BrokerLink link() throws CannotStart {
        Topics topics = new Topics(config.site());
        if (config.broker().isPresent()) {
            LOG.warn("{}", config.broker().get().relaxed());
            return BrokerLink.to(config.broker().get(), topics);
        }
        String secret = Tokens.random();
        Broker.Listen listen = new Broker.Listen(config.mqttHost(), config.mqttPort());
        if (trust.isPresent()) {
            Broker broker = running.add(trust.get().broker(listen, topics, secret));
            return new BrokerLink(trust.get().endpoint(listen, secret), topics, broker);
        }
        Broker broker = running.add(Broker.start(listen, topics, units::matches, secret));
        return new BrokerLink(BrokerLink.Endpoint.embedded(listen, secret), topics, broker);
    }

    private void awaitLink() throws CannotStart {
        try {
            if (config.broker().isPresent() || link.isConnectedWithin(PATIENCE_WITH_LINK)) {
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
}
