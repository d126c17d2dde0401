package io.turnout.protocol.settings;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * What values a key takes.
 *
 * @param allowed what is allowed, as the end of a sentence: {@code a whole number from 1 to 9}
 * @param parse from text, throwing {@link IllegalArgumentException} for what is not allowed
 * @param print back to text that parses to the same value
 */
public record Kind<T>(String allowed, Function<String, T> parse, Function<T, String> print) {
    /** Any text but an empty one. */
    public static final Kind<String> TEXT = new Kind<>("a text", Kind::notEmpty, text -> text);

    /** A path, as text: a pure package opens no files. */
    public static final Kind<String> PATH = new Kind<>("a path", Kind::path, text -> text);

    public static final Kind<Boolean> FLAG =
            new Kind<>("true or false", Kind::flag, String::valueOf);

    /** A TCP port to listen on; 0 takes any free one. */
    public static final Kind<Integer> PORT = integer(0, 65535);

    private static final String HEX = "[0-9A-Fa-f]{1,4}";

    private static final String NAME = "[A-Za-z0-9._-]+";
    private static final String VERSION_6 =
            "(?=(?:[0-9A-Fa-f]*:){2,7}[0-9A-Fa-f]*(?:]|$))(?:(?:H:){7}H|(?:H(?::H)*)?::(?:H(?::H)*)?)"
                    .replace("H", HEX);

    /** A name or an address of either version, a port, and a path that needs no percent signs. */
    private static final Pattern PLACE =
            Pattern.compile("(" + NAME + "|\\[" + VERSION_6 + "])(:[0-9]+)?(/[A-Za-z0-9._~:/-]*)?");

    private static final Pattern BARE_HOST = Pattern.compile(NAME + "|" + VERSION_6);

    /** A host, as {@link #inUrl} puts it into an address. */
    public static final Kind<String> HOST =
            new Kind<>(
                    "a host's name or address, such as 0.0.0.0 or ::1", Kind::host, text -> text);

    /** Units of durations, longest first. */
    private enum Unit {
        H(Duration.ofHours(1)),
        MIN(Duration.ofMinutes(1)),
        S(Duration.ofSeconds(1)),
        MS(Duration.ofMillis(1));

        private final Duration length;

        Unit(Duration length) {
            this.length = length;
        }

        String suffix() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A whole number, both ends included. */
    public static Kind<Integer> integer(int min, int max) {
        return new Kind<>(
                "a whole number from " + min + " to " + max,
                text -> inRange(Integer.valueOf(text), min, max),
                String::valueOf);
    }

    /** A length of time such as {@code 250ms}, {@code 5s}, {@code 10min}, {@code 2h}. */
    public static Kind<Duration> duration(Duration min, Duration max) {
        return new Kind<>(
                "a time from " + printed(min) + " to " + printed(max) + " in ms, s, min or h",
                text -> inRange(parsed(text), min, max),
                Kind::printed);
    }

    /** One of an enum's values, in lower case with dashes. */
    public static <E extends Enum<E>> Kind<E> choice(Class<E> type) {
        List<String> names = new ArrayList<>();
        for (E each : type.getEnumConstants()) {
            names.add(dashed(each));
        }
        return new Kind<>(
                "one of " + String.join(", ", names),
                text -> {
                    int place = names.indexOf(text);
                    check(place >= 0);
                    return type.getEnumConstants()[place];
                },
                Kind::dashed);
    }

    /**
     * An address with scheme and host: {@code tcp://127.0.0.1:1883}.
     *
     * @param schemes those allowed, such as {@code http}
     */
    public static Kind<String> url(String... schemes) {
        List<String> allowed = List.of(schemes);
        return new Kind<>(
                "an address such as "
                        + allowed.getFirst()
                        + "://host:port ("
                        + String.join(", ", allowed)
                        + ")",
                text -> address(text, allowed),
                text -> text);
    }

    /**
     * An id.
     *
     * @param what such as {@code unit id}
     * @param make its constructor, throwing {@link IllegalArgumentException} for what is none
     */
    public static <T> Kind<T> id(String what, Function<String, T> make) {
        return new Kind<>("a " + what + ": 1 to 64 letters, digits, - _ .", make, String::valueOf);
    }

    /** A host as it stands in a URL: an address of version 6 in brackets. */
    public static String inUrl(String host) {
        return host.indexOf(':') < 0 ? host : "[" + host + "]";
    }

    private static String host(String text) {
        check(BARE_HOST.matcher(text).matches());
        return text;
    }

    private static String notEmpty(String text) {
        check(!text.isEmpty());
        return text;
    }

    /** What no file system has in a name is no path. */
    private static String path(String text) {
        check(text.indexOf('\0') < 0 && StandardCharsets.UTF_8.newEncoder().canEncode(text));
        return notEmpty(text);
    }

    private static Boolean flag(String text) {
        check(text.equals("true") || text.equals("false"));
        return text.equals("true");
    }

    private static <C extends Comparable<C>> C inRange(C value, C min, C max) {
        check(value.compareTo(min) >= 0 && value.compareTo(max) <= 0);
        return value;
    }

    private static String dashed(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Duration parsed(String text) {
        int digits = 0;
        while (digits < text.length() && Character.isDigit(text.charAt(digits))) {
            digits++;
        }
        // Nine digits of hours still fit; more would overflow.
        check(digits > 0 && digits <= 9);
        long count = Long.parseLong(text.substring(0, digits));
        String suffix = text.substring(digits).trim();
        for (Unit unit : Unit.values()) {
            if (unit.suffix().equals(suffix)) {
                return unit.length.multipliedBy(count);
            }
        }
        throw new IllegalArgumentException("unit: " + suffix);
    }

    private static String printed(Duration duration) {
        for (Unit unit : Unit.values()) {
            long count = duration.dividedBy(unit.length);
            if (count > 0 && unit.length.multipliedBy(count).equals(duration)) {
                return count + unit.suffix();
            }
        }
        return duration.toMillis() + "ms";
    }

    private static String address(String text, List<String> schemes) {
        int colon = text.indexOf("://");
        check(colon > 0 && schemes.contains(text.substring(0, colon)));
        String rest = text.substring(colon + 3);
        int slash = rest.indexOf('/');
        String host = slash < 0 ? rest : rest.substring(0, slash);
        check(PLACE.matcher(rest).matches());
        int port = host.startsWith("[") ? host.indexOf("]:") + 1 : host.indexOf(':');
        if (port > 0) {
            inRange(Integer.valueOf(host.substring(port + 1)), 1, 65535);
        }
        return text;
    }

    private static void check(boolean allowed) {
        if (!allowed) {
            throw new IllegalArgumentException("not allowed");
        }
    }
}
