package io.turnout.hub.web;

import java.math.BigDecimal;
import java.text.NumberFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/**
 * Times and numbers as people at the venue read them: in its zone and in their language.
 *
 * @param now the hub's time for the whole page
 */
public record VenueText(Words words, ZoneId zone, Instant now) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final Duration RECENT = Duration.ofMinutes(2);

    /** {@code 14:05}. */
    public String time(long millis) {
        return TIME.format(Instant.ofEpochMilli(millis).atZone(zone));
    }

    /** {@code 14:05:09}. */
    public String seconds(long millis) {
        return SECONDS.format(Instant.ofEpochMilli(millis).atZone(zone));
    }

    /** {@code Sat 31 Jan}. */
    public String day(LocalDate date) {
        return DateTimeFormatter.ofPattern(words.get("format.day"), words.language()).format(date);
    }

    /** {@code 14:05} for today, with its day otherwise. */
    public String moment(long millis) {
        LocalDate date = dateOf(Instant.ofEpochMilli(millis));
        return date.equals(today()) ? time(millis) : day(date) + " " + time(millis);
    }

    /** How long ago: {@code 3 s ago}, and the time where it is long ago. */
    public String ago(long millis) {
        Duration passed = Duration.between(Instant.ofEpochMilli(millis), now);
        return passed.compareTo(RECENT) < 0
                ? words.get("format.ago", Math.max(0, passed.toSeconds()))
                : moment(millis);
    }

    /** {@code 14:05:09 (3 s ago)}; {@code Sat 31 Jan 14:05} where it is long ago. */
    public String exactly(long millis) {
        Duration passed = Duration.between(Instant.ofEpochMilli(millis), now);
        return passed.compareTo(RECENT) < 0
                ? seconds(millis) + " (" + ago(millis) + ")"
                : moment(millis);
    }

    /** {@code 1.5}, {@code 1,5}. */
    public String decimal(BigDecimal number) {
        return NumberFormat.getInstance(words.language()).format(number);
    }

    /** {@code 1 h 20 min}. */
    public String length(long millis) {
        long minutes = Duration.ofMillis(millis).toMinutes();
        return minutes < 60 ? minutes + " min" : minutes / 60 + " h " + minutes % 60 + " min";
    }

    /** How far off a clock is: {@code +22 ms}, {@code −3 s}. */
    public String offset(long millis) {
        long size = Math.abs(millis);
        String sign = millis < 0 ? "−" : "+";
        if (size < 1000) {
            return sign + size + " ms";
        }
        return size < 120_000 ? sign + size / 1000 + " s" : sign + length(size);
    }

    /** {@code 1,415}. */
    public String number(long number) {
        return NumberFormat.getIntegerInstance(words.language()).format(number);
    }

    /** The day at the venue. */
    public LocalDate today() {
        return dateOf(now);
    }

    /** The zone as people say it: {@code Brussels}. */
    public String place() {
        String id = zone.getId();
        return id.substring(id.lastIndexOf('/') + 1).replace('_', ' ');
    }

    /** The day at the venue of a time. */
    public LocalDate dateOf(long millis) {
        return dateOf(Instant.ofEpochMilli(millis));
    }

    private LocalDate dateOf(Instant instant) {
        return instant.atZone(zone).toLocalDate();
    }
}
