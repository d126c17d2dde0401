package io.turnout.hub.reports;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.turnout.hub.fleet.EventFrames;
import io.turnout.hub.fleet.EventFrames.Framed;
import io.turnout.hub.store.Database;
import io.turnout.hub.web.Feature;
import io.turnout.hub.web.Frame;
import io.turnout.hub.web.HttpProblem;
import io.turnout.hub.web.Pages;
import io.turnout.hub.web.Right;
import io.turnout.hub.web.Words;
import java.util.Map;

/** Screens that nobody touches: the wall of the operations room, and one beside each door. */
public final class ScreenHttpService implements HttpService {
    private static final String WALL = "/events/{event}/screens/wall";
    private static final String DOOR = "/events/{event}/screens/rooms/{room}";

    private final Database database;
    private final EventFrames frames;
    private final OverviewQueries overviews = new OverviewQueries();
    private final Pages pages;

    public ScreenHttpService(Database database, EventFrames frames, Pages pages) {
        this.database = database;
        this.frames = frames;
        this.pages = pages;
    }

    /** The routes, for signed-in users. */
    public Feature feature() {
        return Feature.closed(this);
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get(WALL, Right.SEE.lets(this::wall))
                .get(DOOR, Right.SEE.lets((req, res) -> door(req, res, "screenDoor.jte")))
                .get(
                        DOOR + "/fragment",
                        Right.SEE.lets((req, res) -> door(req, res, "screenDoorLive.jte")));
    }

    private record Shown(Framed framed, Overview overview) {}

    private Shown shown(ServerRequest request) {
        String event = request.path().pathParameters().get("event");
        Shown shown =
                database.read(handle -> {
                    Framed framed = frames.require(handle, event, Words.of(request));
                    return new Shown(
                            framed,
                            overviews.read(handle, event, framed.frame().text(), framed.units()));
                });
        if (!shown.framed().frame().attendance()) {
            throw HttpProblem.notFound("attendance", event);
        }
        return shown;
    }

    private void wall(ServerRequest request, ServerResponse response) {
        Shown shown = shown(request);
        pages.send(
                request,
                response,
                "screenWall.jte",
                Map.of(
                        "frame",
                        shown.framed().frame(),
                        "complete",
                        shown.framed().complete(),
                        "overview",
                        shown.overview()));
    }

    private void door(ServerRequest request, ServerResponse response, String template) {
        Shown shown = shown(request);
        Frame frame = shown.framed().frame();
        String room = request.path().pathParameters().get("room");
        Tile tile =
                shown.overview().tiles().stream()
                        .filter(one -> one.room().id().equals(room))
                        .findFirst()
                        .orElseThrow(() -> HttpProblem.notFound("room with a session today", room));
        pages.send(request, response, template, Map.of("frame", frame, "tile", tile));
    }
}
