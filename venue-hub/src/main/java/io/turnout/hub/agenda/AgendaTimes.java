package io.turnout.hub.agenda;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the times that agenda files write. Empty means: not understood. */
final class AgendaTimes {
    /** Night programme up to here belongs to the day before, in files that do not say. */
    static final LocalTime USUAL_DAY_CHANGE = LocalTime.of(4, 0);

    static final Duration LONGEST = Duration.ofDays(14);
    private static final int FIRST_YEAR = 1970;
    private static final int LAST_YEAR = 2199;
    private static final Pattern TIME = Pattern.compile("([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?");
    private static final Pattern LENGTH =
            Pattern.compile("([0-9]{1,3}):([0-9]{1,2})(?::([0-9]{2}))?");

    private AgendaTimes() {}

    /** A time of day, {@code H:MM}, {@code HH:MM} or {@code HH:MM:SS}. */
    static Optional<LocalTime> time(String text) {
        Matcher m = TIME.matcher(text);
        if (!m.matches() || number(m, 1) > 23 || number(m, 2) > 59 || number(m, 3) > 59) {
            return Optional.empty();
        }
        return Optional.of(LocalTime.of(number(m, 1), number(m, 2), number(m, 3)));
    }

    /**
     * A length, {@code HH:MM}, {@code D:HH:MM} or {@code HH:MM:SS}. Of three parts the first are
     * days if written with one digit and followed by at most 23 hours, as c3voc's tools write it,
     * and hours if written with two, as FOSDEM's do.
     */
    static Optional<Duration> length(String text) {
        Matcher m = LENGTH.matcher(text);
        if (!m.matches()) {
            return Optional.empty();
        }
        if (m.group(3) == null) {
            return length(0, number(m, 1), number(m, 2), 0);
        }
        boolean days = m.group(1).length() == 1 && number(m, 2) <= 23;
        return days
                ? length(number(m, 1), number(m, 2), number(m, 3), 0)
                : length(0, number(m, 1), number(m, 2), number(m, 3));
    }

    private static Optional<Duration> length(int days, int hours, int minutes, int seconds) {
        Duration length =
                Duration.ofDays(days).plusHours(hours).plusMinutes(minutes).plusSeconds(seconds);
        boolean told = minutes <= 59 && seconds <= 59 && length.compareTo(LONGEST) <= 0;
        return told ? Optional.of(length) : Optional.empty();
    }

    /** A calendar date, {@code 2026-01-31}; a time after it is not looked at. */
    static Optional<LocalDate> date(String text) {
        int time = text.indexOf('T');
        try {
            LocalDate date = LocalDate.parse(time < 0 ? text : text.substring(0, time));
            return Optional.of(date).filter(AgendaTimes::plausible);
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    /**
     * The instant that an event's own date tells: with an offset as it stands, without one in the
     * zone, and with a bare date at the event's start of day.
     */
    static Optional<Instant> instant(String text, LocalTime start, ZoneId zone) {
        try {
            if (text.indexOf('T') < 0) {
                return date(text).map(date -> date.atTime(start).atZone(zone).toInstant());
            }
            if (date(text).isEmpty()) {
                return Optional.empty();
            }
            String time = text.substring(text.indexOf('T'));
            boolean offset = time.chars().anyMatch(c -> "Zz+-".indexOf(c) >= 0);
            return Optional.of(
                    offset
                            ? OffsetDateTime.parse(withColon(text)).toInstant()
                            : LocalDateTime.parse(text).atZone(zone).toInstant());
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    /** {@code +0100} as {@code +01:00}, which some tools leave out. */
    private static String withColon(String text) {
        return text.replaceFirst("([+-][0-9]{2})([0-9]{2})$", "$1:$2");
    }

    private static boolean plausible(LocalDate date) {
        return date.getYear() >= FIRST_YEAR && date.getYear() <= LAST_YEAR;
    }

    private static int number(Matcher m, int group) {
        String digits = m.group(group);
        return digits == null ? 0 : Integer.parseInt(digits);
    }
}
