package io.turnout.hub.sheet;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;

/**
 * Numbers of a spreadsheet as text. Dates are numbers there: days since 1900, or 1904 on old Macs,
 * times a fraction of a day; only the cell's format tells.
 *
 * @param since1904 whether days count from 1904
 */
record SerialTimes(boolean since1904) {
    private static final int SECONDS = 86_400;

    /** The year 2200; beyond it a number is no date whatever its format says. */
    private static final double LAST = 109_575;

    private static final Pattern NO_LETTERS_OF_TIME =
            Pattern.compile(
                    "\"[^\"]*\"|\\\\.|_.|\\*.|\\[(?![hms]+\\])[^\\]]*\\]|(?i:general|am/pm)");
    private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("HH:mm");
    private static final DateTimeFormatter WITH_SECONDS = DateTimeFormatter.ofPattern("HH:mm:ss");

    String text(double number, String format) {
        String letters =
                NO_LETTERS_OF_TIME
                        .matcher(format)
                        .replaceAll("")
                        .toLowerCase(java.util.Locale.ROOT);
        boolean date = letters.contains("y") || letters.contains("d");
        boolean time = letters.contains("h") || letters.contains("s");
        boolean month = letters.contains("m");
        if (!(date || time || month) || number < 0 || number > LAST) {
            return plain(number);
        }
        return time(number, date || (month && !time), time);
    }

    private String time(double number, boolean date, boolean time) {
        LocalDateTime at = at(number);
        String clock = (at.getSecond() == 0 ? MINUTES : WITH_SECONDS).format(at);
        if (number < 1 || !date) {
            return number < 1 ? clock : at.toLocalDate() + "T" + clock;
        }
        boolean midnight = at.toLocalTime().toSecondOfDay() == 0;
        return midnight && !time ? at.toLocalDate().toString() : at.toLocalDate() + "T" + clock;
    }

    /** Spreadsheets believe that 1900 was a leap year, as the first of them did. */
    private LocalDateTime at(double number) {
        long seconds = Math.round(number * SECONDS);
        long day = seconds / SECONDS;
        LocalDate first =
                since1904 ? LocalDate.of(1904, 1, 1) : LocalDate.of(1899, 12, day < 60 ? 31 : 30);
        return first.plusDays(day).atStartOfDay().plusSeconds(seconds % SECONDS);
    }

    /** As short as it can be told apart: spreadsheets write 1.1 as 1.1000000000000001. */
    private static String plain(double number) {
        BigDecimal shortest = new BigDecimal(Double.toString(number)).stripTrailingZeros();
        return shortest.toPlainString();
    }
}
