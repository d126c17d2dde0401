package io.turnout.hub.swap;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.turnout.hub.fleet.Swaps;
import io.turnout.hub.fleet.Swaps.Journal;
import io.turnout.hub.fleet.Swaps.Swap;
import io.turnout.hub.trust.TrustHttpService;
import io.turnout.hub.web.Bodies;
import io.turnout.hub.web.Feature;
import io.turnout.hub.web.HttpProblem;
import io.turnout.hub.web.Json;
import io.turnout.hub.web.Right;
import io.turnout.hub.web.SignedIn;
import io.turnout.protocol.access.Ids;
import io.turnout.protocol.message.JournalEpoch;
import io.turnout.protocol.message.MalformedMessage;
import io.turnout.protocol.message.MessageCodec;
import io.turnout.protocol.message.ScanBatch;
import io.turnout.protocol.message.UnitId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Replacing a unit, and bringing the scans from its card, for programs. */
final class SwapHttpService implements HttpService {
    private static final String UNIT = "/api/v1/units/{unit}";

    private final SwapDesk desk;
    private final MessageCodec codec = new MessageCodec();

    SwapHttpService(SwapDesk desk) {
        this.desk = desk;
    }

    Feature feature() {
        return Feature.closed(this);
    }

    @Override
    public void routing(HttpRules rules) {
        Right right = Right.CHANGE_DOORS;
        rules.post(UNIT + "/replace", right.lets(this::replace))
                .post(UNIT + "/journal/scans", right.lets(this::bring))
                .post(UNIT + "/journal/recovered", right.lets(this::recovered))
                .post(UNIT + "/journal/lost", right.lets(this::lost));
    }

    private record ReplaceBody(@Nullable String by) {}

    private record Answer(String unit, String by, String journal) {
        static Answer of(Swap swap) {
            return new Answer(swap.unit().value(), swap.successor().value(), swap.journal().key());
        }
    }

    private void replace(ServerRequest request, ServerResponse response) {
        UnitId unit = TrustHttpService.unit(request);
        String by = Json.read(request, ReplaceBody.class).by();
        if (by == null || !Ids.valid(by)) {
            throw HttpProblem.badField("by", "The id of the new unit.");
        }
        Swaps.Outcome outcome =
                desk.replace(
                        TrustHttpService.open(desk.enrolment()),
                        unit,
                        new UnitId(by),
                        SignedIn.of(request).name());
        switch (outcome) {
            case Swaps.Outcome.Replaced(Swap swap) -> Json.send(response, 200, Answer.of(swap));
            case Swaps.Outcome.UnknownUnit() -> throw HttpProblem.notFound("unit", unit.value());
            case Swaps.Outcome.Before(Swap swap) ->
                    throw new HttpProblem(
                            409,
                            unit + " was replaced by " + swap.successor() + " before.",
                            "unit",
                            "Replace that one.");
            case Swaps.Outcome.NameTaken() ->
                    throw new HttpProblem(
                            409, "There is a unit " + by + ".", "by", "Choose another name.");
        }
    }

    /** Batches as units send them, one a call; repeated ones change nothing. */
    private void bring(ServerRequest request, ServerResponse response) throws InterruptedException {
        UnitId unit = swap(request).unit();
        ScanBatch batch = batch(request);
        if (!batch.unit().equals(unit)) {
            throw HttpProblem.badField("unit", "The unit that the address names.");
        }
        long first = request.query().first("first").asLong().orElse(1L);
        Recovery.Brought brought =
                desk.recovery()
                        .bring(batch, first, SignedIn.of(request).name())
                        .orElseThrow(() ->
                                new HttpProblem(
                                        503,
                                        "The scans are not written yet.",
                                        "scans",
                                        "Bring them again."));
        Json.send(response, 200, brought);
    }

    private ScanBatch batch(ServerRequest request) {
        try {
            return codec.read(Bodies.read(request, ScanBatch.MAX_BYTES), ScanBatch.class);
        } catch (MalformedMessage e) {
            throw new HttpProblem(
                    400,
                    "The batch cannot be read: " + e.getMessage(),
                    "body",
                    "Send a batch as units do.");
        }
    }

    private record Read(@Nullable String epoch, long upTo) {}

    private record RecoveredBody(@Nullable List<Read> journals) {}

    /** Whoever says that all is brought is believed only where the log has it. */
    private void recovered(ServerRequest request, ServerResponse response) {
        UnitId unit = swap(request).unit();
        List<Read> journals = Json.read(request, RecoveredBody.class).journals();
        if (journals == null || journals.isEmpty()) {
            throw HttpProblem.badField(
                    "journals", "Each journal of the card, with its last number.");
        }
        for (Read read : journals) {
            if (!desk.recovery().reaches(unit, epoch(read), read.upTo())) {
                throw new HttpProblem(
                        409,
                        "Journal " + read.epoch() + " is not here up to " + read.upTo() + ".",
                        "journals",
                        "Bring its scans first.");
            }
        }
        settled(request, response, Journal.RECOVERED, journals.size() + " journals");
    }

    private static JournalEpoch epoch(Read read) {
        try {
            return new JournalEpoch(String.valueOf(read.epoch()));
        } catch (IllegalArgumentException e) {
            throw HttpProblem.badField("journals", String.valueOf(e.getMessage()));
        }
    }

    private void lost(ServerRequest request, ServerResponse response) {
        settled(request, response, Journal.LOST, "");
    }

    /** What was recovered is so for good: saying it again changes nothing. */
    private void settled(
            ServerRequest request, ServerResponse response, Journal journal, String detail) {
        UnitId unit = swap(request).unit();
        desk.settle(unit, journal, SignedIn.of(request).name(), detail);
        Json.send(response, 200, Answer.of(swap(request)));
    }

    /** Only of a unit that was taken away: any other one speaks for itself. */
    private Swap swap(ServerRequest request) {
        UnitId unit = TrustHttpService.unit(request);
        if (desk.units().eventOf(unit).isEmpty()) {
            throw HttpProblem.notFound("unit", unit.value());
        }
        return desk.swaps()
                .of(unit)
                .orElseThrow(() ->
                        new HttpProblem(
                                409,
                                unit + " was not replaced.",
                                "unit",
                                "Replace it first; a unit that stands there delivers by itself."));
    }
}
