package io.turnout.hub.reports;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
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
        ZoneOffset offset = zone.getRules().getOffset(at);
        LocalDateTime time = LocalDateTime.ofEpochSecond(at.getEpochSecond(), at.getNano(), offset);
        return hasPlainYear(time)
                ? toSeconds(time).append(offset(offset)).toString()
                : LOCAL.format(at.atZone(zone));
    }

    static String utc(Instant at) {
        LocalDateTime time =
                LocalDateTime.ofEpochSecond(at.getEpochSecond(), at.getNano(), ZoneOffset.UTC);
        if (!hasPlainYear(time)) {
            return UTC.format(at);
        }
        int millis = time.get(ChronoField.MILLI_OF_SECOND);
        StringBuilder text = toSeconds(time).append('.').append((char) ('0' + millis / 100));
        return twoDigits(text, millis % 100).append('Z').toString();
    }

    /** Formatters take longer than the database: an export of millions has six times in a row. */
    private static StringBuilder toSeconds(LocalDateTime time) {
        StringBuilder text = new StringBuilder(32).append(time.getYear()).append('-');
        twoDigits(text, time.getMonthValue()).append('-');
        twoDigits(text, time.getDayOfMonth()).append('T');
        twoDigits(text, time.getHour()).append(':');
        twoDigits(text, time.getMinute()).append(':');
        return twoDigits(text, time.getSecond());
    }

    private static String offset(ZoneOffset offset) {
        return offset.equals(ZoneOffset.UTC) ? "+00:00" : offset.getId();
    }

    private static StringBuilder twoDigits(StringBuilder text, int number) {
        return text.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
    }

    /** A unit whose clock is wrong may say any year. */
    private static boolean hasPlainYear(LocalDateTime time) {
        return time.getYear() >= 1000 && time.getYear() <= 9999;
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
