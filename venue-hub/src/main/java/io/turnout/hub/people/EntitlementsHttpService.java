package io.turnout.hub.people;

import static io.turnout.hub.people.PeoplePagesHttpService.PEOPLE;
import static io.turnout.hub.people.PeoplePagesHttpService.PERSON;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.turnout.hub.agenda.EventFacts;
import io.turnout.hub.store.Database;
import io.turnout.hub.web.Feature;
import io.turnout.hub.web.Form;
import io.turnout.hub.web.Frame;
import io.turnout.hub.web.Frames;
import io.turnout.hub.web.HttpProblem;
import io.turnout.hub.web.ListQuery;
import io.turnout.hub.web.Pages;
import io.turnout.hub.web.Right;
import io.turnout.protocol.access.Ids;
import io.turnout.protocol.access.SessionId;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Registrations and targets of an attendee, and the groups of an event. */
public final class EntitlementsHttpService implements HttpService {
    private final Database database;
    private final Entitlements entitlements;
    private final PeopleBook book;
    private final PeopleList list;
    private final Frames frames;
    private final Pages pages;

    public EntitlementsHttpService(
            Database database,
            Entitlements entitlements,
            PeopleBook book,
            Frames frames,
            Pages pages) {
        this.database = database;
        this.entitlements = entitlements;
        this.book = book;
        this.list = new PeopleList(database);
        this.frames = frames;
        this.pages = pages;
    }

    public Feature feature() {
        return Feature.closed(this);
    }

    @Override
    public void routing(HttpRules rules) {
        Right right = Right.CHANGE_PEOPLE;
        rules.post(PERSON + "/sessions", right.lets(this::tie))
                .get(PEOPLE + "/groups", Right.SEE_PEOPLE.lets(this::groups))
                .post(PEOPLE + "/groups", right.lets(this::changeGroup));
    }

    /**
     * {@code do} says what: {@code register}, {@code unregister}, {@code target}, {@code untarget}.
     */
    private void tie(ServerRequest request, ServerResponse response) {
        Form form = Form.read(request);
        EventFacts event = PeoplePagesHttpService.event(database, request);
        long id = PeoplePagesHttpService.id(request);
        if (book.find(event.id(), id).isEmpty()) {
            throw PeoplePagesHttpService.unknown(request);
        }
        String what = form.text("do");
        Entitlements.Tie tie =
                what.endsWith("register") ? Entitlements.Tie.REGISTRATION : Entitlements.Tie.TARGET;
        boolean tied = !what.startsWith("un");
        String who = PeoplePagesHttpService.who(request);
        entitlements.set(event, tie, id, session(form), tied, who);
        String path = PeoplePagesHttpService.people(request) + "/" + id;
        pages.done(response, path, tied ? "done.tied" : "done.untied");
    }

    private void groups(ServerRequest request, ServerResponse response) {
        Frame frame = PeoplePagesHttpService.frame(frames, request);
        EventFacts event = PeoplePagesHttpService.event(database, request);
        String name = request.query().first("name").orElse("");
        ListQuery asked = ListQuery.of(request, "name");
        PeopleQuery members = new PeopleQuery("", name, "", "");
        PeopleList.Found found =
                name.isEmpty()
                        ? new PeopleList.Found(List.of(), 0)
                        : list.read(frame.event(), members, asked.offset(), ListQuery.ROWS);
        pages.send(
                request,
                response,
                "personGroups.jte",
                Map.of(
                        "frame", frame,
                        "query", asked,
                        "name", name,
                        "groups", entitlements.groups(event),
                        "found", found,
                        "targeted", entitlements.targeted(event, name),
                        "sessions", list.choices(frame.event()).sessions()));
    }

    /** {@code do} says what: {@code join}, {@code leave}, {@code target}, {@code untarget}. */
    private void changeGroup(ServerRequest request, ServerResponse response) {
        Form form = Form.read(request);
        EventFacts event = PeoplePagesHttpService.event(database, request);
        String group = form.text("name");
        if (group.isEmpty() || group.length() > 200) {
            throw HttpProblem.of(422, "name", "group-name");
        }
        String who = PeoplePagesHttpService.who(request);
        boolean changed =
                switch (form.text("do")) {
                    case "join", "leave" ->
                            entitlements.member(
                                    event,
                                    group,
                                    member(event, form),
                                    form.text("do").equals("join"),
                                    who);
                    case "target", "untarget" ->
                            entitlements.target(
                                    event,
                                    group,
                                    session(form),
                                    form.text("do").equals("target"),
                                    who);
                    default -> throw HttpProblem.of(422, "do", "no-deed");
                };
        String path =
                PeoplePagesHttpService.people(request)
                        + "/groups?name="
                        + URLEncoder.encode(group, StandardCharsets.UTF_8);
        pages.done(response, path, changed ? "done.group" : "done.group-same");
    }

    /** 0, which nobody is, where no attendee has the number. */
    private long member(EventFacts event, Form form) {
        String number = form.text("number");
        return number.isEmpty()
                ? 0
                : book.find(event.id(), new AttendeeNumber(number)).map(Attendee::id).orElse(0L);
    }

    private static SessionId session(Form form) {
        String id = form.text("session");
        if (!Ids.valid(id)) {
            throw HttpProblem.of(422, "session", "no-session");
        }
        return new SessionId(id);
    }
}
