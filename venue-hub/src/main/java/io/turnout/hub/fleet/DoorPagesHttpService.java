package io.turnout.hub.fleet;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.turnout.hub.agenda.EventChanged;
import io.turnout.hub.agenda.EventId;
import io.turnout.hub.fleet.DoorBook.DoorSettings;
import io.turnout.hub.fleet.DoorBook.Outcome;
import io.turnout.hub.fleet.DoorBook.Place;
import io.turnout.hub.store.Database;
import io.turnout.hub.web.Feature;
import io.turnout.hub.web.Fields;
import io.turnout.hub.web.Form;
import io.turnout.hub.web.HttpProblem;
import io.turnout.hub.web.Pages;
import io.turnout.hub.web.Question;
import io.turnout.hub.web.Reading;
import io.turnout.hub.web.Right;
import io.turnout.hub.web.SignedIn;
import io.turnout.hub.web.Words;
import io.turnout.protocol.access.Mode;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rooms and doors with the units that stand there; doors made and changed, units moved. */
public final class DoorPagesHttpService implements HttpService {
    private static final String DOORS = "/events/{event}/doors";
    private static final String DOOR = DOORS + "/{door}";
    private static final String PLACE = "/events/{event}/units/{unit}/place";
    private static final String DOOR_FORM = "field.door";
    private static final String PLACE_FORM = "field.place";
    private static final List<String> MODES =
            Arrays.stream(Mode.values()).map(DoorBook::key).toList();

    private final Database database;
    private final EventFrames frames;
    private final DoorBook book;
    private final Pages pages;
    private final EventChanged changed;

    /**
     * @param changed is told of an event whose doors changed
     */
    public DoorPagesHttpService(
            Database database,
            EventFrames frames,
            DoorBook book,
            Pages pages,
            EventChanged changed) {
        this.database = database;
        this.frames = frames;
        this.book = book;
        this.pages = pages;
        this.changed = changed;
    }

    public Feature feature() {
        return Feature.closed(this);
    }

    @Override
    public void routing(HttpRules rules) {
        Right right = Right.CHANGE_DOORS;
        rules.get(DOORS, Right.SEE.lets(this::list))
                .get(DOORS + "/new", right.lets(this::askNew))
                .post(DOORS, right.lets(this::create))
                .get(DOOR, right.lets(this::ask))
                .post(DOOR, right.lets(this::rename))
                .get(DOOR + "/remove", right.lets(this::askRemove))
                .post(DOOR + "/remove", right.lets(this::remove))
                .get(PLACE, right.lets(this::askPlace))
                .post(PLACE, right.lets(this::move));
    }

    private void list(ServerRequest request, ServerResponse response) {
        EventFrames.Framed framed = framed(request);
        List<RoomView> rooms =
                database.read(
                        handle -> RoomView.of(handle, framed.frame().event(), framed.units()));
        Map<String, Object> model = Map.of("frame", framed.frame(), "rooms", rooms);
        pages.send(request, response, "doors.jte", model);
    }

    private void askNew(ServerRequest request, ServerResponse response) {
        String room = request.query().first("room").orElse("");
        doorForm(request, response, doorFields("", room, 0));
    }

    private void ask(ServerRequest request, ServerResponse response) {
        DoorSettings door = door(request);
        doorForm(request, response, doorFields(door.name(), door.room(), door.version()));
    }

    private void create(ServerRequest request, ServerResponse response) {
        Reading reading = new Reading(DOOR_FORM, Form.read(request), Words.of(request));
        String name = reading.text("name", 1, 100);
        String room = reading.choice("room", List.copyOf(book.rooms(event(request)).keySet()));
        if (reading.isGood()) {
            named(
                    request,
                    response,
                    reading,
                    book.create(event(request), room, name, who(request)));
        } else {
            doorAgain(request, response, reading.fields());
        }
    }

    private void rename(ServerRequest request, ServerResponse response) {
        DoorSettings door = door(request);
        Reading reading = new Reading(DOOR_FORM, Form.read(request), Words.of(request));
        String name = reading.text("name", 1, 100);
        if (reading.isGood()) {
            DoorSettings wanted = new DoorSettings(door.id(), door.room(), name, reading.version());
            named(request, response, reading, book.rename(event(request), wanted, who(request)));
        } else {
            doorAgain(request, response, reading.fields());
        }
    }

    private void named(
            ServerRequest request,
            ServerResponse response,
            Reading reading,
            Outcome<DoorSettings> outcome) {
        switch (outcome) {
            case Outcome.Done<DoorSettings>(DoorSettings now) ->
                    done(request, response, "done.door", now.name());
            case Outcome.Stale<DoorSettings>(DoorSettings now, var last) -> {
                Fields theirs = doorFields(now.name(), now.room(), now.version());
                Fields.Editor editor = editor(request, last.who(), last.atMs());
                doorAgain(request, response, reading.fields().against(theirs, editor));
            }
            case Outcome.InUse<DoorSettings>(_), Outcome.Unknown<DoorSettings>() ->
                    throw unknown(request, "door");
        }
    }

    private void askRemove(ServerRequest request, ServerResponse response) {
        DoorSettings door = door(request);
        Words words = Words.of(request);
        long units = book.units(door.id());
        String back = "/events/" + event(request) + "/doors/" + door.id();
        Question question =
                new Question(
                        words.get("door.remove.title", door.name()),
                        List.of(
                                words.get("door.remove.units", units),
                                words.get("door.remove.scans")),
                        back + "/remove",
                        Map.of(),
                        words.get("door.remove"),
                        back);
        Map<String, Object> model =
                Map.of("frame", framed(request).frame(), "question", question, "current", "doors");
        pages.send(request, response, "eventQuestion.jte", model);
    }

    private void remove(ServerRequest request, ServerResponse response) {
        Form.read(request);
        Words words = Words.of(request);
        String door = request.path().pathParameters().get("door");
        switch (book.remove(event(request), door, who(request))) {
            case Outcome.Done<DoorSettings>(DoorSettings was) ->
                    done(request, response, "done.door-removed", was.name());
            case Outcome.InUse<DoorSettings>(long units) ->
                    throw new HttpProblem(
                            409,
                            words.get("door.remove.units", units),
                            "door",
                            words.get("door.remove.do"));
            case Outcome.Stale<DoorSettings>(_, _), Outcome.Unknown<DoorSettings>() ->
                    throw unknown(request, "door");
        }
    }

    private void askPlace(ServerRequest request, ServerResponse response) {
        placeForm(request, response, placeFields(place(request)));
    }

    private void move(ServerRequest request, ServerResponse response) {
        Place before = place(request);
        Reading reading = new Reading(PLACE_FORM, Form.read(request), Words.of(request));
        String door = reading.choice("door", List.copyOf(book.doors(event(request)).keySet()));
        String mode = reading.choice("mode", MODES);
        if (!reading.isGood()) {
            placeAgain(request, response, reading.fields());
            return;
        }
        Place wanted =
                new Place(
                        before.unit(), door, ListSource.value(Mode.class, mode), reading.version());
        switch (book.move(event(request), wanted, who(request))) {
            case Outcome.Done<Place>(Place now) ->
                    done(request, response, "done.unit-moved", now.unit());
            case Outcome.Stale<Place>(Place now, var last) -> {
                Fields.Editor editor = editor(request, last.who(), last.atMs());
                placeAgain(request, response, reading.fields().against(placeFields(now), editor));
            }
            case Outcome.InUse<Place>(_), Outcome.Unknown<Place>() ->
                    throw unknown(request, "unit");
        }
    }

    private void done(ServerRequest request, ServerResponse response, String key, String name) {
        changed.happened(event(request));
        pages.done(response, "/events/" + event(request) + "/doors", key, name);
    }

    private static Fields doorFields(String name, String room, long version) {
        return Fields.of(DOOR_FORM, Fields.single(Map.of("name", name, "room", room)), version);
    }

    private static Fields placeFields(Place place) {
        Map<String, String> values =
                Map.of("door", place.door(), "mode", DoorBook.key(place.mode()));
        return Fields.of(PLACE_FORM, Fields.single(values), place.version());
    }

    private void doorAgain(ServerRequest request, ServerResponse response, Fields form) {
        response.status(form.editor() == null ? 422 : 409);
        doorForm(request, response, form);
    }

    private void doorForm(ServerRequest request, ServerResponse response, Fields form) {
        Map<String, Object> model = new HashMap<>();
        model.put("frame", framed(request).frame());
        model.put("form", form);
        model.put("rooms", book.rooms(event(request)));
        model.put("door", request.path().pathParameters().first("door").orElse(""));
        pages.send(request, response, "door.jte", model);
    }

    private void placeAgain(ServerRequest request, ServerResponse response, Fields form) {
        response.status(form.editor() == null ? 422 : 409);
        placeForm(request, response, form);
    }

    private void placeForm(ServerRequest request, ServerResponse response, Fields form) {
        Words words = Words.of(request);
        Map<String, String> modes = new LinkedHashMap<>();
        MODES.forEach(mode -> modes.put(mode, words.get("field.place.mode." + mode)));
        Map<String, Object> model = new HashMap<>();
        model.put("frame", framed(request).frame());
        model.put("form", form);
        model.put("doors", book.doors(event(request)));
        model.put("modes", modes);
        model.put("unit", request.path().pathParameters().get("unit"));
        pages.send(request, response, "place.jte", model);
    }

    private Fields.Editor editor(ServerRequest request, String who, long atMs) {
        return new Fields.Editor(who, framed(request).frame().text().moment(atMs));
    }

    private DoorSettings door(ServerRequest request) {
        return book.door(event(request), request.path().pathParameters().get("door"))
                .orElseThrow(() -> unknown(request, "door"));
    }

    private Place place(ServerRequest request) {
        return book.place(event(request), request.path().pathParameters().get("unit"))
                .orElseThrow(() -> unknown(request, "unit"));
    }

    private EventFrames.Framed framed(ServerRequest request) {
        String event = request.path().pathParameters().get("event");
        Words words = Words.of(request);
        return database.read(handle -> frames.require(handle, event, words));
    }

    private static EventId event(ServerRequest request) {
        return new EventId(request.path().pathParameters().get("event"));
    }

    private static String who(ServerRequest request) {
        return SignedIn.of(request).name();
    }

    private static HttpProblem unknown(ServerRequest request, String kind) {
        return HttpProblem.notFound(kind, request.path().pathParameters().first(kind).orElse(""));
    }
}
