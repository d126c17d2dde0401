package io.turnout.hub.attendance;

import com.fasterxml.jackson.databind.JsonNode;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.turnout.hub.attendance.AttendanceRules.OfSession;
import io.turnout.hub.attendance.AttendanceRules.Outcome;
import io.turnout.hub.identity.Audit;
import io.turnout.hub.web.Feature;
import io.turnout.hub.web.HttpProblem;
import io.turnout.hub.web.Json;
import io.turnout.hub.web.Right;
import io.turnout.hub.web.SignedIn;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Counts, and the rules by which scans become attendance and credit, for programs. */
public final class AttendanceHttpService implements HttpService {
    private static final String RULES = "/api/v1/events/{event}/attendance-rules";
    private static final String OF_SESSION =
            "/api/v1/events/{event}/sessions/{session}/attendance-rules";

    private final AttendanceQueries queries;
    private final AttendanceRules rules;
    private final Consumer<String> changed;

    /**
     * @param changed is told the id of an event whose rules were set
     */
    public AttendanceHttpService(
            AttendanceQueries queries, AttendanceRules rules, Consumer<String> changed) {
        this.queries = queries;
        this.rules = rules;
        this.changed = changed;
    }

    public Feature feature() {
        return Feature.closed(this);
    }

    @Override
    public void routing(HttpRules routes) {
        routes.get("/api/v1/events/{event}/counts", Right.SEE_ATTENDANCE.lets(this::counts))
                .get(RULES, Right.SEE_ATTENDANCE.lets(this::rules))
                .post(RULES, Right.CHANGE_ATTENDANCE.lets(this::putRules))
                .get(OF_SESSION, Right.SEE_ATTENDANCE.lets(this::ofSession))
                .post(OF_SESSION, Right.CHANGE_ATTENDANCE.lets(this::putOfSession));
    }

    private record UnitAnswer(String unit, String epoch, long upTo, long highest) {}

    private record Answer(
            List<AttendanceQueries.SessionCount> sessions,
            AttendanceQueries.Totals totals,
            List<UnitAnswer> units) {}

    private void counts(ServerRequest request, ServerResponse response) {
        AttendanceQueries.Counts counts = queries.counts(event(request));
        List<UnitAnswer> units =
                counts.units().stream()
                        .map(arrival ->
                                new UnitAnswer(
                                        arrival.unit(),
                                        arrival.epoch(),
                                        arrival.upTo(),
                                        arrival.highest()))
                        .toList();
        Json.send(response, 200, new Answer(counts.sessions(), counts.totals(), units));
    }

    private void rules(ServerRequest request, ServerResponse response) {
        Json.send(response, 200, RulesJson.answer(require(request).texts()));
    }

    private void putRules(ServerRequest request, ServerResponse response) {
        RuleValues now = require(request);
        JsonNode body = Json.read(request, JsonNode.class);
        RuleValues wanted = new RuleValues(RulesJson.over(now.texts(), body, false));
        String who = SignedIn.of(request).name();
        said(request, rules.put(event(request), wanted, who, Optional.empty()));
        Json.send(response, 200, RulesJson.answer(require(request).texts()));
    }

    private void ofSession(ServerRequest request, ServerResponse response) {
        send(response, requireSession(request));
    }

    private void putOfSession(ServerRequest request, ServerResponse response) {
        OfSession now = requireSession(request);
        Map<RuleName, String> own =
                RulesJson.over(now.own(), Json.read(request, JsonNode.class), true);
        String who = SignedIn.of(request).name();
        said(request, rules.put(event(request), now.id(), own, who, Optional.empty()));
        send(response, requireSession(request));
    }

    private static void send(ServerResponse response, OfSession session) {
        Json.send(
                response,
                200,
                Map.of(
                        "own", RulesJson.answer(session.own()),
                        "inForce", RulesJson.answer(session.values().texts())));
    }

    private void said(ServerRequest request, Outcome outcome) {
        switch (outcome) {
            case Outcome.Done() -> changed.accept(event(request));
            case Outcome.Refused(Contradiction why) -> throw RulesJson.problem(why);
            case Outcome.Stale(Audit.Entry _) ->
                    throw new IllegalStateException("no version was asked for");
            case Outcome.Unknown() -> throw HttpProblem.notFound("event", event(request));
        }
    }

    private RuleValues require(ServerRequest request) {
        return rules.require(event(request));
    }

    private OfSession requireSession(ServerRequest request) {
        return rules.require(event(request), request.path().pathParameters().get("session"));
    }

    private static String event(ServerRequest request) {
        return request.path().pathParameters().get("event");
    }
}
