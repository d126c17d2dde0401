package io.turnout.hub.agenda;

import io.turnout.hub.agenda.RawSchedule.Day;
import java.util.HashMap;
import java.util.Map;

/** The days of a schedule that only tells when each session is. */
final class RawDays {
    private final RawSchedule schedule;
    private final Map<String, Day> days = new HashMap<>();

    RawDays(RawSchedule schedule) {
        this.schedule = schedule;
    }

    /** The day of a date, made at its first session. */
    Day of(String date, int line) {
        return days.computeIfAbsent(
                date,
                _ -> {
                    Day day = new Day(line, "", date, "");
                    schedule.days.add(day);
                    return day;
                });
    }
}
