package io.turnout.hub.trust;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.turnout.hub.web.Feature;
import io.turnout.hub.web.HttpProblem;
import io.turnout.hub.web.Json;
import io.turnout.hub.web.Right;
import io.turnout.hub.web.SignedIn;
import io.turnout.protocol.access.Ids;
import io.turnout.protocol.message.UnitId;
import java.util.Map;
import java.util.Optional;

/** Tickets for units, for programs: many units at once is this call many times. */
public final class TrustHttpService implements HttpService {
    private final Optional<Enrolment> enrolment;

    /**
     * @param enrolment missing where the hub takes units' secrets instead of certificates
     */
    public TrustHttpService(Optional<Enrolment> enrolment) {
        this.enrolment = enrolment;
    }

    public Feature feature() {
        return Feature.closed(this);
    }

    @Override
    public void routing(HttpRules rules) {
        rules.post("/api/v1/units/{unit}/ticket", Right.CHANGE_DOORS.lets(this::ticket))
                .post("/api/v1/units/{unit}/revoke", Right.CHANGE_DOORS.lets(this::revoke));
    }

    private record TicketAnswer(String unit, String ticket, String until) {}

    private void ticket(ServerRequest request, ServerResponse response) {
        UnitId unit = unit(request);
        Enrolment.Ticket ticket =
                open(enrolment)
                        .ticket(unit, SignedIn.of(request).name())
                        .orElseThrow(() -> HttpProblem.notFound("unit", unit.value()));
        Json.send(
                response,
                201,
                new TicketAnswer(unit.value(), ticket.text().text(), ticket.until().toString()));
    }

    private void revoke(ServerRequest request, ServerResponse response) {
        UnitId unit = unit(request);
        if (!open(enrolment).revoke(unit, SignedIn.of(request).name())) {
            throw HttpProblem.notFound("unit", unit.value());
        }
        Json.send(response, 200, Map.of("unit", unit.value()));
    }

    /** The unit that the address names. */
    public static UnitId unit(ServerRequest request) {
        String id = request.path().pathParameters().get("unit");
        if (!Ids.valid(id)) {
            throw HttpProblem.notFound("unit", id);
        }
        return new UnitId(id);
    }

    /** What there is only where units have certificates. */
    public static <T> T open(Optional<T> part) {
        return part.orElseThrow(() -> HttpProblem.of(409, "tls", "no-certificates"));
    }
}
