package io.turnout.hub.web;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;

/** The texts of one language. */
public final class Words {
    private static final String BUNDLE = "io.turnout.hub.web.messages";
    private static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.GERMAN);
    private static final ResourceBundle.Control EXACT =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    private final Locale language;
    private final ResourceBundle bundle;

    private Words(Locale language) {
        this.language = language;
        this.bundle = ResourceBundle.getBundle(BUNDLE, language, EXACT);
    }

    /** The texts in the language the reader chose or prefers of those there are, or English. */
    public static Words of(ServerRequest request) {
        return preferred(
                Language.chosen(request)
                        .or(() -> request.headers().first(HeaderNames.ACCEPT_LANGUAGE))
                        .orElse(""));
    }

    /** The texts in English, for programs. */
    public static Words english() {
        return new Words(Locale.ENGLISH);
    }

    /** The texts in a language, {@code de}, or in English where there is none such. */
    public static Words in(String language) {
        return preferred(language);
    }

    /** The texts in every language that there is. */
    public static List<Words> all() {
        return LANGUAGES.stream().map(Words::new).toList();
    }

    static Words preferred(String acceptLanguage) {
        return new Words(lookUp(acceptLanguage));
    }

    private static Locale lookUp(String acceptLanguage) {
        if (acceptLanguage.isBlank() || acceptLanguage.length() > 200) {
            return Locale.ENGLISH;
        }
        try {
            Locale found = Locale.lookup(Locale.LanguageRange.parse(acceptLanguage), LANGUAGES);
            return found == null ? Locale.ENGLISH : found;
        } catch (IllegalArgumentException e) {
            return Locale.ENGLISH; // a header nobody should send
        }
    }

    /** For the page's {@code lang} and for numbers and dates. */
    public Locale language() {
        return language;
    }

    /** Whether there is such a text. */
    public boolean has(String key) {
        return bundle.containsKey(key);
    }

    /**
     * A text with its places {@code {0}}, {@code {1}} … filled.
     *
     * @throws java.util.MissingResourceException where no bundle has the key: a mistake of ours
     */
    public String get(String key, Object... values) {
        String text = bundle.getString(key);
        return values.length == 0 ? text : new MessageFormat(text, language).format(values);
    }
}
