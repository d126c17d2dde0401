package io.turnout.hub.reports;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.turnout.hub.credit.StoredCredits;
import io.turnout.hub.fleet.EventFrames;
import io.turnout.hub.fleet.EventFrames.Framed;
import io.turnout.hub.seats.SessionSeats;
import io.turnout.hub.store.Database;
import io.turnout.hub.web.Feature;
import io.turnout.hub.web.HttpProblem;
import io.turnout.hub.web.Pages;
import io.turnout.hub.web.Right;
import io.turnout.hub.web.Words;
import io.turnout.protocol.access.SessionId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/** The list of sessions, and each session's live attendance. */
public final class SessionHttpService implements HttpService {
    private final Database database;
    private final EventFrames frames;
    private final SessionListQueries lists = new SessionListQueries();
    private final SessionQueries sessions = new SessionQueries();
    private final StayQueries people = new StayQueries();
    private final Pages pages;
    private final Function<SessionId, Optional<SessionSeats>> seats;

    /**
     * @param seats how a session's seats are divided, where they are counted
     */
    public SessionHttpService(
            Database database,
            EventFrames frames,
            Pages pages,
            Function<SessionId, Optional<SessionSeats>> seats) {
        this.seats = seats;
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
        String session = "/events/{event}/sessions/{session}";
        rules.get("/events/{event}/sessions", Right.SEE.lets(this::list))
                .get(
                        session,
                        Right.SEE_ATTENDANCE.lets((req, res) -> session(req, res, "session.jte")))
                .get(
                        session + "/fragment",
                        Right.SEE_ATTENDANCE.lets(
                                (req, res) -> session(req, res, "sessionLive.jte")))
                .get(
                        session + "/people",
                        Right.SEE_ATTENDANCE.lets(
                                (req, res) -> session(req, res, "sessionPeople.jte")));
    }

    private void list(ServerRequest request, ServerResponse response) {
        SessionFilter filter =
                new SessionFilter(
                        query(request, "q"),
                        query(request, "day"),
                        query(request, "room"),
                        query(request, "state"),
                        page(request));
        Map<String, Object> model =
                inEvent(
                        request,
                        (handle, framed) ->
                                Map.of(
                                        "frame",
                                        framed.frame(),
                                        "complete",
                                        framed.complete(),
                                        "list",
                                        lists.read(
                                                handle,
                                                framed.frame().event(),
                                                filter,
                                                framed.frame().text())));
        pages.send(request, response, "sessions.jte", model);
    }

    private void session(ServerRequest request, ServerResponse response, String template) {
        PeopleFilter filter =
                new PeopleFilter(
                        query(request, "q"),
                        query(request, "show"),
                        query(request, "sort"),
                        page(request));
        String id = request.path().pathParameters().get("session");
        Map<String, Object> model =
                inEvent(request, (handle, framed) -> model(handle, framed, id, filter));
        pages.send(request, response, template, model);
    }

    private Map<String, Object> model(
            Handle handle, Framed framed, String id, PeopleFilter filter) {
        SessionPage shown =
                sessions.read(
                                handle,
                                framed.frame().event(),
                                id,
                                framed.frame().text(),
                                framed.complete())
                        .orElseThrow(() -> HttpProblem.notFound("session", id));
        List<SeatLine> lent =
                seats.apply(new SessionId(id))
                        .map(divided -> SeatLine.of(divided, framed.units()))
                        .orElse(List.of());
        return Map.of(
                "frame",
                framed.frame(),
                "shown",
                shown,
                "seats",
                lent,
                "people",
                people(handle, shown, filter),
                "corrected",
                CorrectedPeople.of(handle, id),
                "heads",
                new HeadCounts(handle).of(id));
    }

    private People people(Handle handle, SessionPage shown, PeopleFilter filter) {
        String session = shown.session().id();
        People found = people.read(handle, session, shown.sums().people(), filter);
        return found.with(
                StoredCredits.in(
                        handle,
                        session,
                        found.rows().stream().map(Stay::attendee).toList(),
                        shown.text().now()));
    }

    private Map<String, Object> inEvent(
            ServerRequest request, BiFunction<Handle, Framed, Map<String, Object>> model) {
        String event = request.path().pathParameters().get("event");
        Words words = Words.of(request);
        return database.read(handle -> model.apply(handle, frames.require(handle, event, words)));
    }

    private static String query(ServerRequest request, String name) {
        return request.query().first(name).orElse("");
    }

    static int page(ServerRequest request) {
        String text = query(request, "page");
        return text.matches("[0-9]{1,6}") ? Integer.parseInt(text) : 1;
    }
}
