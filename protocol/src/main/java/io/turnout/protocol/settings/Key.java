package io.turnout.protocol.settings;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * One setting: its name, what it takes, and what it is for. A program keeps its keys as constants
 * in its one configuration record.
 */
public final class Key<T> {
    private final String name;
    private final String doc;
    private final String allowed;
    private final Function<String, T> parse;
    private final Optional<Fallback<T>> fallback;

    private Key(
            String name,
            String doc,
            String allowed,
            Function<String, T> parse,
            Optional<Fallback<T>> fallback) {
        this.name = name;
        this.doc = doc;
        this.allowed = allowed;
        this.parse = parse;
        this.fallback = fallback;
    }

    /**
     * What holds where nothing is said.
     *
     * @param printed empty where the absence of a value is the value
     */
    private record Fallback<T>(T value, Optional<String> printed) {}

    /**
     * A setting with a default.
     *
     * @param name lower case, parts joined by dots, words by dashes: {@code http.port}
     * @param doc one sentence for the person who sets it
     */
    public static <T> Key<T> of(String name, Kind<T> kind, T byDefault, String doc) {
        Fallback<T> fallback =
                new Fallback<>(byDefault, Optional.of(kind.print().apply(byDefault)));
        return new Key<>(name, doc, kind.allowed(), kind.parse(), Optional.of(fallback));
    }

    /** A setting that must be given. */
    public static <T> Key<T> required(String name, Kind<T> kind, String doc) {
        return new Key<>(name, doc, kind.allowed(), kind.parse(), Optional.empty());
    }

    /** A setting that may be left out; the doc says what holds then. */
    public static <T> Key<Optional<T>> optional(String name, Kind<T> kind, String doc) {
        return new Key<>(
                name,
                doc,
                kind.allowed(),
                text -> Optional.of(kind.parse().apply(text)),
                Optional.of(new Fallback<>(Optional.empty(), Optional.empty())));
    }

    /** A port with a default. */
    public static Key<Integer> port(String name, int byDefault, String doc) {
        return of(name, Kind.PORT, byDefault, doc);
    }

    public String name() {
        return name;
    }

    /** The environment variable that overrides it: {@code TURNOUT_HUB_HTTP_PORT}. */
    String variable(String prefix) {
        return prefix + "_" + name.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
    }

    /** Parses; throws {@link IllegalArgumentException} for what is not allowed. */
    T parse(String text) {
        return parse.apply(text);
    }

    String allowed() {
        return allowed;
    }

    Optional<T> byDefault() {
        return fallback.map(Fallback::value);
    }

    /** The lines of a configuration file that explain and set it to its default. */
    String printed() {
        String what = "# " + doc + "\n# Give " + allowed + ".";
        if (fallback.isEmpty()) {
            return what + " Required.\n#" + name + "=\n";
        }
        Optional<String> text = fallback.flatMap(Fallback::printed);
        return text.map(value -> what + "\n" + name + "=" + value.replace("\\", "\\\\") + "\n")
                .orElseGet(() -> what + " Optional.\n#" + name + "=\n");
    }
}
