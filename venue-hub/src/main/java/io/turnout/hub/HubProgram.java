package io.turnout.hub;

import io.turnout.hub.agenda.AgendaHttpService;
import io.turnout.hub.agenda.AgendaImport;
import io.turnout.hub.agenda.EventChanged;
import io.turnout.hub.agenda.Events;
import io.turnout.hub.agenda.EventsHttpService;
import io.turnout.hub.agenda.Rooms;
import io.turnout.hub.agenda.Sessions;
import io.turnout.hub.agenda.SessionsHttpService;
import io.turnout.hub.attendance.Attendance;
import io.turnout.hub.attendance.AttendanceHttpService;
import io.turnout.hub.attendance.AttendanceQueries;
import io.turnout.hub.broker.Broker;
import io.turnout.hub.broker.BrokerLink;
import io.turnout.hub.fleet.AccessLists;
import io.turnout.hub.fleet.EventFrames;
import io.turnout.hub.fleet.FleetHttpService;
import io.turnout.hub.fleet.FleetQueries;
import io.turnout.hub.fleet.ListKey;
import io.turnout.hub.fleet.ListPublisher;
import io.turnout.hub.fleet.UnitPagesHttpService;
import io.turnout.hub.fleet.UnitReports;
import io.turnout.hub.fleet.Units;
import io.turnout.hub.fleet.UnitsQueries;
import io.turnout.hub.identity.Audit;
import io.turnout.hub.identity.IdentityHttpService;
import io.turnout.hub.identity.Setup;
import io.turnout.hub.identity.SignIn;
import io.turnout.hub.identity.SignInPagesHttpService;
import io.turnout.hub.identity.Tokens;
import io.turnout.hub.ingest.Ingest;
import io.turnout.hub.people.AttendeeImport;
import io.turnout.hub.people.Badges;
import io.turnout.hub.people.PeopleHttpService;
import io.turnout.hub.people.RegistrationImport;
import io.turnout.hub.reports.AttendanceExport;
import io.turnout.hub.reports.Completeness;
import io.turnout.hub.reports.ExportHttpService;
import io.turnout.hub.reports.OverviewHttpService;
import io.turnout.hub.reports.SessionHttpService;
import io.turnout.hub.start.CannotStart;
import io.turnout.hub.start.DataDirectory;
import io.turnout.hub.start.Ports;
import io.turnout.hub.store.Database;
import io.turnout.hub.web.Assets;
import io.turnout.hub.web.Changes;
import io.turnout.hub.web.Feature;
import io.turnout.hub.web.HealthHttpService;
import io.turnout.hub.web.HubServer;
import io.turnout.hub.web.LiveStreams;
import io.turnout.hub.web.Pages;
import io.turnout.protocol.message.HubLife;
import io.turnout.protocol.message.MessageCodec;
import io.turnout.protocol.message.Topics;
import io.turnout.protocol.message.Topics.Kind;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
     */
    public record Started(HubProgram program, HubConfig config, Optional<String> setupUrl) {
        String readyLine() {
            return "Turnout hub ready: %s (mqtt %d, data %s)"
                    .formatted(config.url(), config.mqttPort(), config.dataDir());
        }
    }

    private Started wire() throws CannotStart {
        Ground ground = ground();
        Venue venue = venue(ground);
        HubServer server = serve(ground, venue);
        LOG.debug("serving at port {}", server.port());
        running(ground.changes()); // first to stop, so that live streams end before the server
        Optional<String> setupUrl =
                ground.setup().offer().map(token -> config.url() + "/setup?token=" + token);
        return new Started(this, config, setupUrl);
    }

    /** What everything stands on. */
    private record Ground(
            DataDirectory data,
            Database database,
            Audit audit,
            SignIn signIn,
            Setup setup,
            Changes changes) {}

    private Ground ground() throws CannotStart {
        DataDirectory data = running(DataDirectory.claim(config.dataDir()));
        Database database = running(Database.open(data.path()));
        Audit audit = new Audit(clock);
        SignIn signIn = new SignIn(database, audit, clock);
        Setup setup = new Setup(database, signIn, audit, clock);
        return new Ground(data, database, audit, signIn, setup, new Changes());
    }

    /** What has to do with units. */
    private record Venue(
            Units units,
            ListKey key,
            AccessLists access,
            ListPublisher lists,
            Attendance attendance,
            BrokerLink link) {}

    private Venue venue(Ground ground) throws CannotStart {
        Database database = ground.database();
        Consumer<String> happened = ground.changes()::happened;
        Units units = new Units(database, ground.audit());
        ListKey key = ListKey.open(ground.data().privateFolder("keys"));
        AccessLists access =
                new AccessLists(database, key, ground.data().privateFolder("lists"), clock);
        BrokerLink link = link(units);
        ListPublisher lists =
                running(
                        ListPublisher.start(
                                access,
                                to ->
                                        link.publish(
                                                to.unit(), Kind.LIST, codec.write(to.notice()))));
        Attendance attendance = running(Attendance.start(database, happened));
        Ingest.Outlets outlets =
                new Ingest.Outlets(
                        (unit, ack) -> link.publish(unit, Kind.ACK, codec.write(ack)),
                        attendance::stored);
        HubLife life = new HubLife(Tokens.random());
        Ingest ingest = running(new Ingest(database, codec, clock, life, outlets));
        UnitReports reports = running(new UnitReports(database, clock, happened, lists::changed));
        running(link).start(new UnitMessages(ingest, reports, lists));
        awaitLink(link);
        return new Venue(units, key, access, lists, attendance, link);
    }

    private BrokerLink link(Units units) throws CannotStart {
        Topics topics = new Topics(config.site());
        String secret = Tokens.random();
        Broker.Listen listen = new Broker.Listen(config.mqttHost(), config.mqttPort());
        Broker broker = running(Broker.start(listen, topics, units::matches, secret));
        return new BrokerLink(BrokerLink.Endpoint.embedded(listen, secret), topics, broker);
    }

    private HubServer serve(Ground ground, Venue venue) throws CannotStart {
        Assets assets = new Assets();
        Pages pages = new Pages(assets);
        List<Feature> features = new ArrayList<>(features(ground, venue, assets));
        features.addAll(pages(ground, pages));
        HubServer.Routes routes = new HubServer.Routes(pages, features, ground.signIn()::who);
        HubServer.Address address = new HubServer.Address(config.httpHost(), config.httpPort());
        return running(HubServer.start(address, routes));
    }

    private List<Feature> features(Ground ground, Venue venue, Assets assets) {
        Database database = ground.database();
        Audit audit = ground.audit();
        Consumer<String> changed = event -> changed(ground, venue, event);
        Events events = new Events(database, audit, clock);
        FleetHttpService.Site site =
                new FleetHttpService.Site(
                        config.site(), config.mqttUrl(), config.url(), venue.key().publicKey());
        List<Feature> features =
                new ArrayList<>(
                        List.of(
                                new Feature(assets, Set.of("/static/")),
                                new IdentityHttpService(ground.signIn(), ground.setup()).feature(),
                                new EventsHttpService(events, new Rooms(database, audit), changed)
                                        .feature(),
                                new SessionsHttpService(
                                                events, new Sessions(database, audit), changed)
                                        .feature(),
                                new FleetHttpService(
                                                venue.units(),
                                                venue.access(),
                                                new FleetQueries(database),
                                                site,
                                                changed)
                                        .feature(),
                                new AttendanceHttpService(new AttendanceQueries(database))
                                        .feature(),
                                new HealthHttpService(
                                                Map.of(
                                                        "database",
                                                        database::works,
                                                        "broker",
                                                        venue.link()::online))
                                        .feature()));
        features.addAll(lists(ground, changed));
        return features;
    }

    /** Lists that come in and go out. */
    private List<Feature> lists(Ground ground, Consumer<String> changed) {
        Database database = ground.database();
        Audit audit = ground.audit();
        EventChanged told = event -> changed.accept(event.value());
        PeopleHttpService people =
                new PeopleHttpService(
                        database,
                        new AttendeeImport(database, audit, told),
                        new RegistrationImport(database, audit, told),
                        new Badges(database, audit, told));
        return List.of(
                new AgendaHttpService(database, new AgendaImport(database, audit, told)).feature(),
                people.feature(),
                new ExportHttpService(
                                database,
                                new AttendanceExport(database),
                                new Completeness(database, clock))
                        .feature());
    }

    private List<Feature> pages(Ground ground, Pages pages) {
        Database database = ground.database();
        EventFrames frames = new EventFrames(new UnitsQueries(), clock);
        LiveStreams streams = new LiveStreams(ground.changes());
        boolean secure = config.url().startsWith("https:");
        return List.of(
                new SignInPagesHttpService(ground.signIn(), ground.setup(), pages, secure)
                        .feature(),
                new OverviewHttpService(database, frames, streams, pages).feature(),
                new SessionHttpService(database, frames, pages).feature(),
                new UnitPagesHttpService(database, frames, pages).feature());
    }

    /** Whatever changes an event's agenda, people or units says so here, after its commit. */
    private static void changed(Ground ground, Venue venue, String event) {
        venue.lists().changed(event);
        venue.attendance().refoldAll(event);
        ground.changes().happened(event);
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
                Ports.chosen(asked.mqttHost(), asked.mqttPort()));
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
