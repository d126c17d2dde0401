package io.turnout.hub.trust;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.turnout.hub.web.Bodies;
import io.turnout.hub.web.Feature;
import io.turnout.hub.web.HttpProblem;
import io.turnout.hub.web.Json;
import io.turnout.hub.web.Right;
import io.turnout.hub.web.Shown;
import io.turnout.protocol.message.EnrolRequest;
import io.turnout.protocol.message.MalformedMessage;
import io.turnout.protocol.message.MessageCodec;
import java.security.cert.X509Certificate;
import java.util.Optional;

/** Where units enrol and renew. They bring their own proof: a token, or a certificate by TLS. */
public final class UnitDoorHttpService implements HttpService {
    private final Optional<Enrolment> enrolment;
    private final MessageCodec codec = new MessageCodec();

    /**
     * @param enrolment missing where the hub takes units' secrets instead of certificates
     */
    public UnitDoorHttpService(Optional<Enrolment> enrolment) {
        this.enrolment = enrolment;
    }

    public Feature feature() {
        return Feature.ofUnits(this);
    }

    @Override
    public void routing(HttpRules rules) {
        rules.post("/unit/v1/enrol", Right.OPEN.lets(this::enrol))
                .post("/unit/v1/renew", Right.OPEN.lets(this::renew));
    }

    private void enrol(ServerRequest request, ServerResponse response) {
        Enrolment open = TrustHttpService.open(enrolment);
        try {
            byte[] body = Bodies.read(request, Json.SMALL);
            send(response, open.enrol(codec.read(body, EnrolRequest.class)), 409);
        } catch (MalformedMessage e) {
            throw new HttpProblem(
                    400,
                    "The body is no request of a unit: " + e.getMessage(),
                    "body",
                    "Use a unit's program of this hub's version.");
        }
    }

    private void renew(ServerRequest request, ServerResponse response) {
        Enrolment open = TrustHttpService.open(enrolment);
        X509Certificate certificate =
                Shown.certificate(request)
                        .orElseThrow(() ->
                                new HttpProblem(
                                        401,
                                        "Who renews a certificate shows it.",
                                        "Authorization",
                                        "Connect by TLS with the unit's key to the port for units."));
        send(response, open.renew(certificate), 403);
    }

    private void send(ServerResponse response, Enrolment.Outcome outcome, int refusal) {
        switch (outcome) {
            case Enrolment.Outcome.Good(var enrolled) ->
                    response.header(HeaderNames.CONTENT_TYPE, "application/json")
                            .send(codec.write(enrolled));
            case Enrolment.Outcome.Refused(String what, String where, String fix) ->
                    throw new HttpProblem(refusal, what, where, fix);
        }
    }
}
