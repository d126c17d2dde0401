package io.turnout.protocol.message;

import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;

/** What of all that JSON can say goes through, whoever says it. */
final class Bounds {
    /** Milliseconds, and sums with any duration below, stay within what is counted with. */
    private static final Instant EARLIEST = Instant.parse("0000-01-01T00:00:00Z");

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999999Z");
    private static final Duration LONGEST = Duration.ofDays(36_525);
    private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x1f\\x7f-\\x9f]");

    private Bounds() {}

    static Instant instant(String text) {
        Instant instant = Instant.parse(text);
        if (instant.isBefore(EARLIEST) || instant.isAfter(LATEST)) {
            throw new IllegalArgumentException("not of the years 0 to 9999");
        }
        return instant;
    }

    static Duration duration(String text) {
        Duration duration = Duration.parse(text);
        if (duration.compareTo(LONGEST) > 0 || duration.compareTo(LONGEST.negated()) < 0) {
            throw new IllegalArgumentException("longer than a century");
        }
        return duration;
    }

    /** A text without what no database keeps and nobody can encode: NUL, and half a character. */
    static String plain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean pair =
                    i + 1 < text.length() && Character.isSurrogatePair(c, text.charAt(i + 1));
            if (pair) {
                i++;
            } else if (c == 0 || Character.isSurrogate(c)) {
                throw new IllegalArgumentException("NUL, or half a character");
            }
        }
        return text;
    }

    /** Goes into logs, a line each; it may quote what came in. */
    static String oneLine(String account, int longest) {
        String start = account.substring(0, Math.min(account.length(), longest));
        return CONTROL.matcher(start).replaceAll("?");
    }
}
