package io.turnout.hub.identity;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.turnout.hub.identity.ScanGrants.Grant;
import io.turnout.hub.identity.ScanGrants.Scope;
import io.turnout.hub.web.Feature;
import io.turnout.hub.web.Fields;
import io.turnout.hub.web.Form;
import io.turnout.hub.web.HttpProblem;
import io.turnout.hub.web.Pages;
import io.turnout.hub.web.Reading;
import io.turnout.hub.web.Right;
import io.turnout.hub.web.SignedIn;
import io.turnout.hub.web.VenueText;
import io.turnout.hub.web.Words;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The page on which a person gets the right to scan at all or at chosen sessions of an event. */
public final class ScanGrantsHttpService implements HttpService {
    private static final String PAGE = "/users/{user}/scanning/{of}";
    private static final String FORM = "field.scan-grant";

    private final Users users;
    private final ScanGrants grants;
    private final Pages pages;
    private final InstantSource clock;

    public ScanGrantsHttpService(Users users, ScanGrants grants, Pages pages, InstantSource clock) {
        this.users = users;
        this.grants = grants;
        this.pages = pages;
        this.clock = clock;
    }

    public Feature feature() {
        return Feature.closed(this);
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get(PAGE, Right.CHANGE_USERS.lets(this::ask))
                .post(PAGE, Right.CHANGE_USERS.lets(this::change));
    }

    private void ask(ServerRequest request, ServerResponse response) {
        form(request, response, fields(grants.find(user(request).id(), event(request))));
    }

    private static Fields fields(Grant grant) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        values.put("scope", List.of(grant.scope().key()));
        values.put("session", grant.sessions());
        return Fields.of(FORM, values, grant.version());
    }

    private void change(ServerRequest request, ServerResponse response) {
        Reading reading = new Reading(FORM, Form.read(request), Words.of(request));
        User user = user(request);
        String event = event(request);
        List<String> scopes = Arrays.stream(Scope.values()).map(Scope::key).toList();
        Scope scope = Scope.find(reading.choice("scope", scopes)).orElse(Scope.ROLE);
        List<String> known = grants.choices(event).stream().map(ScanGrants.Session::id).toList();
        Grant grant = new Grant(scope, reading.ticked("session", known));
        if (scope == Scope.CHOSEN && grant.sessions().isEmpty()) {
            reading.refuse("session", "scanning.none-chosen");
        }
        if (!reading.isGood()) {
            response.status(422);
            form(request, response, reading.fields());
            return;
        }
        switch (grants.set(user, event, grant, reading.version(), SignedIn.of(request))) {
            case ScanGrants.Outcome.Done() ->
                    pages.done(response, "/users/" + user.id(), "done.scanning", user.name());
            case ScanGrants.Outcome.Stale(Grant now, var last) -> {
                String when = text(request, event).moment(last.atMs());
                Fields.Editor editor = new Fields.Editor(last.who(), when);
                response.status(409);
                form(request, response, reading.fields().against(fields(now), editor));
            }
        }
    }

    private VenueText text(ServerRequest request, String event) {
        ZoneId zone = ZoneId.of(grants.zone(event).orElseThrow());
        return new VenueText(Words.of(request), zone, clock.instant());
    }

    private void form(ServerRequest request, ServerResponse response, Fields form) {
        String event = event(request);
        VenueText text = text(request, event);
        Map<String, String> sessions = new LinkedHashMap<>();
        for (ScanGrants.Session one : grants.choices(event)) {
            sessions.put(
                    one.id(),
                    "%s, %s, %s".formatted(text.moment(one.startMs()), one.title(), one.room()));
        }
        pages.send(
                request,
                response,
                "scanGrant.jte",
                Map.of(
                        "form", form,
                        "user", user(request),
                        "event", event,
                        "title", users.events().getOrDefault(event, event),
                        "sessions", sessions));
    }

    private User user(ServerRequest request) {
        String id = request.path().pathParameters().get("user");
        long number = id.matches("[0-9]{1,18}") ? Long.parseLong(id) : 0;
        return users.find(number).orElseThrow(() -> HttpProblem.notFound("user", id));
    }

    private String event(ServerRequest request) {
        String event = request.path().pathParameters().get("of");
        return grants.zone(event)
                .map(_ -> event)
                .orElseThrow(() -> HttpProblem.notFound("event", event));
    }
}
