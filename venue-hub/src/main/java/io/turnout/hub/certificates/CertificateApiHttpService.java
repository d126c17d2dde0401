package io.turnout.hub.certificates;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.turnout.hub.agenda.EventSettings;
import io.turnout.hub.certificates.Certificates.Outcome;
import io.turnout.hub.certificates.JobRows.Job;
import io.turnout.hub.people.Attendee;
import io.turnout.hub.people.AttendeeNumber;
import io.turnout.hub.web.HttpProblem;
import io.turnout.hub.web.Json;
import io.turnout.hub.web.ListQuery;
import io.turnout.hub.web.Right;
import io.turnout.hub.web.SignedIn;
import io.turnout.hub.web.Words;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The certificates of an event, for programs: listed, issued, taken away. */
final class CertificateApiHttpService implements HttpService {
    private static final String ALL = "/api/v1/events/{event}/certificates";

    private final CertificateDesk desk;

    CertificateApiHttpService(CertificateDesk desk) {
        this.desk = desk;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get(ALL, Right.SEE_ATTENDANCE.lets(this::list))
                .post(ALL, Right.CHANGE_ATTENDANCE.lets(this::issue))
                .get(ALL + "/jobs/{job}", Right.SEE_ATTENDANCE.lets(this::job))
                .get(ALL + "/{number}/pdf", Right.SEE_ATTENDANCE.lets(this::pdf));
    }

    private record Row(
            String number,
            @Nullable String attendee,
            String state,
            String issued,
            String credits,
            String verify,
            @Nullable String replacedBy) {}

    private record Page(List<Row> certificates, long all, int page, int pages) {}

    private record Wanted(@Nullable String attendee, @Nullable String scope) {}

    private record Running(
            long job, String state, long total, long done, Map<String, Long> outcomes) {
        static Running of(Job job) {
            return new Running(job.id(), job.state(), job.total(), job.done(), job.outcomes());
        }
    }

    private Row row(EventSettings event, Certificate certificate) {
        return new Row(
                certificate.number().shown(),
                desk.people()
                        .find(event.id(), certificate.attendee())
                        .map(person -> person.details().number().value())
                        .orElse(null),
                certificate.state(),
                Instant.ofEpochMilli(certificate.issuedMs()).toString(),
                certificate.certified().total().toPlainString(),
                desk.files().address(certificate.number()),
                certificate
                        .end()
                        .map(end ->
                                end instanceof Certificate.End.Replaced(var next, _)
                                        ? next.shown()
                                        : null)
                        .orElse(null));
    }

    private void list(ServerRequest request, ServerResponse response) {
        EventSettings event = event(request);
        ListQuery query = ListQuery.of(request);
        Certificates.Found found =
                desk.certificates().page(event.id(), query.offset(), ListQuery.ROWS);
        List<Row> rows = found.rows().stream().map(one -> row(event, one)).toList();
        Json.send(
                response,
                200,
                new Page(rows, found.all(), query.page(), ListQuery.pages(found.all())));
    }

    /** Of one attendee at once; of all, by a job that can be asked how far it is. */
    private void issue(ServerRequest request, ServerResponse response) {
        EventSettings event = event(request);
        Wanted wanted = Json.read(request, Wanted.class);
        Scope scope =
                Scope.find(Optional.ofNullable(wanted.scope()).orElse(Scope.CREDIT.key()))
                        .orElseThrow(
                                () -> HttpProblem.badField("scope", "One of: attended, credit."));
        String who = SignedIn.of(request).name();
        if (wanted.attendee() == null) {
            Json.send(response, 202, Running.of(desk.jobs().begin(event.id(), scope, who)));
            return;
        }
        Attendee attendee = attendee(event, wanted.attendee());
        Outcome outcome = desk.certificates().issue(event, attendee.id(), scope, false, who);
        switch (outcome) {
            case Outcome.Issued(Certificate made) -> Json.send(response, 201, row(event, made));
            case Outcome.Replaced(Certificate made) -> Json.send(response, 201, row(event, made));
            case Outcome.Kept(Certificate kept) -> Json.send(response, 200, row(event, kept));
            case Outcome.Nothing _,
                    Outcome.NoCredit _,
                    Outcome.Revoked _,
                    Outcome.Outdated _,
                    Outcome.Gone _ ->
                    throw new HttpProblem(
                            409,
                            Words.english().get("certificate.outcome." + outcome.key()),
                            "attendee",
                            "Look at the attendee's certificates.");
        }
    }

    private Attendee attendee(EventSettings event, String number) {
        return Optional.of(number)
                .filter(text -> !text.isBlank())
                .flatMap(text -> desk.people().find(event.id(), new AttendeeNumber(text)))
                .orElseThrow(() -> HttpProblem.notFound("attendee", number));
    }

    private void job(ServerRequest request, ServerResponse response) {
        String id = request.path().pathParameters().get("job");
        Json.send(response, 200, Running.of(desk.job(event(request), id)));
    }

    private void pdf(ServerRequest request, ServerResponse response) {
        EventSettings event = event(request);
        Certificate certificate =
                desk.printable(event, request.path().pathParameters().get("number"));
        desk.certificates().downloaded(certificate, SignedIn.of(request).name());
        PersonCertificatesHttpService.send(
                response, certificate, desk.files().pdf(certificate, Words.of(request)));
    }

    private EventSettings event(ServerRequest request) {
        return desk.event(request.path().pathParameters().get("event"));
    }
}
