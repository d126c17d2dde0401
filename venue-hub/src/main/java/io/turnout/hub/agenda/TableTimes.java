package io.turnout.hub.agenda;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads dates and times as people and spreadsheets write them into tables. */
final class TableTimes {
    private static final Pattern GERMAN =
            Pattern.compile("(?:\\p{L}{2,3}\\.?,? )?([0-9]{1,2})\\.([0-9]{1,2})\\.([0-9]{4})");
    private static final Pattern SERIAL = Pattern.compile("[2-7][0-9]{4}");
    private static final Pattern FRACTION = Pattern.compile("0(?:\\.[0-9]+)?");
    private static final Pattern CLOCK =
            Pattern.compile("([0-9]{1,2})[:.]([0-9]{2})(?::[0-9]{2})?(?: ?(?i:uhr|h))?");
    private static final LocalDate FIRST = LocalDate.of(1899, 12, 30);
    private static final int MINUTES = 24 * 60;

    private TableTimes() {}

    /** {@code 2026-01-31}, {@code 31.01.2026}, or days since 1900. */
    static Optional<LocalDate> date(String text) {
        Matcher german = GERMAN.matcher(text);
        if (german.matches()) {
            try {
                return Optional.of(
                        LocalDate.of(
                                Integer.parseInt(german.group(3)),
                                Integer.parseInt(german.group(2)),
                                Integer.parseInt(german.group(1))));
            } catch (DateTimeException _) {
                return Optional.empty();
            }
        }
        return SERIAL.matcher(text).matches()
                ? Optional.of(FIRST.plusDays(Integer.parseInt(text)))
                : AgendaTimes.date(text.replace(' ', 'T'));
    }

    /** {@code 09:30}, {@code 9.30}, {@code 9:30 Uhr}, or a fraction of the day. */
    static Optional<LocalTime> time(String text) {
        if (FRACTION.matcher(text).matches()) {
            long minute = Math.round(Double.parseDouble(text) * MINUTES);
            return Optional.of(LocalTime.MIDNIGHT.plusMinutes(minute));
        }
        Matcher clock = CLOCK.matcher(text);
        return clock.matches()
                ? AgendaTimes.time(clock.group(1) + ":" + clock.group(2))
                : Optional.empty();
    }
}
