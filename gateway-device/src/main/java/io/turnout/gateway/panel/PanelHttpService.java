package io.turnout.gateway.panel;

import io.turnout.gateway.door.ModeSet;
import io.turnout.gateway.reader.virtual.VirtualReader;
import io.turnout.protocol.access.Mode;
import io.turnout.protocol.message.MessageCodec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the panel answers. */
final class PanelHttpService {
    private final Unit unit;
    private final PanelStates states;
    private final Page page;
    private final LiveStream live;
    private final PanelFiles files = new PanelFiles();
    private final MessageCodec codec = new MessageCodec();
    private final Map<Locale, Words> words =
            Words.LANGUAGES.stream().collect(Collectors.toMap(each -> each, Words::new));

    PanelHttpService(Unit unit, Changes changes) {
        this.unit = unit;
        this.states = new PanelStates(unit);
        this.page = new Page(unit.hands().map(Unit.Hands::tray));
        this.live = new LiveStream(changes);
    }

    /** Answers whoever may ask. */
    void answer(Exchange exchange) throws IOException {
        switch (exchange.path()) {
            case "/" -> reading(exchange, this::page);
            case "/state" -> reading(exchange, this::state);
            case "/events" -> reading(exchange, this::events);
            case "/scan" -> changing(exchange, this::scan);
            case "/frame" -> changing(exchange, this::frame);
            case "/mode" -> changing(exchange, this::mode);
            default -> reading(exchange, files::send);
        }
    }

    @FunctionalInterface
    private interface Handler {
        void answer(Exchange exchange) throws IOException;
    }

    private static void reading(Exchange exchange, Handler handler) throws IOException {
        allowed(exchange.isReading(), "GET, HEAD", exchange, handler);
    }

    private static void changing(Exchange exchange, Handler handler) throws IOException {
        allowed(exchange.method().equals("POST"), "POST", exchange, handler);
    }

    private static void allowed(boolean yes, String methods, Exchange exchange, Handler handler)
            throws IOException {
        if (yes) {
            handler.answer(exchange);
        } else {
            exchange.with("Allow", methods).send(Exchange.METHOD_NOT_ALLOWED, "");
        }
    }

    private void page(Exchange exchange) throws IOException {
        Words language = words(exchange);
        String html = page.render(states.state(language), language);
        exchange.send(
                Exchange.OK, "text/html; charset=utf-8", html.getBytes(StandardCharsets.UTF_8));
    }

    private void state(Exchange exchange) throws IOException {
        json(exchange, Exchange.OK, states.state(words(exchange)));
    }

    private void events(Exchange exchange) throws IOException {
        Words language = words(exchange);
        live.serve(exchange, () -> codec.write(states.state(language)));
    }

    private void scan(Exchange exchange) throws IOException {
        if (unit.hands().isEmpty()) {
            refuse(exchange, Exchange.NOT_FOUND, "this unit has a reader of its own");
            return;
        }
        Optional<String> text = exchange.form("text");
        if (text.isEmpty()) {
            refuse(exchange, Exchange.BAD_REQUEST, "the form has no field 'text'");
            return;
        }
        answer(exchange, read(unit.hands().get().reader(), text.get(), words(exchange)));
    }

    /** Nobody else scans between the reading and the look at its outcome. */
    private PanelState.Answer read(VirtualReader reader, String text, Words language) {
        synchronized (reader) {
            reader.read(text);
            return states.last(language);
        }
    }

    private void frame(Exchange exchange) throws IOException {
        if (unit.hands().isEmpty()) {
            refuse(exchange, Exchange.NOT_FOUND, "this unit has a reader of its own");
            return;
        }
        Unit.Hands hands = unit.hands().get();
        try {
            int width = Integer.parseInt(exchange.query("width").orElse(""));
            int height = Integer.parseInt(exchange.query("height").orElse(""));
            Optional<String> text = hands.frames().reading(exchange.body(), width, height);
            text.ifPresent(hands.reader()::read);
            json(exchange, Exchange.OK, new PanelState.FrameAnswer(text.isPresent()));
        } catch (IllegalArgumentException odd) {
            refuse(
                    exchange,
                    Exchange.BAD_REQUEST,
                    "give width and height of the frame, and a byte of brightness for each pixel");
        }
    }

    private void mode(Exchange exchange) throws IOException {
        Optional<Mode> mode =
                exchange.form("mode")
                        .flatMap(wanted ->
                                Stream.of(Mode.values())
                                        .filter(each -> each.name().equalsIgnoreCase(wanted))
                                        .findFirst());
        if (mode.isEmpty()) {
            refuse(exchange, Exchange.BAD_REQUEST, "mode is one of in, out, auto");
            return;
        }
        unit.door().setMode(mode.get(), ModeSet.By.PANEL);
        answer(exchange, states.state(words(exchange)));
    }

    /** A form sent without the page's script wants a page back. */
    private void answer(Exchange exchange, Record answer) throws IOException {
        boolean wantsPage = exchange.header("Sec-Fetch-Mode").map("navigate"::equals).orElse(false);
        if (wantsPage) {
            exchange.with("Location", "/").send(Exchange.SEE_OTHER, "");
        } else {
            json(exchange, Exchange.OK, answer);
        }
    }

    private void refuse(Exchange exchange, int status, String why) throws IOException {
        json(exchange, status, new PanelState.Refusal(why));
    }

    private void json(Exchange exchange, int status, Record message) throws IOException {
        exchange.send(status, "application/json", codec.write(message));
    }

    private Words words(Exchange exchange) {
        Words found = words.get(Words.best(exchange.header("Accept-Language").orElse("en")));
        return found == null ? new Words(Locale.ENGLISH) : found;
    }
}
