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
import io.turnout.hub.web.Pages;
import io.turnout.hub.web.Right;
import io.turnout.hub.web.Words;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** A day of an event: its flow, its rooms by the half hour, and who did not come. */
public final class DayHttpService implements HttpService {
    private static final String DAY = "/events/{event}/day";

    private final Database database;
    private final EventFrames frames;
    private final Pages pages;

    public DayHttpService(Database database, EventFrames frames, Pages pages) {
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
        rules.get(DAY, Right.SEE_ATTENDANCE.lets(this::day))
                .get(DAY + "/no-shows", Right.SEE_ATTENDANCE.lets(this::noShows));
    }

    /** Which days there are, and which is shown; empty where the event has no session. */
    public record Days(List<LocalDate> all, Optional<LocalDate> shown) {
        public Days {
            all = List.copyOf(all);
        }
    }

    @FunctionalInterface
    private interface Content {
        Object of(DayQueries queries, LocalDate date);
    }

    private void day(ServerRequest request, ServerResponse response) {
        show(request, response, "day", DayQueries::read);
    }

    private void noShows(ServerRequest request, ServerResponse response) {
        show(request, response, "noShows", DayQueries::noShows);
    }

    private void show(
            ServerRequest request, ServerResponse response, String what, Content content) {
        Map<String, Object> model = database.read(handle -> model(handle, request, what, content));
        if (model.get("frame") instanceof Frame frame && !frame.attendance()) {
            Pages.go(response, frame.path("/sessions"));
            return;
        }
        pages.send(request, response, what + ".jte", model);
    }

    private Map<String, Object> model(
            Handle handle, ServerRequest request, String what, Content content) {
        String event = request.path().pathParameters().get("event");
        Framed framed = frames.require(handle, event, Words.of(request));
        DayQueries queries = new DayQueries(handle, event, framed.frame().text());
        List<LocalDate> all = queries.days();
        Days days = new Days(all, queries.choose(all, request.query().first("date").orElse("")));
        Map<String, Object> model =
                new HashMap<>(
                        Map.of(
                                "frame",
                                framed.frame(),
                                "complete",
                                framed.complete(),
                                "days",
                                days));
        days.shown().ifPresent(date -> model.put(what, content.of(queries, date)));
        return model;
    }
}
