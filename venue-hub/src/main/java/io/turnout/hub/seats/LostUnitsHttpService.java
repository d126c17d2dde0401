package io.turnout.hub.seats;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.turnout.hub.fleet.EventFrames;
import io.turnout.hub.fleet.UnitView;
import io.turnout.hub.fleet.Units;
import io.turnout.hub.store.Database;
import io.turnout.hub.web.Feature;
import io.turnout.hub.web.Form;
import io.turnout.hub.web.Frame;
import io.turnout.hub.web.HttpProblem;
import io.turnout.hub.web.Pages;
import io.turnout.hub.web.Question;
import io.turnout.hub.web.Right;
import io.turnout.hub.web.SignedIn;
import io.turnout.hub.web.VenueText;
import io.turnout.hub.web.Words;
import io.turnout.protocol.message.UnitId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Declaring a unit lost, and putting it back: asked first, with what becomes of its seats. */
public final class LostUnitsHttpService implements HttpService {
    private static final String UNIT = "/events/{event}/units/{unit}";

    private final Database database;
    private final EventFrames frames;
    private final Pages pages;
    private final Fleet fleet;
    private final Consumer<String> changed;

    /**
     * Whom it is done to.
     *
     * @param seats knows who holds which
     */
    public record Fleet(Units units, SeatDesk seats) {}

    /**
     * @param changed is told the id of an event whose units changed
     */
    public LostUnitsHttpService(
            Database database,
            EventFrames frames,
            Pages pages,
            Fleet fleet,
            Consumer<String> changed) {
        this.database = database;
        this.frames = frames;
        this.pages = pages;
        this.fleet = fleet;
        this.changed = changed;
    }

    public Feature feature() {
        return Feature.closed(this);
    }

    @Override
    public void routing(HttpRules rules) {
        Right right = Right.CHANGE_DOORS;
        rules.get(UNIT + "/lost", right.lets(this::askLost))
                .post(UNIT + "/lost", right.lets(this::declareLost))
                .get(UNIT + "/back", right.lets(this::askBack))
                .post(UNIT + "/back", right.lets(this::putBack));
    }

    private record Meant(Frame frame, UnitView unit) {
        String name() {
            return unit.room() + ", " + unit.door();
        }

        String path(String action) {
            return frame.path("/units/" + unit.id() + action);
        }
    }

    private void askLost(ServerRequest request, ServerResponse response) {
        Meant meant = meant(request);
        Words words = Words.of(request);
        List<String> effects = new ArrayList<>();
        effects.add(words.get("lost.power"));
        effects.addAll(seats(meant, words));
        effects.add(words.get("lost.journal"));
        effects.add(words.get("lost.undo"));
        Question question =
                new Question(
                        words.get("lost.title", meant.name()),
                        effects,
                        meant.path("/lost"),
                        Map.of(),
                        words.get("lost.do"),
                        meant.frame().path("/units"));
        ask(request, response, meant, question);
    }

    /** What becomes of its seats, session by session. */
    private List<String> seats(Meant meant, Words words) {
        UnitId unit = new UnitId(meant.unit().id());
        VenueText text = meant.frame().text();
        List<UnitSeats.Held> held =
                database.read(
                        handle -> new UnitSeats(handle).of(fleet.seats().lentTo(unit), text.now()));
        if (held.isEmpty()) {
            return List.of(words.get("lost.no-seats"));
        }
        return held.stream().map(session -> sentence(session, text, words)).toList();
    }

    private static String sentence(UnitSeats.Held of, VenueText text, Words words) {
        String start = text.moment(of.startMs());
        if (!of.open()) {
            return words.get("lost.later", of.title(), start, of.lent(), of.capacity());
        }
        return of.mayBeInside().isPresent()
                ? words.get(
                        "lost.open", of.title(), start, of.mayBeInside().getAsLong(), of.capacity())
                : words.get("lost.open-unknown", of.title(), start);
    }

    private void askBack(ServerRequest request, ServerResponse response) {
        Meant meant = meant(request);
        Words words = Words.of(request);
        Question question =
                new Question(
                        words.get("back.title", meant.name()),
                        List.of(words.get("back.seats"), words.get("back.known")),
                        meant.path("/back"),
                        Map.of(),
                        words.get("back.do"),
                        meant.frame().path("/units"));
        ask(request, response, meant, question);
    }

    private void ask(
            ServerRequest request, ServerResponse response, Meant meant, Question question) {
        Map<String, Object> model =
                Map.of("frame", meant.frame(), "question", question, "current", "doors");
        pages.send(request, response, "eventQuestion.jte", model);
    }

    private void declareLost(ServerRequest request, ServerResponse response) {
        Form.read(request);
        Meant meant = meant(request);
        if (meant.unit().online()) {
            throw new HttpProblem(
                    409,
                    Words.of(request).get("lost.online"),
                    "unit",
                    Words.of(request).get("lost.online.do"));
        }
        UnitId unit = new UnitId(meant.unit().id());
        String who = SignedIn.of(request).name();
        fleet.units().declareLost(unit, meant.frame().text().now(), who);
        done(response, meant, "done.unit-lost");
    }

    private void putBack(ServerRequest request, ServerResponse response) {
        Form.read(request);
        Meant meant = meant(request);
        fleet.units().putBack(new UnitId(meant.unit().id()), SignedIn.of(request).name());
        done(response, meant, "done.unit-back");
    }

    private void done(ServerResponse response, Meant meant, String key) {
        changed.accept(meant.frame().event());
        pages.done(response, meant.frame().path("/units"), key, meant.name());
    }

    private Meant meant(ServerRequest request) {
        String event = request.path().pathParameters().get("event");
        String unit = request.path().pathParameters().get("unit");
        Words words = Words.of(request);
        EventFrames.Framed framed = database.read(handle -> frames.require(handle, event, words));
        return framed.units().stream()
                .filter(view -> view.id().equals(unit))
                .findFirst()
                .map(view -> new Meant(framed.frame(), view))
                .orElseThrow(() -> HttpProblem.notFound("unit", unit));
    }
}
