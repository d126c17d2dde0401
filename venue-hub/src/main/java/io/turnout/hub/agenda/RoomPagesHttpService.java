package io.turnout.hub.agenda;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.turnout.hub.web.Feature;
import io.turnout.hub.web.Fields;
import io.turnout.hub.web.Form;
import io.turnout.hub.web.Frame;
import io.turnout.hub.web.Frames;
import io.turnout.hub.web.HttpProblem;
import io.turnout.hub.web.Pages;
import io.turnout.hub.web.Question;
import io.turnout.hub.web.Reading;
import io.turnout.hub.web.Right;
import io.turnout.hub.web.SignedIn;
import io.turnout.hub.web.Words;
import io.turnout.protocol.access.RoomId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** A room: made, changed, removed. */
public final class RoomPagesHttpService implements HttpService {
    private static final String FORM = "field.room";
    private static final String ROOM = "/events/{event}/rooms/{room}";
    private static final RoomId NEW = new RoomId("new");
    private static final int LARGEST = 1_000_000;

    private final RoomBook book;
    private final Frames frames;
    private final Pages pages;
    private final EventChanged changed;

    /**
     * @param changed is told of an event whose rooms changed
     */
    public RoomPagesHttpService(RoomBook book, Frames frames, Pages pages, EventChanged changed) {
        this.book = book;
        this.frames = frames;
        this.pages = pages;
        this.changed = changed;
    }

    public Feature feature() {
        return Feature.closed(this);
    }

    @Override
    public void routing(HttpRules rules) {
        Right right = Right.CHANGE_AGENDA;
        rules.get("/events/{event}/rooms/new", right.lets(this::askNew))
                .post("/events/{event}/rooms", right.lets(this::create))
                .get(ROOM, right.lets(this::ask))
                .post(ROOM, right.lets(this::change))
                .get(ROOM + "/remove", right.lets(this::askRemove))
                .post(ROOM + "/remove", right.lets(this::remove));
    }

    private void askNew(ServerRequest request, ServerResponse response) {
        form(request, response, Fields.empty(FORM), "");
    }

    private void ask(ServerRequest request, ServerResponse response) {
        RoomSettings room = room(request);
        form(request, response, fields(room), room.id().value());
    }

    private void create(ServerRequest request, ServerResponse response) {
        Reading reading = new Reading(FORM, Form.read(request), Words.of(request));
        RoomSettings wanted = read(reading, NEW);
        if (reading.isGood()) {
            answer(request, response, reading, book.create(event(request), wanted, who(request)));
        } else {
            again(request, response, reading.fields());
        }
    }

    private void change(ServerRequest request, ServerResponse response) {
        RoomSettings before = room(request);
        Reading reading = new Reading(FORM, Form.read(request), Words.of(request));
        RoomSettings wanted = read(reading, before.id());
        if (reading.isGood()) {
            answer(request, response, reading, book.change(event(request), wanted, who(request)));
        } else {
            again(request, response, reading.fields());
        }
    }

    private void answer(
            ServerRequest request,
            ServerResponse response,
            Reading reading,
            RoomBook.Outcome outcome) {
        switch (outcome) {
            case RoomBook.Outcome.Done(RoomSettings now) ->
                    done(request, response, "done.room", now);
            case RoomBook.Outcome.NameTaken() -> {
                reading.refuse("name", "room.name.taken");
                again(request, response, reading.fields());
            }
            case RoomBook.Outcome.Stale(RoomSettings now, var last) -> {
                String when = frame(request).text().moment(last.atMs());
                Fields.Editor editor = new Fields.Editor(last.who(), when);
                again(request, response, reading.fields().against(fields(now), editor));
            }
            case RoomBook.Outcome.InUse(_), RoomBook.Outcome.Unknown() -> throw unknown(request);
        }
    }

    private void askRemove(ServerRequest request, ServerResponse response) {
        RoomSettings room = room(request);
        Words words = Words.of(request);
        RoomBook.Uses uses = book.uses(room.id());
        String back = frame(request).path("/rooms/" + room.id());
        List<String> effects = new ArrayList<>(List.of(words.get("room.remove.gone")));
        if (!uses.isNone()) {
            effects.set(0, inUse(words, uses));
        }
        Question question =
                new Question(
                        words.get("room.remove.title", room.name()),
                        effects,
                        back + "/remove",
                        Map.of(),
                        words.get("room.remove"),
                        back);
        Map<String, Object> model =
                Map.of("frame", frame(request), "question", question, "current", "doors");
        pages.send(request, response, "eventQuestion.jte", model);
    }

    private void remove(ServerRequest request, ServerResponse response) {
        Form.read(request);
        String room = request.path().pathParameters().get("room");
        Words words = Words.of(request);
        switch (book.remove(event(request), room, who(request))) {
            case RoomBook.Outcome.Done(RoomSettings was) ->
                    done(request, response, "done.room-removed", was);
            case RoomBook.Outcome.InUse(RoomBook.Uses uses) ->
                    throw new HttpProblem(
                            409, inUse(words, uses), "room", words.get("room.in-use.do"));
            case RoomBook.Outcome.NameTaken(),
                    RoomBook.Outcome.Stale(_, _),
                    RoomBook.Outcome.Unknown() ->
                    throw unknown(request);
        }
    }

    private static String inUse(Words words, RoomBook.Uses uses) {
        return words.get("room.in-use", uses.sessions(), uses.doors(), uses.scans());
    }

    private void done(
            ServerRequest request, ServerResponse response, String key, RoomSettings room) {
        changed.happened(event(request));
        pages.done(response, "/events/" + event(request) + "/doors", key, room.name());
    }

    private static RoomSettings read(Reading reading, RoomId id) {
        String name = reading.text("name", 1, 100);
        OptionalInt capacity = reading.number("capacity", 0, LARGEST);
        String note = reading.lines("note", 1000);
        return new RoomSettings(id, name, capacity, note, reading.version());
    }

    private static Fields fields(RoomSettings room) {
        OptionalInt capacity = room.capacity();
        return Fields.of(
                FORM,
                Fields.single(
                        Map.of(
                                "name", room.name(),
                                "capacity",
                                        capacity.isPresent()
                                                ? String.valueOf(capacity.getAsInt())
                                                : "",
                                "note", room.note())),
                room.version());
    }

    private void again(ServerRequest request, ServerResponse response, Fields form) {
        response.status(form.editor() == null ? 422 : 409);
        String room = request.path().pathParameters().first("room").orElse("");
        form(request, response, form, room);
    }

    /** Of a new room the id is empty. */
    private void form(ServerRequest request, ServerResponse response, Fields form, String room) {
        Map<String, Object> model = new HashMap<>();
        model.put("frame", frame(request));
        model.put("form", form);
        model.put("room", room);
        pages.send(request, response, "room.jte", model);
    }

    private RoomSettings room(ServerRequest request) {
        return book.find(event(request), request.path().pathParameters().get("room"))
                .orElseThrow(() -> unknown(request));
    }

    private Frame frame(ServerRequest request) {
        String event = request.path().pathParameters().get("event");
        return frames.require(event, Words.of(request));
    }

    private static EventId event(ServerRequest request) {
        return new EventId(request.path().pathParameters().get("event"));
    }

    private static String who(ServerRequest request) {
        return SignedIn.of(request).name();
    }

    private static HttpProblem unknown(ServerRequest request) {
        String room = request.path().pathParameters().first("room").orElse("");
        return HttpProblem.notFound("room", room);
    }
}
