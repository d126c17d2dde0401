package io.turnout.hub.bench;

import io.turnout.hub.fleet.EventFrames;
import io.turnout.hub.fleet.UnitsQueries;
import io.turnout.hub.identity.Audit;
import io.turnout.hub.identity.DownloadRecord;
import io.turnout.hub.people.PeopleBook;
import io.turnout.hub.people.PeoplePagesHttpService;
import io.turnout.hub.reports.DayHttpService;
import io.turnout.hub.reports.ExportHttpService;
import io.turnout.hub.reports.OverviewHttpService;
import io.turnout.hub.reports.SessionHttpService;
import io.turnout.hub.start.CannotStart;
import io.turnout.hub.store.Database;
import io.turnout.hub.web.Access;
import io.turnout.hub.web.Assets;
import io.turnout.hub.web.Changes;
import io.turnout.hub.web.Feature;
import io.turnout.hub.web.Frames;
import io.turnout.hub.web.HubServer;
import io.turnout.hub.web.LiveStreams;
import io.turnout.hub.web.Pages;
import io.turnout.hub.web.SignedIn;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Pages of a large event over HTTP, everything but the sign-in as at a hub. */
final class PageClient implements AutoCloseable {
    private static final SignedIn ANYBODY = new SignedIn(1, "bench", Access.ALL, "bench");

    private final HubServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    private PageClient(HubServer server) {
        this.server = server;
    }

    static PageClient start(Database database, InstantSource clock) throws CannotStart {
        return start(database, clock, (_, _) -> List.of());
    }

    /** More pages than those of every event. */
    @FunctionalInterface
    interface More {
        List<Feature> features(Pages pages, Frames frames);
    }

    static PageClient start(Database database, InstantSource clock, More more) throws CannotStart {
        Pages pages = new Pages(new Assets());
        EventFrames events = new EventFrames(new UnitsQueries(), clock);
        Frames frames =
                (event, words) ->
                        database.read(handle -> events.find(handle, event, words))
                                .map(EventFrames.Framed::frame);
        PeopleBook book = new PeopleBook(database, new Audit(clock), _ -> {});
        List<Feature> features = new ArrayList<>(more.features(pages, frames));
        features.addAll(
                List.of(
                        new PeoplePagesHttpService(database, book, frames, pages).feature(),
                        new SessionHttpService(database, events, pages, _ -> Optional.empty())
                                .feature(),
                        new OverviewHttpService(
                                        database, events, new LiveStreams(new Changes()), pages)
                                .feature(),
                        new DayHttpService(database, events, pages).feature(),
                        new ExportHttpService(database, new UnitsQueries(), clock).feature()));
        return new PageClient(
                HubServer.start(
                        new HubServer.Address("127.0.0.1", 0),
                        new HubServer.Routes(
                                pages,
                                features,
                                _ -> Optional.of(ANYBODY),
                                new DownloadRecord(database, new Audit(clock)))));
    }

    /** The page of people whom words find. */
    void find(String words) throws IOException, InterruptedException {
        get("/people?q=" + URLEncoder.encode(words, StandardCharsets.UTF_8));
    }

    /** A session's page. */
    void session(String id) throws IOException, InterruptedException {
        get("/sessions/" + id);
    }

    /** What happens in all rooms now. */
    void overview() throws IOException, InterruptedException {
        get("");
    }

    /** The page of today. */
    void day() throws IOException, InterruptedException {
        get("/day");
    }

    /** A report as a file, to be read as it comes. */
    InputStream export(String file) throws IOException, InterruptedException {
        return file("/exports/" + file);
    }

    /** Any file of the event. */
    InputStream file(String path) throws IOException, InterruptedException {
        return send(path, BodyHandlers.ofInputStream());
    }

    /** A page of the event. */
    void page(String path) throws IOException, InterruptedException {
        get(path);
    }

    /** A page that an attendee has opened by their own link. */
    void own(String path, String cookie) throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address("/my/" + LargeEvent.ID + path))
                        .header("Cookie", "turnout-my=" + cookie);
        send(request, BodyHandlers.ofByteArray());
    }

    private void get(String path) throws IOException, InterruptedException {
        send(path, BodyHandlers.ofByteArray());
    }

    private <T> T send(String path, HttpResponse.BodyHandler<T> body)
            throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(address("/events/" + LargeEvent.ID + path)), body);
    }

    private URI address(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    private <T> T send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> body)
            throws IOException, InterruptedException {
        HttpResponse<T> page = client.send(request.build(), body);
        if (page.statusCode() != 200) {
            throw new IllegalStateException(page.uri() + " answers " + page.statusCode());
        }
        return page.body();
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }
}
