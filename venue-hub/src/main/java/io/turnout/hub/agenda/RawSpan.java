package io.turnout.hub.agenda;

import io.turnout.hub.agenda.RawSchedule.Field;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;

/** From when to when a session is, in the fields that schedules have for it. */
final class RawSpan {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

    private RawSpan() {}

    /** The date as a schedule's day has it. */
    static String date(Instant start, ZoneId zone) {
        return start.atZone(zone).toLocalDate().toString();
    }

    /** Fills in date, start and duration; the end must not be before the start. */
    static void put(Map<String, Field> fields, Instant start, Instant end, ZoneId zone, int line) {
        ZonedDateTime local = start.atZone(zone);
        Duration length = Duration.between(start, end);
        fields.put("date", new Field(DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(local), line));
        fields.put("start", new Field(TIME.format(local), line));
        fields.put("duration", new Field(text(length), line));
    }

    /** As schedules write it; days where the hours would need four digits. */
    static String text(Duration length) {
        return length.toSecondsPart() == 0
                ? "%02d:%02d".formatted(length.toHours(), length.toMinutesPart())
                : "%02d:%02d:%02d"
                        .formatted(
                                length.toHours(), length.toMinutesPart(), length.toSecondsPart());
    }
}
