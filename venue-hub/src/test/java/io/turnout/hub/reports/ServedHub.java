package io.turnout.hub.reports;

import io.turnout.hub.agenda.EventBook;
import io.turnout.hub.agenda.EventPagesHttpService;
import io.turnout.hub.agenda.Events;
import io.turnout.hub.fleet.AccessStates;
import io.turnout.hub.fleet.ChangeFeed;
import io.turnout.hub.fleet.EventFrames;
import io.turnout.hub.fleet.ListKey;
import io.turnout.hub.fleet.UnitPagesHttpService;
import io.turnout.hub.fleet.UnitsQueries;
import io.turnout.hub.identity.Audit;
import io.turnout.hub.identity.Setup;
import io.turnout.hub.identity.SignIn;
import io.turnout.hub.identity.SignInPagesHttpService;
import io.turnout.hub.start.CannotStart;
import io.turnout.hub.store.Database;
import io.turnout.hub.web.Assets;
import io.turnout.hub.web.Changes;
import io.turnout.hub.web.Feature;
import io.turnout.hub.web.HubServer;
import io.turnout.hub.web.LiveStreams;
import io.turnout.hub.web.Pages;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** The hub's pages over HTTP, on a database of their own. */
final class ServedHub implements AutoCloseable {
    static final String PASSWORD = "correct horse";

    private static final List<UnitPagesHttpService.Count> COUNTS =
            List.of(
                    new UnitPagesHttpService.Count("repeated", 12),
                    new UnitPagesHttpService.Count("asked", 3_456));

    final Database database;
    final Changes changes = new Changes();
    final Setup setup;
    final HubServer server;
    private final HttpClient client = HttpClient.newHttpClient();
    private String cookie = "";

    ServedHub(Path directory, InstantSource clock, int port) throws CannotStart {
        database = Database.open(directory);
        SignIn signIn = new SignIn(database, new Audit(clock), clock);
        setup = new Setup(database, signIn, new Audit(clock), clock);
        Assets assets = new Assets();
        Pages pages = new Pages(assets);
        ChangeFeed feed = new ChangeFeed(database, ListKey.open(directory), clock, (_, _) -> {});
        EventFrames frames = new EventFrames(new UnitsQueries(), clock);
        server =
                HubServer.start(
                        new HubServer.Address("127.0.0.1", port),
                        new HubServer.Routes(
                                pages,
                                List.of(
                                        Feature.closed(assets),
                                        new SignInPagesHttpService(signIn, setup, pages, false)
                                                .feature(),
                                        new EventPagesHttpService(
                                                        new EventBook(
                                                                database,
                                                                new Events(
                                                                        database,
                                                                        new Audit(clock),
                                                                        clock),
                                                                new Audit(clock)),
                                                        (event, words) ->
                                                                database.read(h ->
                                                                                frames.find(
                                                                                        h, event,
                                                                                        words))
                                                                        .map(
                                                                                EventFrames.Framed
                                                                                        ::frame),
                                                        pages,
                                                        clock,
                                                        event -> changes.happened(event.value()))
                                                .feature(),
                                        new OverviewHttpService(
                                                        database,
                                                        frames,
                                                        new LiveStreams(changes),
                                                        pages)
                                                .feature(),
                                        new SessionHttpService(
                                                        database,
                                                        frames,
                                                        pages,
                                                        _ -> Optional.empty())
                                                .feature(),
                                        new ConflictHttpService(database, frames, pages).feature(),
                                        new AnomalyHttpService(database, frames, pages).feature(),
                                        new ReportsHttpService(database, frames, pages).feature(),
                                        new DayHttpService(database, frames, pages).feature(),
                                        new ScreenHttpService(database, frames, pages).feature(),
                                        new ExportHttpService(
                                                        database,
                                                        new UnitsQueries(),
                                                        clock,
                                                        Duration.ZERO)
                                                .feature(),
                                        new UnitPagesHttpService(
                                                        database,
                                                        frames,
                                                        new AccessStates(feed),
                                                        pages,
                                                        new UnitPagesHttpService.Counts(
                                                                () -> COUNTS, _ -> 0))
                                                .feature()),
                                signIn::who));
    }

    /** A page or export as a signed-in browser gets it; the first call makes the user noor. */
    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        if (cookie.isEmpty()) {
            cookie = signIn();
        }
        return client.send(request(path).header("Cookie", cookie).build(), BodyHandlers.ofString());
    }

    private String signIn() throws IOException, InterruptedException {
        String form = "name=noor&password=correct+horse&token=" + setup.offer().orElseThrow();
        HttpRequest.Builder made =
                request("/setup")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form));
        return client.send(made.build(), BodyHandlers.discarding())
                .headers()
                .firstValue("set-cookie")
                .orElseThrow()
                .split(";", 2)[0];
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .header("Accept-Language", "en");
    }

    @Override
    public void close() {
        client.close();
        changes.close();
        server.close();
        database.close();
    }
}
