package io.turnout.hub.web;

import java.util.List;
import java.util.Optional;

/**
 * Ends a request with an error that says what is wrong, where, and how to put it right: in English
 * to programs and in the log, on pages in the reader's language where it has a text there.
 */
public final class HttpProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final String SAY = "error.say.";

    private final int status;
    private final String where;
    private final String fix;
    private final transient Optional<Said> said;

    private record Said(String key, List<Object> values) {
        Said {
            values = List.copyOf(values);
        }

        String in(Words words, String end) {
            Object[] spoken =
                    values.stream()
                            .map(value ->
                                    value instanceof Kind(String name) ? kind(words, name) : value)
                            .toArray();
            return words.get(SAY + key + end, spoken);
        }

        private static String kind(Words words, String name) {
            String key = "error.kind." + name.replace(' ', '-');
            return words.has(key) ? words.get(key) : name;
        }
    }

    /** What kind of thing is meant, in English. */
    private record Kind(String name) {}

    /**
     * @param status the HTTP status, 400 to 599
     * @param what what is wrong, one sentence
     * @param where the field, parameter or path meant
     * @param fix what to do about it
     */
    public HttpProblem(int status, String what, String where, String fix) {
        super(what);
        this.status = status;
        this.where = where;
        this.fix = fix;
        this.said = Optional.empty();
    }

    private HttpProblem(int status, String what, String where, Said said) {
        super(what);
        this.status = status;
        this.where = where;
        this.fix = said.in(Words.english(), ".fix");
        this.said = Optional.of(said);
    }

    /**
     * An error that people may meet on a page.
     *
     * @param where the field, parameter or path meant
     * @param key of its sentence behind {@code error.say.}; what to do has {@code .fix} behind it
     * @param values of both
     */
    public static HttpProblem of(int status, String where, String key, Object... values) {
        Said said = new Said(key, List.of(values));
        return new HttpProblem(status, said.in(Words.english(), ""), where, said);
    }

    /** There is no such thing. */
    public static HttpProblem notFound(String kind, String id) {
        Said said = new Said("not-found", List.of(new Kind(kind), id));
        return new HttpProblem(404, "There is no " + kind + " '" + id + "'.", kind, said);
    }

    /** A field is not what it should be. */
    public static HttpProblem badField(String field, String allowed) {
        return new HttpProblem(422, "'" + field + "' is not usable.", field, allowed);
    }

    /** What exists already is not made again. */
    public static HttpProblem taken(String kind, String id) {
        return new HttpProblem(
                409, "The " + kind + " '" + id + "' exists already.", "id", "Choose another id.");
    }

    public int status() {
        return status;
    }

    public String where() {
        return where;
    }

    public String fix() {
        return fix;
    }

    /** Whether it can be said in every language. */
    boolean speaks() {
        return said.isPresent();
    }

    /** What is wrong, as a reader of pages reads it; in English where there is no other text. */
    String what(Words words) {
        return said.map(text -> text.in(words, "")).orElseGet(() -> String.valueOf(getMessage()));
    }

    /** What to do about it, in the same way. */
    String fix(Words words) {
        return said.map(text -> text.in(words, ".fix")).orElse(fix);
    }
}
