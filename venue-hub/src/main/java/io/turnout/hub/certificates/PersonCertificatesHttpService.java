package io.turnout.hub.certificates;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.turnout.hub.agenda.EventSettings;
import io.turnout.hub.certificates.CertificateDesk.Site;
import io.turnout.hub.certificates.Certificates.Outcome;
import io.turnout.hub.people.Attendee;
import io.turnout.hub.web.Form;
import io.turnout.hub.web.HttpProblem;
import io.turnout.hub.web.Right;
import io.turnout.hub.web.SignedIn;
import io.turnout.hub.web.Words;
import java.util.Map;

/** The certificates of one attendee: looked at before, issued, taken away, revoked. */
final class PersonCertificatesHttpService implements HttpService {
    private static final String PERSON = "/events/{event}/people/{person}/certificates";
    private static final String ONE = CertificatePagesHttpService.ALL + "/{number}";
    private static final int LONGEST_WHY = 500;

    private final CertificateDesk desk;
    private final Site site;

    PersonCertificatesHttpService(Site site) {
        this.desk = site.desk();
        this.site = site;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get(PERSON, Right.SEE_ATTENDANCE.lets(this::show))
                .post(PERSON, Right.CHANGE_ATTENDANCE.lets(this::issue))
                .get(ONE + "/pdf", Right.SEE_ATTENDANCE.lets(this::pdf))
                .post(ONE + "/revoke", Right.CHANGE_ATTENDANCE.lets(this::revoke));
    }

    private void show(ServerRequest request, ServerResponse response) {
        page(request, response, "");
    }

    private void page(ServerRequest request, ServerResponse response, String error) {
        EventSettings event = event(request);
        Attendee attendee = attendee(request, event);
        Words words = Words.of(request);
        PersonCertificates shown =
                PersonCertificates.of(
                        words,
                        attendee,
                        desk.certificates().now(event, attendee.id()).orElseThrow(),
                        desk.certificates().of(event.id(), attendee.id()));
        site.pages()
                .send(
                        request,
                        response,
                        "personCertificates.jte",
                        Map.of("frame", site.frame(event, words), "shown", shown, "error", error));
    }

    private void issue(ServerRequest request, ServerResponse response) {
        EventSettings event = event(request);
        Attendee attendee = attendee(request, event);
        Form.read(request);
        String who = SignedIn.of(request).name();
        Outcome outcome =
                desk.certificates().issue(event, attendee.id(), Scope.ATTENDED, true, who);
        String path = "/events/%s/people/%d/certificates".formatted(event.id(), attendee.id());
        switch (outcome) {
            case Outcome.Issued(Certificate made) ->
                    site.pages()
                            .done(response, path, "done.certificate-issued", made.number().shown());
            case Outcome.Replaced(Certificate made) ->
                    site.pages()
                            .done(
                                    response,
                                    path,
                                    "done.certificate-replaced",
                                    made.number().shown());
            case Outcome.Kept _,
                    Outcome.Nothing _,
                    Outcome.NoCredit _,
                    Outcome.Revoked _,
                    Outcome.Outdated _,
                    Outcome.Gone _ ->
                    refuse(request, response, "certificate.outcome." + outcome.key());
        }
    }

    private void refuse(ServerRequest request, ServerResponse response, String key) {
        response.status(409);
        page(request, response, Words.of(request).get(key));
    }

    private void pdf(ServerRequest request, ServerResponse response) {
        EventSettings event = event(request);
        Certificate certificate =
                desk.printable(event, request.path().pathParameters().get("number"));
        desk.certificates().downloaded(certificate, SignedIn.of(request).name());
        send(response, certificate, desk.files().pdf(certificate, Words.of(request)));
    }

    static void send(ServerResponse response, Certificate certificate, byte[] pdf) {
        response.header(HeaderNames.CONTENT_TYPE, "application/pdf")
                .header(
                        HeaderNames.CONTENT_DISPOSITION,
                        "attachment; filename=\"" + CertificateFiles.plainName(certificate) + "\"")
                .header(HeaderNames.CACHE_CONTROL, "no-store")
                .send(pdf);
    }

    private void revoke(ServerRequest request, ServerResponse response) {
        EventSettings event = event(request);
        Certificate certificate =
                desk.certificate(event, request.path().pathParameters().get("number"));
        Form form = Form.read(request);
        String why = form.text("why");
        if (why.isEmpty() || why.length() > LONGEST_WHY) {
            throw HttpProblem.badField("why", "The reason, of 1 to 500 characters.");
        }
        String who = SignedIn.of(request).name();
        if (!desk.certificates().revoke(event.id(), certificate.number(), why, who)) {
            throw new HttpProblem(
                    409, "This certificate is not valid any more.", "number", "Look at it again.");
        }
        site.pages()
                .done(
                        response,
                        "/events/%s/people/%d/certificates"
                                .formatted(event.id(), certificate.attendee()),
                        "done.certificate-revoked",
                        certificate.number().shown());
    }

    private EventSettings event(ServerRequest request) {
        return desk.event(request.path().pathParameters().get("event"));
    }

    private Attendee attendee(ServerRequest request, EventSettings event) {
        String id = request.path().pathParameters().get("person");
        long number = id.matches("[0-9]{1,18}") ? Long.parseLong(id) : 0;
        return desk.people()
                .find(event.id(), number)
                .orElseThrow(() -> HttpProblem.notFound("attendee", id));
    }
}
