package io.turnout.hub.attendant;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.turnout.hub.web.Assets;
import io.turnout.hub.web.Feature;
import io.turnout.hub.web.Frame;
import io.turnout.hub.web.Frames;
import io.turnout.hub.web.HttpProblem;
import io.turnout.hub.web.Json;
import io.turnout.hub.web.Pages;
import io.turnout.hub.web.Right;
import io.turnout.hub.web.SignedIn;
import io.turnout.hub.web.Words;
import io.turnout.protocol.access.RoomId;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The pages on which attendants choose a session and scan, and what makes them installable. */
public final class ScanPagesHttpService implements HttpService {
    private static final String SCAN = "/events/{event}/scan";

    private final ScanDesk desk;
    private final Frames frames;
    private final Pages pages;
    private final Assets assets;
    private final Consumer<RoomId> expected;

    /**
     * @param expected is told of a room whose seats are counted, before somebody scans there
     */
    public ScanPagesHttpService(
            ScanDesk desk, Frames frames, Pages pages, Assets assets, Consumer<RoomId> expected) {
        this.expected = expected;
        this.desk = desk;
        this.frames = frames;
        this.pages = pages;
        this.assets = assets;
    }

    public Feature feature() {
        return Feature.closed(this);
    }

    @Override
    public void routing(HttpRules rules) {
        Right right = Right.SCAN_SOME;
        rules.get(SCAN, right.lets(this::choose))
                .get(SCAN + "/at/{session}", right.lets(this::scan))
                .get(SCAN + "/worker.js", right.lets(this::worker))
                .get(SCAN + "/manifest.webmanifest", right.lets(this::manifest));
    }

    private void choose(ServerRequest request, ServerResponse response) {
        Frame frame = frame(request);
        List<ScanDesk.Session> sessions = desk.sessions(SignedIn.of(request), frame.event());
        pages.send(
                request,
                response,
                "scanSessions.jte",
                Map.of("frame", frame, "sessions", sessions));
    }

    private void scan(ServerRequest request, ServerResponse response) {
        ScanDesk.Session session = session(desk, request);
        session.holds().ifPresent(_ -> expected.accept(session.room()));
        pages.send(
                request,
                response,
                "scan.jte",
                Map.of(
                        "frame", frame(request),
                        "session", session,
                        "leaves", desk.checksOut(request.path().pathParameters().get("event")),
                        "texts", Json.text(ScanTexts.of(Words.of(request)))));
    }

    /** Its place is what it may serve: these pages, and no others. */
    private void worker(ServerRequest request, ServerResponse response) {
        response.header(HeaderNames.CONTENT_TYPE, "text/javascript; charset=utf-8")
                .header(HeaderNames.CACHE_CONTROL, "no-cache")
                .header("Service-Worker-Allowed", frame(request).path("/scan"))
                .send("importScripts('" + assets.path("scan-worker.js") + "');\n");
    }

    private void manifest(ServerRequest request, ServerResponse response) {
        Frame frame = frame(request);
        String title = Words.of(request).get("scan.title");
        Map<String, Object> icon =
                Map.of(
                        "src", assets.path("favicon.svg"),
                        "sizes", "any",
                        "type", "image/svg+xml");
        response.header(HeaderNames.CONTENT_TYPE, "application/manifest+json")
                .send(
                        Json.text(
                                Map.of(
                                        "name",
                                        title + " · " + frame.title(),
                                        "short_name",
                                        title,
                                        "start_url",
                                        frame.path("/scan"),
                                        "scope",
                                        frame.path("/scan"),
                                        "display",
                                        "standalone",
                                        "background_color",
                                        "#14202B",
                                        "theme_color",
                                        "#14202B",
                                        "icons",
                                        List.of(icon))));
    }

    private Frame frame(ServerRequest request) {
        String event = request.path().pathParameters().get("event");
        return frames.require(event, Words.of(request));
    }

    /** The session of the address, where whoever asks may scan at it. */
    static ScanDesk.Session session(ScanDesk desk, ServerRequest request) {
        String event = request.path().pathParameters().get("event");
        String session = request.path().pathParameters().get("session");
        return desk.session(SignedIn.of(request), event, session)
                .orElseThrow(() -> refusal(desk, event, session));
    }

    private static HttpProblem refusal(ScanDesk desk, String event, String session) {
        return desk.exists(event, session)
                ? new HttpProblem(
                        403,
                        "You may not scan at this session.",
                        "session",
                        "Ask an admin of this hub to add it to yours.")
                : HttpProblem.notFound("session", session);
    }
}
