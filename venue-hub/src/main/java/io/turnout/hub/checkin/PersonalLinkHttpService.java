package io.turnout.hub.checkin;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.turnout.hub.agenda.EventFacts;
import io.turnout.hub.identity.Audit;
import io.turnout.hub.people.Attendee;
import io.turnout.hub.people.PeopleBook;
import io.turnout.hub.print.QrImage;
import io.turnout.hub.web.Form;
import io.turnout.hub.web.HttpProblem;
import io.turnout.hub.web.Right;
import io.turnout.hub.web.SignedIn;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The link by which one attendee is signed in, made by an organizer and shown once. */
final class PersonalLinkHttpService implements HttpService {
    private final PinsHttpService.Setting setting;
    private final PersonalLinks links;
    private final Audit audit;

    PersonalLinkHttpService(PinsHttpService.Setting setting, PersonalLinks links, Audit audit) {
        this.setting = setting;
        this.links = links;
        this.audit = audit;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.post("/events/{event}/people/{person}/link", Right.CHANGE_PEOPLE.lets(this::make));
    }

    private void make(ServerRequest request, ServerResponse response) {
        EventFacts event = setting.event(request);
        Form.read(request);
        Attendee attendee = attendee(request, event);
        String link = links.address(setting.url(), event.id(), attendee.id());
        setting.database()
                .change(handle ->
                        audit.add(
                                handle,
                                SignedIn.of(request).name(),
                                "make personal link",
                                PeopleBook.subject(event.id(), attendee.id()),
                                ""));
        setting.pages()
                .send(
                        request,
                        response,
                        "personLink.jte",
                        Map.of(
                                "frame",
                                setting.frame(request, event),
                                "attendee",
                                attendee,
                                "link",
                                link,
                                "days",
                                PersonalLinks.LASTS.toDays(),
                                "qr",
                                new String(QrImage.of(link).svg(), StandardCharsets.UTF_8)));
    }

    private Attendee attendee(ServerRequest request, EventFacts event) {
        String id = request.path().pathParameters().get("person");
        if (!id.matches("[0-9]{1,18}")) {
            throw HttpProblem.notFound("attendee", id);
        }
        return setting.database()
                .read(handle -> PeopleBook.find(handle, event.id(), Long.parseLong(id)))
                .orElseThrow(() -> HttpProblem.notFound("attendee", id));
    }
}
