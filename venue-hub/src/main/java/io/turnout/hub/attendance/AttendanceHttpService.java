package io.turnout.hub.attendance;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.turnout.hub.web.Feature;
import io.turnout.hub.web.Json;
import io.turnout.hub.web.Right;
import java.util.List;

/** Counts, for programs. */
public final class AttendanceHttpService implements HttpService {
    private final AttendanceQueries queries;

    public AttendanceHttpService(AttendanceQueries queries) {
        this.queries = queries;
    }

    public Feature feature() {
        return Feature.closed(this);
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/api/v1/events/{event}/counts", Right.SEE_ATTENDANCE.lets(this::counts));
    }

    private record UnitAnswer(String unit, String epoch, long upTo, long highest) {}

    private record Answer(
            List<AttendanceQueries.SessionCount> sessions,
            AttendanceQueries.Totals totals,
            List<UnitAnswer> units) {}

    private void counts(ServerRequest request, ServerResponse response) {
        AttendanceQueries.Counts counts =
                queries.counts(request.path().pathParameters().get("event"));
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
}
