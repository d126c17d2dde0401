package io.turnout.hub.reports;

import io.turnout.hub.agenda.EventBook;
import io.turnout.hub.agenda.EventPagesHttpService;
import io.turnout.hub.agenda.Events;
import io.turnout.hub.fleet.EventFrames;
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
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/** The hub's pages over HTTP, on a database of their own. */
final class ServedHub implements AutoCloseable {
    static final String PASSWORD = "correct horse";

    final Database database;
    final Changes changes = new Changes();
    final Setup setup;
    final HubServer server;

    ServedHub(Path directory, InstantSource clock, int port) throws CannotStart {
        database = Database.open(directory);
        SignIn signIn = new SignIn(database, new Audit(clock), clock);
        setup = new Setup(database, signIn, new Audit(clock), clock);
        Assets assets = new Assets();
        Pages pages = new Pages(assets);
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
                                        new SessionHttpService(database, frames, pages).feature(),
                                        new UnitPagesHttpService(database, frames, pages)
                                                .feature()),
                                signIn::who));
    }

    @Override
    public void close() {
        changes.close();
        server.close();
        database.close();
    }
}
