package io.turnout.hub.certificates;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.turnout.hub.agenda.EventSettings;
import io.turnout.hub.certificates.CertificateDesk.Site;
import io.turnout.hub.certificates.Releases.Release;
import io.turnout.hub.web.Fields;
import io.turnout.hub.web.Form;
import io.turnout.hub.web.ListQuery;
import io.turnout.hub.web.Reading;
import io.turnout.hub.web.Right;
import io.turnout.hub.web.SignedIn;
import io.turnout.hub.web.Words;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The certificates of an event: how far they are, who gets them, and all that were issued. */
final class CertificatePagesHttpService implements HttpService {
    static final String ALL = "/events/{event}/certificates";
    private static final String FORM = "field.release";

    private final CertificateDesk desk;
    private final Site site;

    CertificatePagesHttpService(Site site) {
        this.desk = site.desk();
        this.site = site;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get(ALL, Right.SEE_ATTENDANCE.lets(this::list))
                .post(ALL + "/release", Right.CHANGE_ATTENDANCE.lets(this::release));
    }

    private void list(ServerRequest request, ServerResponse response) {
        EventSettings event = event(request);
        page(request, response, event, fields(desk.releases().of(event.id())));
    }

    private void page(
            ServerRequest request, ServerResponse response, EventSettings event, Fields form) {
        Words words = Words.of(request);
        ListQuery query = ListQuery.of(request);
        Certificates.Found found =
                desk.certificates().page(event.id(), query.offset(), ListQuery.ROWS);
        site.pages()
                .send(
                        request,
                        response,
                        "certificates.jte",
                        Map.of(
                                "frame", site.frame(event, words),
                                "form", form,
                                "open",
                                        desk.releases()
                                                .of(event.id())
                                                .isOpen(event, desk.clock().instant()),
                                "scopes", scopes(words),
                                "jobs", desk.jobs().of(event.id()),
                                "rows", found.rows(),
                                "all", found.all(),
                                "query", query));
    }

    static Map<String, String> scopes(Words words) {
        Map<String, String> scopes = new LinkedHashMap<>();
        Arrays.stream(Scope.values())
                .forEach(scope ->
                        scopes.put(scope.key(), words.get("certificates.scope." + scope.key())));
        return scopes;
    }

    private static Fields fields(Release release) {
        return Fields.of(
                FORM,
                Map.of(
                        "released",
                        release.on() ? List.of("yes") : List.of(),
                        "from-day",
                        List.of(release.fromDay().map(LocalDate::toString).orElse("")),
                        "scope",
                        List.of(release.scope().key())),
                release.version());
    }

    private void release(ServerRequest request, ServerResponse response) {
        EventSettings event = event(request);
        Words words = Words.of(request);
        Reading reading = new Reading(FORM, Form.read(request), words);
        Release wanted =
                new Release(
                        reading.ticked("released"),
                        reading.date("from-day"),
                        Scope.find(reading.choice("scope", List.copyOf(scopes(words).keySet())))
                                .orElseThrow(),
                        reading.version());
        if (!reading.isGood()) {
            response.status(422);
            page(request, response, event, reading.fields());
        } else if (desk.releases().set(event.id(), wanted, SignedIn.of(request).name()).isEmpty()) {
            reading.refuse("released", "certificates.stale");
            response.status(409);
            page(request, response, event, reading.fields());
        } else {
            site.pages()
                    .done(
                            response,
                            "/events/" + event.id() + "/certificates",
                            wanted.on() ? "done.certificates-on" : "done.certificates-off");
        }
    }

    private EventSettings event(ServerRequest request) {
        return desk.event(request.path().pathParameters().get("event"));
    }
}
