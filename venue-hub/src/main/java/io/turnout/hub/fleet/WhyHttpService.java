package io.turnout.hub.fleet;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.turnout.hub.agenda.EventFacts;
import io.turnout.hub.store.Database;
import io.turnout.hub.web.Feature;
import io.turnout.hub.web.Fields;
import io.turnout.hub.web.Form;
import io.turnout.hub.web.Frame;
import io.turnout.hub.web.Pages;
import io.turnout.hub.web.Reading;
import io.turnout.hub.web.Right;
import io.turnout.hub.web.Words;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Why a badge is let in or not: the question and its answer, both in the page's address. */
public final class WhyHttpService implements HttpService {
    private static final String FORM = "field.why";
    private static final Duration NOW = Duration.ofMinutes(2);

    private final Database database;
    private final EventFrames frames;
    private final Why why;
    private final Pages pages;

    public WhyHttpService(Database database, EventFrames frames, Why why, Pages pages) {
        this.database = database;
        this.frames = frames;
        this.why = why;
        this.pages = pages;
    }

    public Feature feature() {
        return Feature.closed(this);
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/events/{event}/why", Right.SEE_PEOPLE.lets(this::ask));
    }

    private void ask(ServerRequest request, ServerResponse response) {
        String event = request.path().pathParameters().get("event");
        Words words = Words.of(request);
        EventFrames.Framed framed = database.read(handle -> frames.require(handle, event, words));
        Map<String, Object> model = new HashMap<>();
        model.put("frame", framed.frame());
        model.put("units", units(framed.units()));
        model.put("answer", Optional.empty());
        Form asked = asked(request, framed);
        Reading reading = new Reading(FORM, asked, words);
        if (request.query().first("badge").isPresent()) {
            Optional<WhyPage> answer = answer(event, framed, reading);
            model.put("answer", answer);
        }
        model.put("form", reading.fields());
        if (!reading.isGood()) {
            response.status(422);
        }
        pages.send(request, response, "why.jte", model);
    }

    /** What is left out is now, and the first unit, of the room where one is named. */
    private static Form asked(ServerRequest request, EventFrames.Framed framed) {
        Frame frame = framed.frame();
        var now = frame.text().now().atZone(frame.text().zone());
        String room = request.query().first("room").orElse("");
        String unit =
                framed.units().stream()
                        .filter(one -> room.isEmpty() || one.roomId().equals(room))
                        .findFirst()
                        .map(UnitView::id)
                        .orElse("");
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("badge", request.query().first("badge").orElse(""));
        fields.put("unit", request.query().first("unit").orElse(unit));
        fields.put("date", request.query().first("date").orElse(now.toLocalDate().toString()));
        fields.put(
                "time",
                request.query()
                        .first("time")
                        .orElse(now.toLocalTime().truncatedTo(ChronoUnit.MINUTES).toString()));
        return new Form(Fields.single(fields));
    }

    private Optional<WhyPage> answer(String event, EventFrames.Framed framed, Reading reading) {
        String typed = reading.text("badge", 1, 400);
        String id = reading.choice("unit", framed.units().stream().map(UnitView::id).toList());
        Optional<LocalDate> date = reading.date("date");
        Optional<LocalTime> time = reading.time("time");
        if (!reading.isGood() || date.isEmpty() || time.isEmpty()) {
            return Optional.empty();
        }
        EventFacts facts = EventFacts.require(database, event);
        return switch (why.find(facts, typed)) {
            case Why.Found.NoBadge() -> refused(reading, "why.no-badge");
            case Why.Found.Several() -> refused(reading, "why.several");
            case Why.Found.Code(String code) -> {
                UnitView unit =
                        framed.units().stream()
                                .filter(one -> one.id().equals(id))
                                .findFirst()
                                .orElseThrow();
                Instant at = date.get().atTime(time.get()).atZone(facts.zone()).toInstant();
                Instant now = framed.frame().text().now();
                boolean isNow = Duration.between(at, now).abs().compareTo(NOW) < 0;
                Why.Question question = new Why.Question(code, unit, isNow ? now : at, isNow);
                yield Optional.of(new WhyPage(question, why.answer(facts, question)));
            }
        };
    }

    private static Optional<WhyPage> refused(Reading reading, String key) {
        reading.refuse("badge", key);
        return Optional.empty();
    }

    private static Map<String, String> units(List<UnitView> units) {
        Map<String, String> names = new LinkedHashMap<>();
        units.forEach(unit -> names.put(unit.id(), unit.room() + ", " + unit.door()));
        return names;
    }
}
