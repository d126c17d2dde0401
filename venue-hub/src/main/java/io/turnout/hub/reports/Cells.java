package io.turnout.hub.reports;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How exports write values; the same in every language. */
final class Cells {
    private static final DateTimeFormatter LOCAL =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx", Locale.ROOT);
    private static final DateTimeFormatter UTC =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private Cells() {}

    /** At the venue, with the offset from UTC: some nights have an hour twice. */
    static String local(Instant at, ZoneId zone) {
        return LOCAL.format(at.atZone(zone));
    }

    static String utc(Instant at) {
        return UTC.format(at);
    }

    /** As {@link #utc}; empty where there is no time. */
    static String utc(Optional<Instant> at) {
        return at.map(Cells::utc).orElse("");
    }

    static String yesNo(boolean value) {
        return value ? "yes" : "no";
    }

    static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
