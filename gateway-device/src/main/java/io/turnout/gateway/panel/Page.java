package io.turnout.gateway.panel;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The page, filled in on the unit so that it is right before, and without, its script. A slot
 * {@code {{name}}} is filled and escaped, {@code {{words:key}}} is a text of the reader's language,
 * and {@code {{html:name}}} is a piece made here.
 */
final class Page {
    private static final Pattern SLOT = Pattern.compile("\\{\\{(words:|html:|)([a-z.-]+)}}");
    private static final int STRIP_MILLIS = 2000;
    private static final int MOST_BARS = 64;

    private final String page = resource("page.html");
    private final String bench = resource("bench.html");
    private final Optional<List<Unit.TrayBadge>> tray;

    /** Badges to try; empty on a unit where nobody scans on the page. */
    Page(Optional<List<Unit.TrayBadge>> tray) {
        this.tray = tray;
    }

    String render(PanelState state, Words words) {
        Map<String, String> html = new HashMap<>();
        html.put("rhythm", bars(state.rhythm()));
        html.put("lamps", lamps(state, words));
        html.put("clock.hidden", state.clock().isPresent() ? "" : " hidden");
        html.put("tray", tray.map(badges -> tray(badges, words)).orElse(""));
        html.put("alerts.hidden", state.alerts().isEmpty() ? " hidden" : "");
        html.put("alerts", alerts(state.alerts()));
        html.put("modes", modes(state.mode(), words));
        html.put("bench", tray.isPresent() ? fill(bench, Map.of(), words, html) : "");
        return fill(page, texts(state, words), words, html);
    }

    private static Map<String, String> texts(PanelState state, Words words) {
        Map<String, String> texts = new HashMap<>();
        Optional<PanelState.Shown> verdict = state.verdict();
        texts.put("language", words.language().toLanguageTag());
        texts.put("room", state.room());
        texts.put("door", state.door());
        texts.put("session", state.session().orElse(words.text("session.none")));
        texts.put("hub.class", state.hub().online() ? "chip" : "chip offline");
        texts.put(
                "hub.word",
                words.text(
                        state.hub().online() ? "hub.online" : "hub.offline",
                        Map.of("since", state.hub().since())));
        texts.put("verdict.state", verdict.map(PanelState.Shown::state).orElse("rest"));
        texts.put("verdict.shape", verdict.map(PanelState.Shown::state).orElse("none"));
        texts.put("word", verdict.map(PanelState.Shown::word).orElse(words.text("rest.word")));
        texts.put(
                "reason", verdict.map(PanelState.Shown::reason).orElse(words.text("rest.reason")));
        texts.put("next", verdict.map(PanelState.Shown::next).orElse(""));
        texts.put("at", verdict.map(v -> (v.at() + " " + v.session()).strip()).orElse(""));
        texts.put("clock", state.clock().orElse(""));
        facts(state, words, texts);
        return texts;
    }

    private static void facts(PanelState state, Words words, Map<String, String> texts) {
        texts.put(
                "queue",
                state.queue() > 0
                        ? words.text("queue.some", Map.of("n", String.valueOf(state.queue())))
                        : words.text("queue.none"));
        texts.put("list", state.list().map(l -> list(l, words)).orElse(words.text("list.none")));
        texts.put(
                "occupancy",
                state.occupancy()
                        .map(o -> occupancy(o, words))
                        .orElse(words.text("occupancy.none")));
        texts.put("occupancy.bar", state.occupancy().map(Page::share).orElse("0"));
    }

    private static String list(PanelState.ListShown list, Words words) {
        return words.text(
                "list.some",
                Map.of("revision", String.valueOf(list.revision()), "age", list.age()));
    }

    private static String occupancy(PanelState.Occupied occupied, Words words) {
        return words.text(
                "occupancy.some",
                Map.of(
                        "inside", String.valueOf(occupied.inside()),
                        "seats", String.valueOf(occupied.seats())));
    }

    private static String share(PanelState.Occupied occupied) {
        long share = occupied.seats() == 0 ? 0 : 100 * occupied.inside() / occupied.seats();
        return String.valueOf(Math.min(100, share));
    }

    private static String alerts(List<String> alerts) {
        return alerts.stream().map(Page::escape).collect(Collectors.joining("</p><p>"));
    }

    private static String bars(List<List<Integer>> rhythm) {
        StringBuilder bars = new StringBuilder();
        int at = 0;
        for (int i = 0; !rhythm.isEmpty() && at < STRIP_MILLIS && i < MOST_BARS; i++) {
            List<Integer> beat = rhythm.get(i % rhythm.size());
            int width = Math.min(beat.getFirst(), STRIP_MILLIS - at);
            bars.append("<rect x=\"" + at + "\" y=\"0\" width=\"" + width + "\" height=\"100\"/>");
            at += beat.getFirst() + beat.getLast();
        }
        return bars.toString();
    }

    private static String lamps(PanelState state, Words words) {
        return lamp("green", "in", state, words)
                + lamp("red", "refused", state, words)
                + lamp("amber", "ask-staff", state, words);
    }

    private static String lamp(String colour, String shape, PanelState state, Words words) {
        String now = state.lamps().getOrDefault(colour, "off");
        return """
        <li data-lamp="%s" data-lit="%s" data-on="%s" data-off="%s" data-blink="%s"><svg aria-hidden="true"><use href="/static/states.svg#%s"/></svg><span>%s <span data-word>%s</span></span></li>
        """
                .formatted(
                        colour,
                        !now.equals("off"),
                        escape(words.text("lamp.on")),
                        escape(words.text("lamp.off")),
                        escape(words.text("lamp.blink")),
                        shape,
                        escape(words.text("lamp." + colour)),
                        escape(words.text("lamp." + now)));
    }

    private static String tray(List<Unit.TrayBadge> badges, Words words) {
        if (badges.isEmpty()) {
            return "<li>" + escape(words.text("tray.none")) + "</li>";
        }
        return badges.stream()
                .map(badge ->
                        """
                        <li><button class="badge" name="text" value="%s"><b>%s</b><span>%s</span></button></li>
                        """
                                .formatted(
                                        escape(badge.text()),
                                        escape(badge.text()),
                                        escape(badge.label())))
                .collect(Collectors.joining());
    }

    private static String modes(String now, Words words) {
        return List.of("in", "out", "auto").stream()
                .map(mode ->
                        "<option value=\"%s\"%s>%s</option>"
                                .formatted(
                                        mode,
                                        mode.equals(now) ? " selected" : "",
                                        escape(words.text("mode." + mode))))
                .collect(Collectors.joining());
    }

    private static String fill(
            String template, Map<String, String> texts, Words words, Map<String, String> html) {
        return SLOT.matcher(template)
                .replaceAll(slot ->
                        Matcher.quoteReplacement(
                                fill(slot.group(1), slot.group(2), texts, words, html)));
    }

    private static String fill(
            String kind,
            String name,
            Map<String, String> texts,
            Words words,
            Map<String, String> html) {
        if (kind.equals("words:")) {
            return escape(words.text(name));
        }
        String value = (kind.isEmpty() ? texts : html).get(name);
        if (value == null) {
            throw new IllegalStateException("the page has an unknown slot: " + name);
        }
        return kind.isEmpty() ? escape(value) : value;
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private static String resource(String name) {
        try (InputStream in = Page.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("not built in: " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("reading " + name, unreadable);
        }
    }
}
