package io.turnout.hub.attendant;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.turnout.hub.fleet.PhoneLists;
import io.turnout.hub.web.Bodies;
import io.turnout.hub.web.Feature;
import io.turnout.hub.web.HttpProblem;
import io.turnout.hub.web.Json;
import io.turnout.hub.web.Right;
import io.turnout.hub.web.SignedIn;
import io.turnout.protocol.access.Side;
import io.turnout.protocol.message.Ack;
import io.turnout.protocol.message.JournalEpoch;
import io.turnout.protocol.message.MalformedMessage;
import io.turnout.protocol.message.MessageCodec;
import io.turnout.protocol.message.ScanBatch;
import io.turnout.protocol.message.UnitId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What the page on a phone asks for and brings, as JSON. That another site's page cannot send here
 * is the gate's work; that a form cannot, is the content type's.
 */
public final class ScanHttpService implements HttpService {
    private static final String AT = "/events/{event}/scan/at/{session}";
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final ScanDesk desk;
    private final ScanWords words;
    private final PhoneLists lists;
    private final Log log;
    private final InstantSource clock;
    private final MessageCodec codec = new MessageCodec();

    public ScanHttpService(
            ScanDesk desk, ScanWords words, PhoneLists lists, Log log, InstantSource clock) {
        this.desk = desk;
        this.words = words;
        this.lists = lists;
        this.log = log;
        this.clock = clock;
    }

    /** The ways into the scan log, and who tells what has arrived there. */
    public record Log(BiConsumer<UnitId, byte[]> receive, Deliveries deliveries, HubScans atHub) {}

    /** A badge to be decided of by the hub. */
    record BadgeBody(String text, @Nullable String side) {}

    /** What is sent to say something of a scan. */
    record WordBody(String unit, String epoch, long number, String kind, String why, long said) {}

    /** What is answered to a batch: up to which number the journal is in the scan log. */
    record Durable(String epoch, long upTo) {}

    public Feature feature() {
        return Feature.closed(this);
    }

    @Override
    public void routing(HttpRules rules) {
        Right right = Right.SCAN_SOME;
        rules.get(AT + "/now", right.lets(this::now))
                .get(AT + "/list", right.lets(this::list))
                .post(AT + "/badges", right.lets(this::ask))
                .post("/events/{event}/scan/phones", right.lets(this::addPhone))
                .post("/events/{event}/scan/batches", right.lets(this::take))
                .post("/events/{event}/scan/words", right.lets(this::say));
    }

    /** The hub's time, which list there is, and how full the session is. */
    private void now(ServerRequest request, ServerResponse response) {
        ScanDesk.Session session = session(request);
        PhoneLists.Made list = made(request, session);
        Json.send(
                response,
                200,
                Map.of(
                        "now", clock.millis(),
                        "list", list.digest(),
                        "inside", session.inside(),
                        "holds", session.holds().orElse(-1)));
    }

    private void list(ServerRequest request, ServerResponse response) {
        PhoneLists.Made list = made(request, session(request));
        response.header(HeaderNames.CONTENT_TYPE, "application/x-ndjson")
                .header(HeaderNames.CACHE_CONTROL, "no-store")
                .header(HeaderNames.ETAG, '"' + list.digest() + '"')
                .send(list.bytes());
    }

    private void ask(ServerRequest request, ServerResponse response) {
        requireJson(request);
        BadgeBody body = Json.read(request, BadgeBody.class);
        if (body.text() == null) {
            throw HttpProblem.badField("text", "What was read.");
        }
        Side side = "out".equals(body.side()) ? Side.OUT : Side.IN;
        if (side == Side.OUT && !desk.checksOut(event(request))) {
            throw new HttpProblem(
                    403, "Attendants check in only here.", "side", "Ask who set up the event.");
        }
        String session = session(request).id();
        HubScan scan =
                log.atHub()
                        .present(
                                person(request),
                                event(request),
                                session,
                                new HubScans.Read(body.text(), side))
                        .orElseThrow(ScanHttpService::notWritten);
        Json.send(response, 200, scan);
    }

    private static HttpProblem notWritten() {
        return new HttpProblem(503, "The scans are not written yet.", "scans", "Bring them again.");
    }

    private void addPhone(ServerRequest request, ServerResponse response) {
        requireJson(request);
        UnitId phone =
                desk.addPhone(person(request), event(request))
                        .orElseThrow(() ->
                                new HttpProblem(
                                        429,
                                        "There are too many phones of this user.",
                                        "phones",
                                        "Sign in as another user."));
        Json.send(response, 200, Map.of("unit", phone.value()));
    }

    private void take(ServerRequest request, ServerResponse response) throws InterruptedException {
        requireJson(request);
        byte[] body = Bodies.read(request, ScanBatch.MAX_BYTES);
        ScanBatch batch = batch(body);
        switch (desk.check(person(request), event(request), batch)) {
            case ScanDesk.Checked.Good() -> answer(response, batch, body);
            case ScanDesk.Checked.NotYours() ->
                    throw new HttpProblem(
                            403, "This phone is not yours here.", "unit", "Sign in as its user.");
            case ScanDesk.Checked.NotAllowed(long number) ->
                    throw new HttpProblem(
                            403,
                            "Scan " + number + " is of a session that you may not scan at.",
                            "scans",
                            "Ask who set that right; the phone keeps the scans.");
        }
    }

    private void answer(ServerResponse response, ScanBatch batch, byte[] body)
            throws InterruptedException {
        Ack ack =
                log.deliveries()
                        .deliver(batch, body, log.receive(), PATIENCE)
                        .orElseThrow(ScanHttpService::notWritten);
        Json.send(response, 200, new Durable(ack.epoch().value(), ack.upTo()));
    }

    private void say(ServerRequest request, ServerResponse response) {
        requireJson(request);
        ScanWords.Word word = word(Json.read(request, WordBody.class));
        switch (words.say(person(request), event(request), word)) {
            case ScanWords.Outcome.Kept() -> Json.send(response, 200, Map.of("kept", true));
            case ScanWords.Outcome.NoSuchScan() ->
                    throw HttpProblem.notFound("scan", String.valueOf(word.number()));
            case ScanWords.Outcome.NotPossible() ->
                    throw new HttpProblem(
                            409,
                            "Nothing of the kind can be said of this scan any more.",
                            "kind",
                            "Ask an organizer to correct it.");
        }
    }

    private static ScanWords.Word word(WordBody body) {
        if (body.unit() == null || body.epoch() == null || body.why() == null) {
            throw HttpProblem.badField("unit", "Say unit, epoch, number, kind, why and said.");
        }
        String why = body.why().strip();
        if (why.isEmpty() || why.length() > ScanWords.LONGEST) {
            throw HttpProblem.badField("why", "1 to " + ScanWords.LONGEST + " characters.");
        }
        try {
            return new ScanWords.Word(
                    new UnitId(body.unit()),
                    new JournalEpoch(body.epoch()),
                    body.number(),
                    ScanWords.Kind.find(String.valueOf(body.kind()))
                            .orElseThrow(() -> HttpProblem.badField("kind", "override or undo")),
                    why,
                    body.said());
        } catch (IllegalArgumentException e) {
            throw HttpProblem.badField("unit", String.valueOf(e.getMessage()));
        }
    }

    private ScanBatch batch(byte[] body) {
        try {
            ScanBatch batch = codec.read(body, ScanBatch.class);
            if (batch.scans().isEmpty()) {
                throw HttpProblem.badField("scans", "At least one.");
            }
            return batch;
        } catch (MalformedMessage e) {
            throw new HttpProblem(
                    400,
                    "The batch cannot be read: " + e.getMessage(),
                    "body",
                    "Send a batch as units do.");
        }
    }

    private PhoneLists.Made made(ServerRequest request, ScanDesk.Session session) {
        return lists.of(event(request), session.room())
                .orElseThrow(() -> HttpProblem.notFound("room", session.room().value()));
    }

    private ScanDesk.Session session(ServerRequest request) {
        return ScanPagesHttpService.session(desk, request);
    }

    /** A program has no phone. */
    private static SignedIn person(ServerRequest request) {
        SignedIn user = SignedIn.of(request);
        if (user.user() == 0) {
            throw new HttpProblem(
                    403, "Only people scan by hand.", "Authorization", "Sign in as a user.");
        }
        return user;
    }

    private static void requireJson(ServerRequest request) {
        boolean json =
                request.headers()
                        .first(HeaderNames.CONTENT_TYPE)
                        .filter(type -> type.startsWith("application/json"))
                        .isPresent();
        if (!json) {
            throw new HttpProblem(
                    415, "This takes JSON.", "Content-Type", "Send application/json.");
        }
    }

    private static String event(ServerRequest request) {
        return request.path().pathParameters().get("event");
    }
}
