package io.turnout.hub.agenda;

import biweekly.ICalVersion;
import biweekly.ICalendar;
import biweekly.component.VEvent;
import biweekly.io.text.ICalReader;
import biweekly.property.TextProperty;
import biweekly.util.ICalDate;
import io.turnout.hub.agenda.RawSchedule.Day;
import io.turnout.hub.agenda.RawSchedule.Event;
import io.turnout.hub.agenda.RawSchedule.Field;
import io.turnout.hub.importing.Findings;
import io.turnout.hub.importing.ImportLimits;
import io.turnout.hub.importing.StrictText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;

/** Finds the events of an iCalendar file. Nobody's address is taken from it, and no alarm. */
final class ScheduleCalendar {
    private final RawSchedule schedule;
    private final RawDays days;
    private final ZoneId zone;
    private final Findings findings;

    /**
     * @param zone of the event, for times without one
     */
    ScheduleCalendar(RawSchedule schedule, ZoneId zone, Findings findings) {
        this.schedule = schedule;
        this.days = new RawDays(schedule);
        this.zone = zone;
        this.findings = findings;
    }

    /** Fills the schedule; what is wrong with the file goes to the findings. */
    void read(byte[] file) {
        OptionalInt bad = StrictText.firstBadLine(file, StandardCharsets.UTF_8);
        if (bad.isPresent()) {
            findings.problem(bad.getAsInt(), "", "fault.schedule.utf-8");
            return;
        }
        if (file.length > ImportLimits.DEFAULT.bytes()) {
            findings.problem(0, "", "fault.schedule.bytes", ImportLimits.DEFAULT.bytes());
            return;
        }
        String text = StrictText.of(file, StandardCharsets.UTF_8);
        List<Integer> lines = lines(text);
        int next = 0;
        for (ICalendar calendar : calendars(text)) {
            for (VEvent event : calendar.getEvents()) {
                int line = next < lines.size() ? lines.get(next) : 0;
                next++;
                event(event, line);
            }
        }
        checkComplete(text, next, lines.size());
    }

    private List<ICalendar> calendars(String text) {
        List<ICalendar> calendars = new ArrayList<>();
        try (ICalReader reader = new ICalReader(text, ICalVersion.V2_0)) {
            reader.setDefaultTimezone(TimeZone.getTimeZone(zone));
            for (ICalendar next = reader.readNext(); next != null; next = reader.readNext()) {
                calendars.add(next);
                reader.getWarnings().forEach(new CalendarWarnings(findings, zone)::note);
            }
        } catch (IOException e) {
            findings.problem(0, "", "fault.schedule.calendar");
        }
        return calendars;
    }

    /** A file that breaks off would seem to lack sessions that it only does not tell. */
    private void checkComplete(String text, int read, int begun) {
        String end = text.strip();
        int last = end.lastIndexOf('\n') + 1;
        if (!end.substring(last).strip().equalsIgnoreCase("END:VCALENDAR") || read < begun) {
            findings.problem((int) end.lines().count(), "", "fault.schedule.cut");
        }
    }

    private static List<Integer> lines(String text) {
        List<Integer> lines = new ArrayList<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (line.strip().equalsIgnoreCase("BEGIN:VEVENT")) {
                lines.add(number);
            }
        }
        return lines;
    }

    private void event(VEvent event, int line) {
        String name = text(event.getUid());
        if (schedule.events.size() >= ImportLimits.DEFAULT.records()) {
            findings.problem(line, "", "fault.schedule.many-event", ImportLimits.DEFAULT.records());
            return;
        }
        if (event.getRecurrenceRule() != null || !event.getRecurrenceDates().isEmpty()) {
            findings.problem(line, of("RRULE", name), "fault.schedule.repeats");
            return;
        }
        start(event)
                .ifPresentOrElse(
                        start -> add(event, start, line),
                        () ->
                                findings.problem(
                                        line, of("DTSTART", name), "fault.schedule.no-start"));
    }

    private void add(VEvent event, Instant start, int line) {
        String name = text(event.getUid());
        Instant end = end(event, start);
        if (end.isBefore(start)) {
            findings.problem(line, of("DTEND", name), "fault.schedule.ends-first");
            return;
        }
        if (!event.getDateStart().getValue().hasTime()) {
            findings.note(line, of("DTSTART", name), "agenda.note.whole-day");
        }
        Map<String, Field> fields = new HashMap<>();
        RawSpan.put(fields, start, end, zone, line);
        put(fields, "title", event.getSummary(), line);
        put(fields, "room", event.getLocation(), line);
        put(fields, "description", event.getDescription(), line);
        put(fields, "status", event.getStatus(), line);
        event.getCategories().stream()
                .flatMap(categories -> categories.getValues().stream())
                .findFirst()
                .ifPresent(track -> fields.put("track", new Field(track, line)));
        Day day = days.of(RawSpan.date(start, zone), line);
        schedule.events.add(new Event(line, day, "", "", key(event), fields, List.of()));
    }

    /** Changed occurrences of one series share its name; their first date tells them apart. */
    private static String key(VEvent event) {
        String uid = text(event.getUid());
        return event.getRecurrenceId() == null || uid.isEmpty()
                ? uid
                : uid + "/" + event.getRecurrenceId().getValue().toInstant();
    }

    private Optional<Instant> start(VEvent event) {
        return event.getDateStart() == null || event.getDateStart().getValue() == null
                ? Optional.empty()
                : Optional.of(instant(event.getDateStart().getValue()));
    }

    private Instant end(VEvent event, Instant start) {
        if (event.getDateEnd() != null && event.getDateEnd().getValue() != null) {
            return instant(event.getDateEnd().getValue());
        }
        if (event.getDuration() != null && event.getDuration().getValue() != null) {
            return start.plusMillis(event.getDuration().getValue().toMillis());
        }
        boolean wholeDay = !event.getDateStart().getValue().hasTime();
        return wholeDay ? start.atZone(zone).plusDays(1).toInstant() : start;
    }

    /** A bare date begins at midnight in the event's zone; the library reads it in the hub's. */
    private Instant instant(ICalDate date) {
        if (date.hasTime() || date.getRawComponents() == null) {
            return date.toInstant();
        }
        var raw = date.getRawComponents();
        return LocalDate.of(raw.getYear(), raw.getMonth(), raw.getDate())
                .atStartOfDay(zone)
                .toInstant();
    }

    private static void put(
            Map<String, Field> fields, String name, @Nullable TextProperty property, int line) {
        if (property != null && property.getValue() != null) {
            fields.put(name, new Field(property.getValue(), line));
        }
    }

    private static String text(@Nullable TextProperty property) {
        return property == null || property.getValue() == null
                ? ""
                : AgendaText.oneLine(property.getValue());
    }

    private String of(String property, String event) {
        return findings.words().get("agenda.of-event", property, event).strip();
    }
}
