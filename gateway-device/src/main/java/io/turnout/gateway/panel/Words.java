package io.turnout.gateway.panel;

import io.turnout.protocol.access.Cure;
import io.turnout.protocol.access.Reason;
import io.turnout.protocol.access.SessionId;
import io.turnout.protocol.access.Verdict;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.function.Function;

/** Everything that people read on the panel, in one language. Immutable. */
final class Words {
    static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.GERMAN);

    private static final String BUNDLE = "io.turnout.gateway.panel.words";
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");

    private final Locale language;
    private final ResourceBundle bundle;

    Words(Locale language) {
        this.language = language;
        this.bundle =
                ResourceBundle.getBundle(
                        BUNDLE,
                        language,
                        ResourceBundle.Control.getNoFallbackControl(
                                ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    /** The best language for a browser's Accept-Language; English where it knows none of ours. */
    static Locale best(String acceptLanguage) {
        try {
            Locale found = Locale.lookup(Locale.LanguageRange.parse(acceptLanguage), LANGUAGES);
            return found == null ? Locale.ENGLISH : found;
        } catch (IllegalArgumentException _) {
            // Whoever sends a header that is none gets English.
            return Locale.ENGLISH;
        }
    }

    Locale language() {
        return language;
    }

    /** A word or sentence of the page. */
    String text(String key) {
        return bundle.getString(key);
    }

    /** A sentence with its slots filled: {@code {name}}. */
    String text(String key, Map<String, String> slots) {
        String text = text(key);
        for (Map.Entry<String, String> slot : slots.entrySet()) {
            text = text.replace("{" + slot.getKey() + "}", slot.getValue());
        }
        return text;
    }

    /**
     * Why a verdict is what it is; with time and session where the verdict has what the sentence
     * needs.
     */
    String reason(Verdict verdict, ZoneId zone, Function<SessionId, String> title) {
        Verdict.Detail detail = verdict.detail();
        String key = "reason." + verdict.reason().wireName();
        String longer = key + ".at";
        if (detail.at().isEmpty() || !bundle.containsKey(longer)) {
            return text(key);
        }
        String session = detail.session().map(title).orElse("");
        return text(longer, Map.of("at", time(detail.at().get(), zone), "session", session))
                .strip();
    }

    String reason(Reason reason) {
        return text("reason." + reason.wireName());
    }

    /** What the person at the door can do next. */
    String next(Cure cure) {
        return text("cure." + cure.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    static String time(Instant at, ZoneId zone) {
        return TIME.withZone(zone).format(at);
    }
}
