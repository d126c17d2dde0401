package io.turnout.hub.checkin;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.turnout.hub.agenda.EventFacts;
import io.turnout.hub.store.Database;
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
import io.turnout.protocol.access.SessionId;
import io.turnout.protocol.access.Side;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The PINs of sessions: generated, set by hand, and shown on a sign. */
final class PinsHttpService implements HttpService {
    private static final String PINS = "/events/{event}/pins";
    private static final String SESSION = PINS + "/{session}";
    private static final String FORM = "field.pin";

    private final Setting setting;
    private final PinBook pins;

    PinsHttpService(Setting setting, PinBook pins) {
        this.setting = setting;
        this.pins = pins;
    }

    /**
     * What organizers' pages here stand on.
     *
     * @param url where people reach the hub
     */
    record Setting(Database database, Frames frames, Pages pages, HubDoor door, String url) {
        EventFacts event(ServerRequest request) {
            return EventFacts.require(database, request.path().pathParameters().get("event"));
        }

        /** Asks before something is done that cannot be taken back. */
        void ask(
                ServerRequest request,
                ServerResponse response,
                EventFacts event,
                Question question) {
            pages.send(
                    request,
                    response,
                    "eventQuestion.jte",
                    Map.of(
                            "frame",
                            frame(request, event),
                            "question",
                            question,
                            "current",
                            "sessions"));
        }

        Frame frame(ServerRequest request, EventFacts event) {
            String id = event.id().value();
            return frames.require(id, Words.of(request));
        }
    }

    @Override
    public void routing(HttpRules rules) {
        Right right = Right.CHANGE_ATTENDANCE;
        rules.get(PINS, right.lets(this::list))
                .post(PINS, right.lets(this::generate))
                .get(PINS + "/regenerate", right.lets(this::askRegenerate))
                .post(PINS + "/regenerate", right.lets(this::regenerate))
                .get(SESSION, right.lets(this::session))
                .post(SESSION, right.lets(this::set))
                .get(SESSION + "/sign", right.lets(this::sign));
    }

    private void list(ServerRequest request, ServerResponse response) {
        EventFacts event = setting.event(request);
        Map<SessionId, PinBook.Pair> all = pins.all(event.id());
        List<PinRow> rows =
                setting.database().read(handle -> Talk.all(handle, event)).stream()
                        .map(talk ->
                                new PinRow(talk, all.getOrDefault(talk.id(), PinBook.Pair.NONE)))
                        .toList();
        setting.pages()
                .send(
                        request,
                        response,
                        "pins.jte",
                        Map.of(
                                "frame",
                                setting.frame(request, event),
                                "rows",
                                rows,
                                "counts",
                                pins.counts(event.id()),
                                "link",
                                setting.url() + "/my/" + event.id()));
    }

    private void generate(ServerRequest request, ServerResponse response) {
        EventFacts event = setting.event(request);
        Form.read(request);
        int made = pins.generateMissing(event.id(), SignedIn.of(request).name());
        setting.door().changed();
        setting.pages().done(response, path(event), "done.pins-made", made);
    }

    private void askRegenerate(ServerRequest request, ServerResponse response) {
        EventFacts event = setting.event(request);
        Words words = Words.of(request);
        PinBook.Counts counts = pins.counts(event.id());
        Question question =
                new Question(
                        words.get("pins.regenerate.title"),
                        List.of(
                                words.get("pins.regenerate.change", counts.pins()),
                                words.get("pins.regenerate.new", counts.missing()),
                                words.get("pins.regenerate.signs")),
                        path(event) + "/regenerate",
                        Map.of(),
                        words.get("pins.regenerate"),
                        path(event));
        setting.ask(request, response, event, question);
    }

    private void regenerate(ServerRequest request, ServerResponse response) {
        EventFacts event = setting.event(request);
        Form.read(request);
        int made = pins.regenerateAll(event.id(), SignedIn.of(request).name());
        setting.door().changed();
        setting.pages().done(response, path(event), "done.pins-regenerated", made);
    }

    private void session(ServerRequest request, ServerResponse response) {
        EventFacts event = setting.event(request);
        Talk talk = talk(request, event);
        PinBook.Pair pair = pins.of(event.id(), talk.id());
        Map<String, String> values =
                Map.of(
                        "in", pair.in().map(Pin::value).orElse(""),
                        "out", pair.out().map(Pin::value).orElse(""));
        show(request, response, event, talk, Fields.of(FORM, Fields.single(values), 0));
    }

    private void show(
            ServerRequest request,
            ServerResponse response,
            EventFacts event,
            Talk talk,
            Fields form) {
        setting.pages()
                .send(
                        request,
                        response,
                        "pinSession.jte",
                        Map.of(
                                "frame",
                                setting.frame(request, event),
                                "row",
                                new PinRow(talk, pins.of(event.id(), talk.id())),
                                "form",
                                form));
    }

    private void set(ServerRequest request, ServerResponse response) {
        EventFacts event = setting.event(request);
        Talk talk = talk(request, event);
        Reading reading = new Reading(FORM, Form.read(request), Words.of(request));
        PinBook.Pair pair = new PinBook.Pair(pin(reading, "in"), pin(reading, "out"));
        if (reading.isGood()) {
            String who = SignedIn.of(request).name();
            switch (pins.set(event.id(), talk.id(), pair, who)) {
                case PinBook.Outcome.Taken(Side side) ->
                        reading.refuse(side == Side.IN ? "in" : "out", "pins.taken");
                case PinBook.Outcome.Done() -> {
                    setting.door().changed();
                    setting.pages().done(response, path(event), "done.pins", talk.title());
                    return;
                }
            }
        }
        response.status(422);
        show(request, response, event, talk, reading.fields());
    }

    private static Optional<Pin> pin(Reading reading, String field) {
        String text = reading.text(field, 0, 100);
        Optional<Pin> pin = Pin.typed(text);
        if (!text.isEmpty() && pin.isEmpty()) {
            reading.refuse(field, "pins.wrong", Pin.SHORTEST, Pin.LONGEST);
        }
        return pin;
    }

    private void sign(ServerRequest request, ServerResponse response) {
        EventFacts event = setting.event(request);
        Talk talk = talk(request, event);
        boolean out = request.query().first("side").orElse("").equals("out");
        Pin pin =
                pins.of(event.id(), talk.id())
                        .of(out ? Side.OUT : Side.IN)
                        .orElseThrow(() -> HttpProblem.notFound("PIN", talk.id().value()));
        setting.pages()
                .send(
                        request,
                        response,
                        "pinSign.jte",
                        Map.of(
                                "frame",
                                setting.frame(request, event),
                                "talk",
                                talk,
                                "pin",
                                pin.value(),
                                "out",
                                out,
                                "link",
                                setting.url() + "/my/" + event.id()));
    }

    private Talk talk(ServerRequest request, EventFacts event) {
        String id = request.path().pathParameters().get("session");
        return setting.database()
                .read(handle -> Talk.find(handle, event, id))
                .orElseThrow(() -> HttpProblem.notFound("session", id));
    }

    private static String path(EventFacts event) {
        return "/events/" + event.id() + "/pins";
    }
}
