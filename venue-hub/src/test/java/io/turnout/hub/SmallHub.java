package io.turnout.hub;

import io.turnout.hub.agenda.AgendaHttpService;
import io.turnout.hub.agenda.AgendaImport;
import io.turnout.hub.agenda.EventFacts;
import io.turnout.hub.agenda.EventId;
import io.turnout.hub.attendance.AttendanceHttpService;
import io.turnout.hub.attendance.AttendanceQueries;
import io.turnout.hub.attendance.AttendanceRules;
import io.turnout.hub.fleet.UnitsQueries;
import io.turnout.hub.identity.Audit;
import io.turnout.hub.identity.DownloadRecord;
import io.turnout.hub.people.AttendeeImport;
import io.turnout.hub.people.Badges;
import io.turnout.hub.people.EventKeys;
import io.turnout.hub.people.PeopleHttpService;
import io.turnout.hub.people.RegistrationImport;
import io.turnout.hub.people.SignedBadges;
import io.turnout.hub.reports.ExportHttpService;
import io.turnout.hub.start.CannotStart;
import io.turnout.hub.store.Database;
import io.turnout.hub.web.Access;
import io.turnout.hub.web.Assets;
import io.turnout.hub.web.Caller;
import io.turnout.hub.web.Feature;
import io.turnout.hub.web.HubServer;
import io.turnout.hub.web.Pages;
import io.turnout.hub.web.SignedIn;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/** Imports and exports over a real database and real HTTP; no broker, no units. */
public final class SmallHub implements AutoCloseable {
    public static final Instant NOW = Instant.parse("2026-01-31T14:05:42Z");
    private static final SignedIn ADA = new SignedIn(1, "ada", Access.ALL, "the-csrf");

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<String> told = Collections.synchronizedList(new ArrayList<>());
    private final Database database;
    private final EventKeys badgeKeys;
    private final HubServer server;

    private SmallHub(Path directory, Feature... more) throws CannotStart {
        this.database = Database.open(directory);
        this.badgeKeys = EventKeys.open(directory);
        Audit audit = new Audit(InstantSource.fixed(NOW));
        List<Feature> features = new ArrayList<>(List.of(more));
        features.add(
                new AgendaHttpService(database, new AgendaImport(database, audit, this::tell))
                        .feature());
        features.add(
                new PeopleHttpService(
                                database,
                                new AttendeeImport(database, audit, this::tell),
                                new RegistrationImport(database, audit, this::tell),
                                new Badges(
                                        database,
                                        audit,
                                        InstantSource.fixed(NOW),
                                        this::tell,
                                        _ -> {}),
                                new SignedBadges(database, audit, badgeKeys))
                        .feature());
        features.add(
                new ExportHttpService(
                                database,
                                new UnitsQueries(),
                                InstantSource.fixed(NOW),
                                Duration.ZERO)
                        .feature());
        features.add(
                new AttendanceHttpService(
                                new AttendanceQueries(database),
                                new AttendanceRules(database, audit),
                                told::add)
                        .feature());
        server =
                HubServer.start(
                        new HubServer.Address("127.0.0.1", 0),
                        new HubServer.Routes(
                                new Pages(new Assets()),
                                features,
                                SmallHub::who,
                                new DownloadRecord(database, audit)));
    }

    /** A hub with the event {@code ev}, tag {@code TRN}, in Brussels. */
    public static SmallHub start(Path directory, Feature... more) throws CannotStart {
        SmallHub hub = new SmallHub(directory, more);
        hub.addEvent("ev", "TRN", "Europe/Brussels");
        return hub;
    }

    public void addEvent(String id, String tag, String zone) {
        database.change(handle ->
                handle.execute(
                        "INSERT INTO event (id, tag, title, zone, salt, created_ms)"
                                + " VALUES (?, ?, ?, ?, ?, 0)",
                        id,
                        tag,
                        "Event " + id,
                        zone,
                        Base64.getEncoder().encodeToString(new byte[32])));
    }

    public Database database() {
        return database;
    }

    public EventKeys badgeKeys() {
        return badgeKeys;
    }

    public EventFacts event(String id) {
        return EventFacts.require(database, id);
    }

    /** The events that lists and attendance were told of, in order. */
    public List<String> told() {
        return List.copyOf(told);
    }

    /** Every row of every table. */
    public Map<String, List<String>> everything() {
        return database.read(handle -> {
            Map<String, List<String>> tables = new TreeMap<>();
            handle.createQuery("SELECT name FROM sqlite_master WHERE type = 'table'")
                    .mapTo(String.class)
                    .forEach(table -> tables.put(table, rows(handle, table)));
            return tables;
        });
    }

    /** The rows of a query, cells as texts with bars between them. */
    public List<String> rows(String sql) {
        return database.read(handle ->
                handle.createQuery(sql).mapToMap().stream()
                        .map(row -> String.join("|", texts(row)))
                        .toList());
    }

    public HttpResponse<String> post(String path, String body)
            throws IOException, InterruptedException {
        return send(request(path).POST(BodyPublishers.ofString(body)));
    }

    public HttpResponse<String> post(String path, byte[] body)
            throws IOException, InterruptedException {
        return send(request(path).POST(BodyPublishers.ofByteArray(body)));
    }

    public HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path));
    }

    public HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    /** A request to this hub by nobody in particular. */
    public HttpRequest.Builder stranger(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    }

    @Override
    public void close() {
        server.close();
        database.close();
    }

    private HttpRequest.Builder request(String path) {
        return stranger(path).header("Authorization", "Bearer good");
    }

    private static List<String> rows(Handle handle, String table) {
        return handle.createQuery("SELECT * FROM " + table).mapToMap().stream()
                .map(row -> String.join("|", texts(row)))
                .sorted()
                .toList();
    }

    private static List<String> texts(Map<String, Object> row) {
        return row.values().stream().map(String::valueOf).toList();
    }

    private void tell(EventId event) {
        told.add(event.value());
    }

    private static Optional<SignedIn> who(Caller caller) {
        boolean known =
                caller.bearer().filter("good"::equals).isPresent()
                        || caller.cookie().filter("good"::equals).isPresent();
        return known ? Optional.of(ADA) : Optional.empty();
    }
}
