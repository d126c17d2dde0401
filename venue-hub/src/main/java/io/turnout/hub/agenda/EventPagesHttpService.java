package io.turnout.hub.agenda;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.turnout.hub.web.Feature;
import io.turnout.hub.web.Fields;
import io.turnout.hub.web.Form;
import io.turnout.hub.web.Frames;
import io.turnout.hub.web.HttpProblem;
import io.turnout.hub.web.ListQuery;
import io.turnout.hub.web.Pages;
import io.turnout.hub.web.Reading;
import io.turnout.hub.web.Right;
import io.turnout.hub.web.SignedIn;
import io.turnout.hub.web.VenueText;
import io.turnout.hub.web.Words;
import io.turnout.protocol.access.Ids;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The list of events, a new one, and the settings of each. */
public final class EventPagesHttpService implements HttpService {
    private static final String SETTINGS = "/events/{event}/settings";
    private static final String NEW = "new";

    private final EventBook book;
    private final Frames frames;
    private final Pages pages;
    private final InstantSource clock;
    private final EventChanged changed;

    /**
     * @param changed is told of an event that changed
     */
    public EventPagesHttpService(
            EventBook book, Frames frames, Pages pages, InstantSource clock, EventChanged changed) {
        this.book = book;
        this.frames = frames;
        this.pages = pages;
        this.clock = clock;
        this.changed = changed;
    }

    /** The routes; they must come before those of one event, whose name {@code new} is not. */
    public Feature feature() {
        return Feature.closed(this);
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/events", Right.SIGNED_IN.lets(this::list))
                .get("/events/new", Right.MAKE_EVENTS.lets(this::askNew))
                .post("/events", Right.MAKE_EVENTS.lets(this::create))
                .get(SETTINGS, Right.CHANGE_EVENT.lets(this::ask))
                .post(SETTINGS, Right.CHANGE_EVENT.lets(this::change));
    }

    private void list(ServerRequest request, ServerResponse response) {
        SignedIn user = SignedIn.of(request);
        ListQuery query = ListQuery.of(request, "q");
        String words = query.filter("q").toLowerCase(Locale.ROOT);
        List<EventBook.Listed> mine =
                book.all().stream()
                        .filter(event -> isFor(user, event.settings().id().value()))
                        .toList();
        List<EventBook.Listed> shown =
                mine.stream()
                        .filter(event ->
                                event.settings().title().toLowerCase(Locale.ROOT).contains(words))
                        .toList();
        VenueText text = new VenueText(Words.of(request), ZoneId.systemDefault(), clock.instant());
        pages.send(
                request,
                response,
                "events.jte",
                Map.of("events", shown, "all", mine.size(), "query", query, "text", text));
    }

    private void askNew(ServerRequest request, ServerResponse response) {
        newForm(request, response, EventForm.empty(ZoneId.systemDefault()));
    }

    private void create(ServerRequest request, ServerResponse response) {
        Form form = Form.read(request);
        Reading reading = new Reading(EventForm.NAME, form, Words.of(request));
        EventId id = newId(reading);
        EventSettings wanted = EventForm.read(reading, id);
        if (!reading.isGood()) {
            response.status(422);
            newForm(request, response, reading.fields());
            return;
        }
        switch (book.create(wanted, SignedIn.of(request).name())) {
            case EventBook.Outcome.Done(EventSettings made) -> {
                changed.happened(made.id());
                String path = "/events/" + made.id() + "/settings";
                pages.done(response, path, "done.event-made", made.title());
            }
            case EventBook.Outcome.IdTaken(),
                    EventBook.Outcome.Stale(_, _),
                    EventBook.Outcome.TooManySessions(_),
                    EventBook.Outcome.Unknown() -> {
                reading.refuse("id", "event.id.taken");
                response.status(422);
                newForm(request, response, reading.fields());
            }
        }
    }

    private static EventId newId(Reading reading) {
        String id = reading.text("id", 1, 64);
        if (!Ids.valid(id) || id.equals(NEW)) {
            reading.refuse("id", "event.id.wrong");
            return new EventId("x");
        }
        return new EventId(id);
    }

    private void ask(ServerRequest request, ServerResponse response) {
        settingsForm(request, response, EventForm.of(event(request)));
    }

    private void change(ServerRequest request, ServerResponse response) {
        EventSettings before = event(request);
        Reading reading = new Reading(EventForm.NAME, Form.read(request), Words.of(request));
        EventSettings wanted = EventForm.read(reading, before.id());
        if (!reading.isGood()) {
            again(request, response, reading.fields());
            return;
        }
        switch (book.change(wanted, SignedIn.of(request).name())) {
            case EventBook.Outcome.Done(EventSettings now) -> {
                changed.happened(now.id());
                pages.done(response, request.path().path(), "done.event", now.title());
            }
            case EventBook.Outcome.Stale(EventSettings now, var last) -> {
                VenueText text = new VenueText(Words.of(request), now.zone(), clock.instant());
                Fields.Editor editor = new Fields.Editor(last.who(), text.moment(last.atMs()));
                again(request, response, reading.fields().against(EventForm.of(now), editor));
            }
            case EventBook.Outcome.TooManySessions(long sessions) -> {
                reading.refuse("level", "event.level.too-many", sessions);
                again(request, response, reading.fields());
            }
            case EventBook.Outcome.Unknown(), EventBook.Outcome.IdTaken() -> throw unknown(request);
        }
    }

    private void again(ServerRequest request, ServerResponse response, Fields form) {
        response.status(form.editor() == null ? 422 : 409);
        settingsForm(request, response, form);
    }

    private void newForm(ServerRequest request, ServerResponse response, Fields form) {
        Map<String, Object> model = choices(Words.of(request));
        model.put("form", form);
        pages.send(request, response, "eventNew.jte", model);
    }

    private void settingsForm(ServerRequest request, ServerResponse response, Fields form) {
        Words words = Words.of(request);
        Map<String, Object> model = choices(words);
        model.put("form", form);
        String event = request.path().pathParameters().get("event");
        model.put("frame", frames.find(event, words).orElseThrow(() -> unknown(request)));
        pages.send(request, response, "eventSettings.jte", model);
    }

    private static Map<String, Object> choices(Words words) {
        Map<String, Object> model = new HashMap<>();
        model.put("levels", said(words, EventForm.LEVELS));
        model.put("modes", said(words, EventForm.MODES));
        model.put("policies", said(words, EventForm.POLICIES));
        model.put("identify", said(words, EventSettings.FIELDS));
        model.put("zones", ZoneId.getAvailableZoneIds().stream().sorted().toList());
        return model;
    }

    private static Map<String, String> said(Words words, List<String> keys) {
        Map<String, String> said = new LinkedHashMap<>();
        keys.forEach(key -> said.put(key, words.get("field.event.choice." + key)));
        return said;
    }

    private EventSettings event(ServerRequest request) {
        return book.find(request.path().pathParameters().get("event"))
                .orElseThrow(() -> unknown(request));
    }

    private static HttpProblem unknown(ServerRequest request) {
        return HttpProblem.notFound("event", request.path().pathParameters().get("event"));
    }

    /** Some have nothing to do in an event but to scan at its doors, or to run a path. */
    private static boolean isFor(SignedIn user, String event) {
        return user.may(Right.SEE, event)
                || user.may(Right.SCAN_SOME, event)
                || user.may(Right.RUN_PATHS, event);
    }
}
