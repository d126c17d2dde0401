package io.turnout.hub.people;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.turnout.hub.agenda.EventFacts;
import io.turnout.hub.credit.CreditLine;
import io.turnout.hub.credit.StoredCredits;
import io.turnout.hub.store.Database;
import io.turnout.hub.web.Feature;
import io.turnout.hub.web.Fields;
import io.turnout.hub.web.Form;
import io.turnout.hub.web.Frame;
import io.turnout.hub.web.Frames;
import io.turnout.hub.web.HttpProblem;
import io.turnout.hub.web.ListQuery;
import io.turnout.hub.web.Pages;
import io.turnout.hub.web.Question;
import io.turnout.hub.web.Reading;
import io.turnout.hub.web.Right;
import io.turnout.hub.web.SignedIn;
import io.turnout.hub.web.Words;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The list of attendees, and one by one: shown, made, changed, removed. */
public final class PeoplePagesHttpService implements HttpService {
    static final String PEOPLE = "/events/{event}/people";
    static final String PERSON = PEOPLE + "/{person}";

    private final Database database;
    private final PeopleBook book;
    private final PeopleList list;
    private final AttendeeQueries queries;
    private final Frames frames;
    private final Pages pages;

    public PeoplePagesHttpService(Database database, PeopleBook book, Frames frames, Pages pages) {
        this.database = database;
        this.book = book;
        this.list = new PeopleList(database);
        this.queries = new AttendeeQueries(database);
        this.frames = frames;
        this.pages = pages;
    }

    public Feature feature() {
        return Feature.closed(this);
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get(PEOPLE, Right.SEE_PEOPLE.lets(this::list))
                .get(
                        "/events/{event}/exports/people.csv",
                        Right.SEE_PEOPLE.hands("download attendees", this::export))
                .get(PEOPLE + "/new", Right.CHANGE_PEOPLE.lets(this::askNew))
                .post(PEOPLE, Right.CHANGE_PEOPLE.lets(this::create))
                .get(PERSON, Right.SEE_PEOPLE.lets(this::show))
                .get(PERSON + "/edit", Right.CHANGE_PEOPLE.lets(this::ask))
                .post(PERSON + "/edit", Right.CHANGE_PEOPLE.lets(this::change))
                .get(PERSON + "/remove", Right.CHANGE_PEOPLE.lets(this::askRemove))
                .post(PERSON + "/remove", Right.CHANGE_PEOPLE.lets(this::remove));
    }

    static ListQuery asked(ServerRequest request) {
        return ListQuery.of(request, "q", "group", "session", "badge");
    }

    static PeopleQuery query(ListQuery asked) {
        String badge = asked.filter("badge");
        return new PeopleQuery(
                asked.filter("q"),
                asked.filter("group"),
                asked.filter("session"),
                PeopleQuery.BADGES.contains(badge) ? badge : "");
    }

    private void list(ServerRequest request, ServerResponse response) {
        Frame frame = frame(frames, request);
        ListQuery asked = asked(request);
        PeopleList.Found found =
                list.read(frame.event(), query(asked), asked.offset(), ListQuery.ROWS);
        pages.send(
                request,
                response,
                "persons.jte",
                Map.of(
                        "frame",
                        frame,
                        "query",
                        asked,
                        "found",
                        found,
                        "choices",
                        list.choices(frame.event())));
    }

    private void export(ServerRequest request, ServerResponse response) {
        EventFacts event = event(database, request);
        response.header(HeaderNames.CONTENT_TYPE, "text/csv; charset=utf-8; header=present")
                .header(
                        HeaderNames.CONTENT_DISPOSITION,
                        "attachment; filename=\"" + event.id() + "-people.csv\"")
                .header(HeaderNames.CACHE_CONTROL, "no-store");
        OutputStream out = response.outputStream();
        list.write(event.id().value(), query(asked(request)), out);
        try {
            out.close(); // not after an error: only what is whole may look so
        } catch (IOException e) {
            throw new UncheckedIOException("the list could not be sent to its end", e);
        }
    }

    private void show(ServerRequest request, ServerResponse response) {
        EventFacts event = event(database, request);
        AttendeePage shown = queries.read(event, id(request)).orElseThrow(() -> unknown(request));
        Frame frame = frame(frames, request);
        Map<String, CreditLine> credits =
                database.read(handle ->
                        StoredCredits.of(
                                        handle,
                                        event.id().value(),
                                        shown.attendee().id(),
                                        frame.text().now())
                                .stream()
                                .collect(
                                        Collectors.toMap(
                                                line -> line.session().value(), line -> line)));
        pages.send(
                request,
                response,
                "person.jte",
                Map.of(
                        "frame",
                        frame,
                        "shown",
                        shown,
                        "credits",
                        credits,
                        "corrected",
                        database.read(handle ->
                                SessionCorrections.of(
                                        handle, event.id().value(), shown.attendee().id()))));
    }

    private void askNew(ServerRequest request, ServerResponse response) {
        form(request, response, Fields.empty(AttendeeForm.NAME), "", "");
    }

    private void ask(ServerRequest request, ServerResponse response) {
        Attendee now = attendee(request);
        form(request, response, AttendeeForm.of(now), now.name(), "/" + now.id());
    }

    private void create(ServerRequest request, ServerResponse response) {
        EventFacts event = event(database, request);
        Reading reading = reading(request);
        Attendee.Details wanted = AttendeeForm.read(reading, event.ownFields());
        if (reading.isGood()) {
            answer(request, response, reading, book.create(event, wanted, who(request)), "");
        } else {
            again(request, response, reading.fields(), "", "");
        }
    }

    private void change(ServerRequest request, ServerResponse response) {
        EventFacts event = event(database, request);
        Attendee now = attendee(request);
        Reading reading = reading(request);
        Attendee.Details details = AttendeeForm.read(reading, event.ownFields());
        if (reading.isGood()) {
            Attendee wanted = new Attendee(now.id(), details, reading.version());
            PeopleBook.Outcome outcome = book.change(event, wanted, who(request));
            answer(request, response, reading, outcome, now.name());
        } else {
            again(request, response, reading.fields(), now.name(), "/" + now.id());
        }
    }

    private void answer(
            ServerRequest request,
            ServerResponse response,
            Reading reading,
            PeopleBook.Outcome outcome,
            String name) {
        String rest = name.isEmpty() ? "" : "/" + id(request);
        switch (outcome) {
            case PeopleBook.Outcome.Done(Attendee attendee) ->
                    pages.done(
                            response,
                            people(request) + "/" + attendee.id(),
                            "done.person",
                            attendee.name());
            case PeopleBook.Outcome.NumberTaken(Attendee other) -> {
                reading.refuse("number", "person.number.taken", other.name());
                again(request, response, reading.fields(), name, rest);
            }
            case PeopleBook.Outcome.Stale(Attendee now, var last) -> {
                Frame frame = frame(frames, request);
                Fields.Editor editor =
                        new Fields.Editor(last.who(), frame.text().moment(last.atMs()));
                Fields merged = reading.fields().against(AttendeeForm.of(now), editor);
                again(request, response, merged, name, rest);
            }
            case PeopleBook.Outcome.Unknown() -> throw unknown(request);
        }
    }

    private void askRemove(ServerRequest request, ServerResponse response) {
        Words words = Words.of(request);
        AttendeePage shown =
                queries.read(event(database, request), id(request))
                        .orElseThrow(() -> unknown(request));
        if (shown.attended()) {
            throw hasAttendance(words);
        }
        long registrations = shown.lines().stream().filter(AttendeePage.Line::registered).count();
        Question question =
                new Question(
                        words.get("person.remove.title", shown.attendee().name()),
                        List.of(
                                words.get("person.remove.registrations", registrations),
                                words.get("person.remove.badges", shown.badges().size())),
                        request.path().path(),
                        Map.of(),
                        words.get("person.remove"),
                        people(request) + "/" + id(request));
        question(frames, pages, request, response, question);
    }

    private void remove(ServerRequest request, ServerResponse response) {
        Form.read(request);
        String name = attendee(request).name();
        switch (book.remove(event(database, request), id(request), who(request))) {
            case PeopleBook.Removal.Done() ->
                    pages.done(response, people(request), "done.person-removed", name);
            case PeopleBook.Removal.HasAttendance() -> throw hasAttendance(Words.of(request));
            case PeopleBook.Removal.Unknown() -> throw unknown(request);
        }
    }

    private void again(
            ServerRequest request, ServerResponse response, Fields form, String name, String rest) {
        response.status(form.editor() == null ? 422 : 409);
        form(request, response, form, name, rest);
    }

    private void form(
            ServerRequest request, ServerResponse response, Fields form, String name, String rest) {
        Frame frame = frame(frames, request);
        List<String> own = event(database, request).ownFields();
        pages.send(
                request,
                response,
                "personForm.jte",
                Map.of("frame", frame, "form", form, "name", name, "rest", rest, "own", own));
    }

    private Attendee attendee(ServerRequest request) {
        return book.find(event(database, request).id(), id(request))
                .orElseThrow(() -> unknown(request));
    }

    private static Reading reading(ServerRequest request) {
        return new Reading(AttendeeForm.NAME, Form.read(request), Words.of(request));
    }

    private static HttpProblem hasAttendance(Words words) {
        return new HttpProblem(
                409, words.get("person.remove.attended"), "person", words.get("person.merge.hint"));
    }

    static void question(
            Frames frames,
            Pages pages,
            ServerRequest request,
            ServerResponse response,
            Question question) {
        Frame frame = frame(frames, request);
        pages.send(
                request,
                response,
                "personQuestion.jte",
                Map.of("frame", frame, "question", question));
    }

    static EventFacts event(Database database, ServerRequest request) {
        return EventFacts.require(database, request.path().pathParameters().get("event"));
    }

    static Frame frame(Frames frames, ServerRequest request) {
        String event = request.path().pathParameters().get("event");
        return frames.require(event, Words.of(request));
    }

    static long id(ServerRequest request) {
        String id = request.path().pathParameters().get("person");
        return id.matches("[0-9]{1,18}") ? Long.parseLong(id) : 0;
    }

    static String who(ServerRequest request) {
        return SignedIn.of(request).name();
    }

    static String people(ServerRequest request) {
        return "/events/" + request.path().pathParameters().get("event") + "/people";
    }

    static HttpProblem unknown(ServerRequest request) {
        return HttpProblem.notFound("attendee", request.path().pathParameters().get("person"));
    }
}
