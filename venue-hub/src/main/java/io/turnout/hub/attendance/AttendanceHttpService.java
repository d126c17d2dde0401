package io.turnout.hub.attendance;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.turnout.hub.attendance.AttendanceRules.ElsewhereLeaves;
import io.turnout.hub.attendance.AttendanceRules.Rules;
import io.turnout.hub.attendance.FoldSettings.StillOpen;
import io.turnout.hub.web.Feature;
import io.turnout.hub.web.HttpProblem;
import io.turnout.hub.web.Json;
import io.turnout.hub.web.Right;
import io.turnout.hub.web.SignedIn;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Counts, and the rules by which scans become attendance, for programs. */
public final class AttendanceHttpService implements HttpService {
    private static final int LONGEST_MINUTES = 240;
    private static final String RULES = "/api/v1/events/{event}/attendance-rules";

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
                .post(RULES, Right.CHANGE_ATTENDANCE.lets(this::putRules));
    }

    private record UnitAnswer(String unit, String epoch, long upTo, long highest) {}

    private record Answer(
            List<AttendanceQueries.SessionCount> sessions,
            AttendanceQueries.Totals totals,
            List<UnitAnswer> units) {}

    /** What is absent stays as it is. */
    private record RulesBody(
            @Nullable String elsewhereLeaves,
            @Nullable String stillOpen,
            @Nullable Integer graceBeforeMinutes,
            @Nullable Integer graceAfterMinutes,
            @Nullable Integer walkingMinutes) {
        RulesBody(Rules rules) {
            this(
                    rules.elsewhereLeaves().key(),
                    rules.stillOpen().key(),
                    rules.graceBeforeMinutes(),
                    rules.graceAfterMinutes(),
                    rules.walkingMinutes());
        }
    }

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
        Json.send(response, 200, new RulesBody(require(event(request))));
    }

    private void putRules(ServerRequest request, ServerResponse response) {
        String event = event(request);
        Rules now = require(event);
        RulesBody body = Json.read(request, RulesBody.class);
        Rules wanted =
                new Rules(
                        one(
                                "elsewhereLeaves",
                                body.elsewhereLeaves(),
                                now.elsewhereLeaves(),
                                ElsewhereLeaves::key),
                        one("stillOpen", body.stillOpen(), now.stillOpen(), StillOpen::key),
                        minutes(
                                "graceBeforeMinutes",
                                body.graceBeforeMinutes(),
                                now.graceBeforeMinutes()),
                        minutes(
                                "graceAfterMinutes",
                                body.graceAfterMinutes(),
                                now.graceAfterMinutes()),
                        minutes("walkingMinutes", body.walkingMinutes(), now.walkingMinutes()));
        rules.put(event, wanted, SignedIn.of(request).name());
        changed.accept(event);
        Json.send(response, 200, new RulesBody(wanted));
    }

    private Rules require(String event) {
        return rules.of(event).orElseThrow(() -> HttpProblem.notFound("event", event));
    }

    private static String event(ServerRequest request) {
        return request.path().pathParameters().get("event");
    }

    private static <E extends Enum<E>> E one(
            String field, @Nullable String text, E now, Function<E, String> key) {
        E[] all = now.getDeclaringClass().getEnumConstants();
        return text == null
                ? now
                : Arrays.stream(all)
                        .filter(value -> key.apply(value).equals(text))
                        .findFirst()
                        .orElseThrow(() ->
                                HttpProblem.badField(
                                        field,
                                        Arrays.stream(all)
                                                .map(key)
                                                .collect(
                                                        Collectors.joining(", ", "One of ", "."))));
    }

    private static int minutes(String field, @Nullable Integer value, int now) {
        int minutes = Optional.ofNullable(value).orElse(now);
        if (minutes < 0 || minutes > LONGEST_MINUTES) {
            throw HttpProblem.badField(field, "0 to " + LONGEST_MINUTES + ".");
        }
        return minutes;
    }
}
