package io.turnout.gateway.panel;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.turnout.gateway.door.ModeSet;
import io.turnout.gateway.reader.virtual.VirtualReader;
import io.turnout.protocol.access.Mode;
import io.turnout.protocol.message.MessageCodec;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the panel answers. */
final class PanelHttpService implements HttpService {
    private static final HeaderName FETCH_MODE = HeaderNames.create("Sec-Fetch-Mode");
    private static final String JSON = "application/json";

    /** A verdict takes 150 ms at most while the hub is asked, a write to a poor card a second. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Unit unit;
    private final PanelStates states;
    private final Page page;
    private final LiveStream live;
    private final MessageCodec codec = new MessageCodec();
    private final Map<Locale, Words> words =
            Words.LANGUAGES.stream().collect(Collectors.toMap(each -> each, Words::new));

    PanelHttpService(Unit unit, Changes changes) {
        this.unit = unit;
        this.states = new PanelStates(unit);
        this.page = new Page(unit.hands().map(Unit.Hands::tray));
        this.live = new LiveStream(changes);
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/", this::page)
                .get("/state", this::state)
                .get("/events", this::events)
                .get("/metrics", this::metrics)
                .get("/health/live", this::live)
                .get("/health/ready", this::ready)
                .post("/scan", this::scan)
                .post("/frame", this::frame)
                .post("/mode", this::mode);
    }

    private void page(ServerRequest request, ServerResponse response) {
        Words language = words(request);
        response.header(HeaderNames.CONTENT_TYPE, "text/html; charset=utf-8");
        response.send(
                page.render(states.state(language), language).getBytes(StandardCharsets.UTF_8));
    }

    private void state(ServerRequest request, ServerResponse response) {
        json(response, states.state(words(request)));
    }

    private void events(ServerRequest request, ServerResponse response) {
        Words language = words(request);
        live.serve(response, () -> codec.write(states.state(language)));
    }

    private void metrics(ServerRequest request, ServerResponse response) {
        response.header(HeaderNames.CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8");
        response.send(unit.metrics().get());
    }

    /** Whether badges and writes under way come to their end; if not, a restart helps. */
    private void live(ServerRequest request, ServerResponse response) throws InterruptedException {
        health(response, getsOn());
    }

    /** Whether a badge shown now gets a verdict that is recorded. */
    private void ready(ServerRequest request, ServerResponse response) throws InterruptedException {
        boolean able = unit.lists().get().isPresent() && !unit.journal().failing();
        health(response, able && getsOn());
    }

    private boolean getsOn() throws InterruptedException {
        return unit.journal().settles(PATIENCE) && unit.door().settles(PATIENCE);
    }

    private void health(ServerResponse response, boolean up) {
        response.status(up ? Status.OK_200 : Status.SERVICE_UNAVAILABLE_503);
        json(response, new PanelState.Health(up ? "UP" : "DOWN"));
    }

    private void scan(ServerRequest request, ServerResponse response) {
        if (unit.hands().isEmpty()) {
            refuse(response, Status.NOT_FOUND_404, "this unit has a reader of its own");
            return;
        }
        Optional<String> text = form(request, "text");
        if (text.isEmpty()) {
            refuse(response, Status.BAD_REQUEST_400, "the form has no field 'text'");
            return;
        }
        answer(request, response, read(unit.hands().get().reader(), text.get(), words(request)));
    }

    /** Nobody else scans between the reading and the look at its outcome. */
    private PanelState.Answer read(VirtualReader reader, String text, Words language) {
        synchronized (reader) {
            reader.read(text);
            return states.last(language);
        }
    }

    private void frame(ServerRequest request, ServerResponse response) {
        if (unit.hands().isEmpty()) {
            refuse(response, Status.NOT_FOUND_404, "this unit has a reader of its own");
            return;
        }
        Unit.Hands hands = unit.hands().get();
        try {
            int width = Integer.parseInt(request.query().get("width"));
            int height = Integer.parseInt(request.query().get("height"));
            byte[] luma = request.content().as(byte[].class);
            Optional<String> text = hands.frames().reading(luma, width, height);
            text.ifPresent(hands.reader()::read);
            json(response, new PanelState.FrameAnswer(text.isPresent()));
        } catch (IllegalArgumentException | NoSuchElementException odd) {
            refuse(
                    response,
                    Status.BAD_REQUEST_400,
                    "give width and height of the frame, and a byte of brightness for each pixel");
        }
    }

    private void mode(ServerRequest request, ServerResponse response) {
        Optional<Mode> mode =
                form(request, "mode")
                        .flatMap(wanted ->
                                Stream.of(Mode.values())
                                        .filter(each -> each.name().equalsIgnoreCase(wanted))
                                        .findFirst());
        if (mode.isEmpty()) {
            refuse(response, Status.BAD_REQUEST_400, "mode is one of in, out, auto");
            return;
        }
        unit.door().setMode(mode.get(), ModeSet.By.PANEL);
        answer(request, response, states.state(words(request)));
    }

    /** A form sent without the page's script wants a page back. */
    private void answer(ServerRequest request, ServerResponse response, Record answer) {
        boolean wantsPage =
                request.headers().first(FETCH_MODE).map("navigate"::equals).orElse(false);
        if (wantsPage) {
            response.status(Status.SEE_OTHER_303).header(HeaderNames.LOCATION, "/").send();
        } else {
            json(response, answer);
        }
    }

    private void refuse(ServerResponse response, Status status, String why) {
        response.status(status);
        json(response, new PanelState.Refusal(why));
    }

    private void json(ServerResponse response, Record message) {
        response.header(HeaderNames.CONTENT_TYPE, JSON);
        response.send(codec.write(message));
    }

    private Words words(ServerRequest request) {
        String accepted = request.headers().first(HeaderNames.ACCEPT_LANGUAGE).orElse("en");
        Words found = words.get(Words.best(accepted));
        return found == null ? new Words(Locale.ENGLISH) : found;
    }

    private static Optional<String> form(ServerRequest request, String field) {
        byte[] body = request.content().as(byte[].class);
        return Stream.of(new String(body, StandardCharsets.UTF_8).split("&", -1))
                .filter(pair -> pair.startsWith(field + "="))
                .map(pair -> pair.substring(field.length() + 1))
                .flatMap(PanelHttpService::decoded)
                .findFirst();
    }

    private static Stream<String> decoded(String value) {
        try {
            return Stream.of(URLDecoder.decode(value, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException _) {
            // A broken escape is no value.
            return Stream.empty();
        }
    }
}
