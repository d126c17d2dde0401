package io.turnout.hub;

import io.turnout.hub.agenda.AgendaHttpService;
import io.turnout.hub.agenda.AgendaImport;
import io.turnout.hub.agenda.EventBook;
import io.turnout.hub.agenda.EventChanged;
import io.turnout.hub.agenda.EventPagesHttpService;
import io.turnout.hub.agenda.Events;
import io.turnout.hub.agenda.EventsHttpService;
import io.turnout.hub.agenda.PresentersHttpService;
import io.turnout.hub.agenda.RoomBook;
import io.turnout.hub.agenda.RoomPagesHttpService;
import io.turnout.hub.agenda.Rooms;
import io.turnout.hub.agenda.SessionBook;
import io.turnout.hub.agenda.SessionDesk;
import io.turnout.hub.agenda.SessionEditHttpService;
import io.turnout.hub.agenda.SessionListHttpService;
import io.turnout.hub.agenda.Sessions;
import io.turnout.hub.agenda.SessionsHttpService;
import io.turnout.hub.alerts.AlertCount;
import io.turnout.hub.alerts.AlertHttpService;
import io.turnout.hub.api.OpenApiHttpService;
import io.turnout.hub.attendance.AttendanceHttpService;
import io.turnout.hub.attendance.AttendanceQueries;
import io.turnout.hub.attendance.AttendanceRules;
import io.turnout.hub.attendance.RulesPagesHttpService;
import io.turnout.hub.attendance.Withdrawal;
import io.turnout.hub.attendant.HubScans;
import io.turnout.hub.attendant.ScanDesk;
import io.turnout.hub.attendant.ScanHttpService;
import io.turnout.hub.attendant.ScanPagesHttpService;
import io.turnout.hub.attendant.ScanWords;
import io.turnout.hub.checkin.CheckinPages;
import io.turnout.hub.commands.CommandDesk;
import io.turnout.hub.commands.CommandHttpService;
import io.turnout.hub.commands.CommandPagesHttpService;
import io.turnout.hub.commands.Dispatch;
import io.turnout.hub.corrections.CorrectionPages;
import io.turnout.hub.fleet.AccessHttpService;
import io.turnout.hub.fleet.AccessStates;
import io.turnout.hub.fleet.DoorBook;
import io.turnout.hub.fleet.DoorPagesHttpService;
import io.turnout.hub.fleet.EventFrames;
import io.turnout.hub.fleet.FleetHttpService;
import io.turnout.hub.fleet.FleetQueries;
import io.turnout.hub.fleet.UnitPagesHttpService;
import io.turnout.hub.fleet.UnitsQueries;
import io.turnout.hub.fleet.Why;
import io.turnout.hub.fleet.WhyHttpService;
import io.turnout.hub.history.HistoryHttpService;
import io.turnout.hub.identity.Audit;
import io.turnout.hub.identity.IdentityHttpService;
import io.turnout.hub.identity.IdentityPages;
import io.turnout.hub.identity.SignInPagesHttpService;
import io.turnout.hub.metrics.HubMetrics;
import io.turnout.hub.metrics.MetricsHttpService;
import io.turnout.hub.people.AttendeeImport;
import io.turnout.hub.people.BadgeDesk;
import io.turnout.hub.people.BadgePagesHttpService;
import io.turnout.hub.people.Badges;
import io.turnout.hub.people.Entitlements;
import io.turnout.hub.people.EntitlementsHttpService;
import io.turnout.hub.people.Merge;
import io.turnout.hub.people.MergeHttpService;
import io.turnout.hub.people.PeopleBook;
import io.turnout.hub.people.PeopleHttpService;
import io.turnout.hub.people.PeoplePagesHttpService;
import io.turnout.hub.people.RegistrationImport;
import io.turnout.hub.people.SignedBadges;
import io.turnout.hub.privacy.Erasures;
import io.turnout.hub.privacy.PrivacyPages;
import io.turnout.hub.reports.ReportPages;
import io.turnout.hub.seats.LostUnitsHttpService;
import io.turnout.hub.store.Database;
import io.turnout.hub.web.Assets;
import io.turnout.hub.web.Feature;
import io.turnout.hub.web.Frames;
import io.turnout.hub.web.HealthHttpService;
import io.turnout.hub.web.LiveStreams;
import io.turnout.hub.web.Pages;
import io.turnout.hub.webhooks.Outbox;
import io.turnout.hub.webhooks.WebhookPages;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What the hub serves: each feature's routes and pages, given what they need. */
final class HubFeatures {
    private final HubConfig config;
    private final InstantSource clock;
    private final Ground ground;
    private final Venue venue;

    HubFeatures(HubConfig config, InstantSource clock, Ground ground, Venue venue) {
        this.config = config;
        this.clock = clock;
        this.ground = ground;
        this.venue = venue;
    }

    List<Feature> all(Assets assets, Pages pages) {
        List<Feature> all = new ArrayList<>(api(assets));
        all.addAll(pages(pages));
        all.addAll(scanning(assets, pages));
        all.addAll(commands(pages));
        all.addAll(new UnitFeatures(ground, venue, desk(), clock, this::changed).all(pages));
        all.addAll(
                new CorrectionPages(
                                ground.database(),
                                ground.audit(),
                                clock,
                                venue.attendance()::stored)
                        .features(pages, desk().frames()));
        return all;
    }

    private List<Feature> api(Assets assets) {
        Database database = ground.database();
        Audit audit = ground.audit();
        Consumer<String> changed = this::changed;
        Events events = new Events(database, audit, clock);
        FleetHttpService.Site site =
                new FleetHttpService.Site(
                        config.site(),
                        config.mqttUrl(),
                        config.url(),
                        venue.key().publicKey(),
                        clock,
                        venue.trust().map(trust -> trust.keys()::holder));
        List<Feature> features =
                new ArrayList<>(
                        List.of(
                                Feature.closed(assets),
                                new OpenApiHttpService().feature(),
                                new IdentityHttpService(ground.signIn(), ground.setup()).feature(),
                                new EventsHttpService(events, new Rooms(database, audit), changed)
                                        .feature(),
                                new SessionsHttpService(desk(), new Sessions(database)).feature(),
                                new AttendanceHttpService(
                                                new AttendanceQueries(database),
                                                new AttendanceRules(database, audit),
                                                changed)
                                        .feature(),
                                new HealthHttpService(
                                                Map.of(
                                                        "database",
                                                        database::works,
                                                        "broker",
                                                        venue.link()::online))
                                        .feature(),
                                new MetricsHttpService(metrics()).feature()));
        features.addAll(
                new FleetHttpService(
                                venue.units(),
                                venue.access(),
                                new FleetQueries(database),
                                site,
                                changed)
                        .features());
        features.addAll(lists(changed));
        return features;
    }

    /** Lists that come in and go out. */
    private List<Feature> lists(Consumer<String> changed) {
        Database database = ground.database();
        Audit audit = ground.audit();
        EventChanged told = event -> changed.accept(event.value());
        PeopleHttpService people =
                new PeopleHttpService(
                        database,
                        new AttendeeImport(database, audit, told),
                        new RegistrationImport(database, audit, told),
                        new Badges(
                                database,
                                audit,
                                clock,
                                told,
                                event -> venue.urgent().changed(event.value())),
                        new SignedBadges(database, audit, venue.badgeKeys()));
        return List.of(
                new AccessHttpService(
                                database, new UnitsQueries(), new AccessStates(venue.feed()), clock)
                        .feature(),
                new AgendaHttpService(database, new AgendaImport(database, audit, told)).feature(),
                people.feature());
    }

    private List<Feature> pages(Pages pages) {
        Database database = ground.database();
        EventFrames frames = new EventFrames(new UnitsQueries(), clock);
        boolean secure = config.url().startsWith("https:");
        SessionDesk desk = desk();
        List<Feature> features =
                new ArrayList<>(
                        ImportPages.of(ground, desk, venue.programs().imports(), clock, pages));
        features.addAll(
                List.of(
                        new EventPagesHttpService(
                                        desk.events(), desk.frames(), pages, clock, desk.changed())
                                .feature(),
                        new SessionListHttpService(desk, pages, clock).feature(),
                        new SessionEditHttpService(desk, pages, clock).feature(),
                        new PresentersHttpService(desk, pages).feature(),
                        new SignInPagesHttpService(ground.signIn(), ground.setup(), pages, secure)
                                .feature(),
                        new RulesPagesHttpService(
                                        new AttendanceRules(database, ground.audit()),
                                        desk.frames(),
                                        pages,
                                        this::changed)
                                .feature(),
                        new UnitPagesHttpService(
                                        database,
                                        frames,
                                        new AccessStates(venue.feed()),
                                        pages,
                                        new UnitPagesHttpService.Counts(
                                                venue.messages()::counts, this::openAlerts))
                                .feature()));
        features.addAll(reports().features(pages, desk.frames()));
        IdentityPages identity =
                new IdentityPages(database, ground.audit(), ground.signIn(), clock, config.url());
        features.addAll(identity.features(ground.tokens(), pages));
        features.addAll(doors(frames, desk.frames(), pages));
        features.addAll(venue.certificates().features(pages, desk.frames()));
        features.addAll(venue.programs().features(pages, desk.frames()));
        features.addAll(privacy().features(pages, desk.frames()));
        features.addAll(people(pages, desk.frames()));
        features.addAll(
                new CheckinPages(
                                database,
                                ground.audit(),
                                desk.events(),
                                venue.ownDoor(),
                                venue.personalLinks(),
                                venue.certificates(),
                                venue.programs().participants(),
                                clock,
                                config.url())
                        .features(pages, desk.frames()));
        features.addAll(
                new WebhookPages(ground.webhooks().book(), desk.frames(), pages).features());
        return features;
    }

    private HubMetrics metrics() {
        HubMetrics.Sources sources =
                new HubMetrics.Sources(
                        venue.messages()::counts, venue.link()::online, venue.link()::unsent);
        return new HubMetrics(ground.database(), clock, sources);
    }

    private long openAlerts(String event) {
        return ground.database().read(handle -> AlertCount.of(handle, event)).open();
    }

    private ReportPages reports() {
        return new ReportPages(
                ground.database(),
                ground.audit(),
                clock,
                new LiveStreams(ground.changes()),
                venue.seats()::of,
                config.url());
    }

    /** What is kept of whom, and for how long. */
    private PrivacyPages privacy() {
        Erasures erasures =
                new Erasures(
                        ground.database(),
                        ground.audit(),
                        clock,
                        event -> changed(event.value()),
                        event -> venue.urgent().changed(event.value()));
        return new PrivacyPages(ground.database(), ground.audit(), clock, erasures);
    }

    /** Attendants' phones. */
    private List<Feature> scanning(Assets assets, Pages pages) {
        Database database = ground.database();
        ScanDesk desk = new ScanDesk(database, clock);
        ScanWords words = new ScanWords(database, clock, venue.attendance()::corrected);
        ScanHttpService.Log log =
                new ScanHttpService.Log(
                        venue.messages().ingest()::receive,
                        venue.deliveries(),
                        new HubScans(database, venue.ownDoor(), words));
        return List.of(
                new ScanHttpService(desk, words, venue.phoneLists(), log, clock).feature(),
                new ScanPagesHttpService(
                                desk, desk().frames(), pages, assets, venue.ownDoor()::expect)
                        .feature());
    }

    private SessionDesk desk() {
        Database database = ground.database();
        Audit audit = ground.audit();
        EventFrames frames = new EventFrames(new UnitsQueries(), clock);
        return new SessionDesk(
                database,
                new EventBook(database, new Events(database, audit, clock), audit),
                new SessionBook(database, audit),
                new Rooms(database, audit),
                (event, words) ->
                        database.read(handle -> frames.find(handle, event, words))
                                .map(EventFrames.Framed::frame),
                event -> changed(event.value()));
    }

    private List<Feature> doors(EventFrames frames, Frames around, Pages pages) {
        Database database = ground.database();
        EventChanged told = event -> changed(event.value());
        Why why = new Why(database, venue.badgeKeys(), venue.seats()::free);
        return List.of(
                new WhyHttpService(database, frames, why, pages).feature(),
                new RoomPagesHttpService(
                                new RoomBook(database, ground.audit()), around, pages, told)
                        .feature(),
                new DoorPagesHttpService(
                                database,
                                frames,
                                new DoorBook(database, ground.audit()),
                                pages,
                                told)
                        .feature(),
                new LostUnitsHttpService(
                                database,
                                frames,
                                pages,
                                new LostUnitsHttpService.Fleet(venue.units(), venue.seats()),
                                this::changed)
                        .feature());
    }

    /** What is wrong with units, and what people tell them to do. */
    private List<Feature> commands(Pages pages) {
        CommandDesk desk = venue.messages().commands();
        DoorBook doors = new DoorBook(ground.database(), ground.audit());
        Dispatch dispatch =
                new Dispatch(desk, doors, venue.access()::renew, event -> changed(event.value()));
        CommandPagesHttpService.Around around =
                new CommandPagesHttpService.Around(
                        ground.database(),
                        new EventFrames(new UnitsQueries(), clock),
                        doors,
                        pages);
        return List.of(
                new AlertHttpService(ground.database(), around.frames(), venue.alerts(), pages)
                        .feature(),
                new HistoryHttpService(ground.database(), around.frames(), venue.history(), pages)
                        .feature(),
                new CommandHttpService(ground.database(), dispatch, desk).feature(),
                new CommandPagesHttpService(around, dispatch, desk).feature());
    }

    /** The one with {@code people/{person}} comes last: its other words are no ids. */
    private List<Feature> people(Pages pages, Frames frames) {
        Database database = ground.database();
        Audit audit = ground.audit();
        EventChanged told = event -> changed(event.value());
        EventChanged urgent = event -> venue.urgent().changed(event.value());
        PeopleBook book = new PeopleBook(database, audit, told);
        Withdrawal withdrawal = new Withdrawal(new Outbox(audit, clock));
        return List.of(
                new EntitlementsHttpService(
                                database,
                                new Entitlements(database, audit, told),
                                book,
                                frames,
                                pages)
                        .feature(),
                new BadgePagesHttpService(
                                database,
                                new Badges(database, audit, clock, told, urgent),
                                new BadgeDesk(database, audit, clock, told, urgent),
                                book,
                                frames,
                                pages)
                        .feature(),
                new MergeHttpService(
                                database,
                                new Merge(database, audit, withdrawal, told),
                                book,
                                frames,
                                pages)
                        .feature(),
                new PeoplePagesHttpService(database, book, frames, pages).feature());
    }

    /** Whatever changes an event's agenda, people or units says so here, after its commit. */
    private void changed(String event) {
        venue.phoneLists().changed(event);
        venue.lists().changed(event);
        venue.attendance().refoldAll(event);
        venue.ownDoor().changed();
        venue.seats().changed();
        ground.changes().happened(event);
    }
}
