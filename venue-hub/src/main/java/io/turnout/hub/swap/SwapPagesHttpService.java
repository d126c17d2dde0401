package io.turnout.hub.swap;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.turnout.hub.fleet.EventFrames;
import io.turnout.hub.fleet.Swaps;
import io.turnout.hub.fleet.Swaps.Journal;
import io.turnout.hub.fleet.Swaps.Swap;
import io.turnout.hub.fleet.UnitView;
import io.turnout.hub.store.Database;
import io.turnout.hub.trust.TrustHttpService;
import io.turnout.hub.web.Feature;
import io.turnout.hub.web.Fields;
import io.turnout.hub.web.Form;
import io.turnout.hub.web.Frame;
import io.turnout.hub.web.HttpProblem;
import io.turnout.hub.web.Pages;
import io.turnout.hub.web.Question;
import io.turnout.hub.web.Reading;
import io.turnout.hub.web.Right;
import io.turnout.hub.web.SignedIn;
import io.turnout.hub.web.Words;
import io.turnout.protocol.access.Ids;
import io.turnout.protocol.message.UnitId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Replacing a unit, and what is to be done with the card of the one before. */
public final class SwapPagesHttpService implements HttpService {
    private static final String PAGE = "/events/{event}/units/{unit}/swap";
    private static final String FORM = "field.swap";

    private final SwapDesk desk;
    private final Database database;
    private final EventFrames frames;
    private final Pages pages;

    private SwapPagesHttpService(
            SwapDesk desk, Database database, EventFrames frames, Pages pages) {
        this.desk = desk;
        this.database = database;
        this.frames = frames;
        this.pages = pages;
    }

    /** The pages, and the same for programs. */
    public static List<Feature> features(
            SwapDesk desk, Database database, EventFrames frames, Pages pages) {
        return List.of(
                Feature.closed(new SwapPagesHttpService(desk, database, frames, pages)),
                new SwapHttpService(desk).feature());
    }

    @Override
    public void routing(HttpRules rules) {
        Right right = Right.CHANGE_DOORS;
        rules.get(PAGE, right.lets(this::show))
                .post(PAGE, right.lets(this::replace))
                .get(PAGE + "/lost", right.lets(this::askLost))
                .post(PAGE + "/lost", right.lets(this::lost));
    }

    private record Meant(Frame frame, UnitView unit) {
        UnitId id() {
            return new UnitId(unit.id());
        }

        String path() {
            return frame.path("/units/" + unit.id() + "/swap");
        }
    }

    private void show(ServerRequest request, ServerResponse response) {
        Meant meant = meant(request);
        String next = meant.unit().id() + "-2";
        page(request, response, meant, Fields.of(FORM, Fields.single(Map.of("by", next)), 0));
    }

    private void page(ServerRequest request, ServerResponse response, Meant meant, Fields form) {
        Map<String, Object> model = new HashMap<>();
        model.put("frame", meant.frame());
        model.put("unit", meant.unit());
        model.put("form", form);
        model.put("swap", desk.swaps().of(meant.id()));
        model.put("open", desk.enrolment().isPresent());
        pages.send(request, response, "swap.jte", model);
    }

    private void replace(ServerRequest request, ServerResponse response) {
        Meant meant = meant(request);
        Reading reading = new Reading(FORM, Form.read(request), Words.of(request));
        String by = reading.text("by", 1, Ids.MAX_LENGTH);
        if (!by.isEmpty() && !Ids.valid(by)) {
            reading.refuse("by", "identity.id.shape");
        }
        if (reading.isGood() && !isReplaced(request, meant, by)) {
            reading.refuse("by", "swap.taken");
        }
        if (reading.isGood()) {
            pages.done(response, meant.path(), "done.swap", meant.unit().id(), by);
        } else {
            response.status(422);
            page(request, response, meant, reading.fields());
        }
    }

    private boolean isReplaced(ServerRequest request, Meant meant, String by) {
        Swaps.Outcome outcome =
                desk.replace(
                        TrustHttpService.open(desk.enrolment()),
                        meant.id(),
                        new UnitId(by),
                        SignedIn.of(request).name());
        return switch (outcome) {
            case Swaps.Outcome.Replaced(_), Swaps.Outcome.Before(_) -> true;
            case Swaps.Outcome.NameTaken() -> false;
            case Swaps.Outcome.UnknownUnit() ->
                    throw HttpProblem.notFound("unit", meant.unit().id());
        };
    }

    private void askLost(ServerRequest request, ServerResponse response) {
        Meant meant = meant(request);
        Words words = Words.of(request);
        Question question =
                new Question(
                        words.get("swap.lost.title", meant.unit().id()),
                        List.of(
                                words.get("swap.lost.gap", meant.unit().missing()),
                                words.get("swap.lost.reports"),
                                words.get("swap.lost.found")),
                        meant.path() + "/lost",
                        Map.of(),
                        words.get("swap.lost.do"),
                        meant.path());
        pages.send(
                request,
                response,
                "eventQuestion.jte",
                Map.of("frame", meant.frame(), "question", question, "current", "doors"));
    }

    private void lost(ServerRequest request, ServerResponse response) {
        Form.read(request);
        Meant meant = meant(request);
        Optional<Swap> swap = desk.swaps().of(meant.id());
        if (swap.isEmpty() || swap.get().journal() == Journal.RECOVERED) {
            throw HttpProblem.of(409, "unit", "no-open-journal");
        }
        desk.settle(meant.id(), Journal.LOST, SignedIn.of(request).name(), "");
        pages.done(response, meant.path(), "done.journal-lost", meant.unit().id());
    }

    private Meant meant(ServerRequest request) {
        String event = request.path().pathParameters().get("event");
        String unit = request.path().pathParameters().get("unit");
        EventFrames.Framed framed =
                database.read(handle -> frames.require(handle, event, Words.of(request)));
        return framed.units().stream()
                .filter(view -> view.id().equals(unit))
                .findFirst()
                .map(view -> new Meant(framed.frame(), view))
                .orElseThrow(() -> HttpProblem.notFound("unit", unit));
    }
}
