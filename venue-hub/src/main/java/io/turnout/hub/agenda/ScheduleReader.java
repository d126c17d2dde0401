package io.turnout.hub.agenda;

import io.turnout.hub.agenda.RawSchedule.Day;
import io.turnout.hub.agenda.RawSchedule.Event;
import io.turnout.hub.agenda.RawSchedule.Field;
import io.turnout.hub.importing.Findings;
import io.turnout.hub.importing.ImportLimits;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds days, rooms and events in a schedule file, in all shapes of the frab family: events inside
 * a room inside a day, or directly under the day.
 */
final class ScheduleReader {
    /** Characters kept of an element; one more tells that there were more. */
    static final int LONGEST_FIELD = 100_000;

    private static final int MOST_DAYS = 1_000;

    /** Room elements; each day repeats its rooms. */
    private static final int MOST_ROOMS = 20_000;

    private static final Set<String> CONFERENCE =
            Set.of("title", "acronym", "time_zone_name", "day_change");
    private static final Set<String> EVENT =
            Set.of(
                    "date",
                    "start",
                    "duration",
                    "room",
                    "slug",
                    "title",
                    "track",
                    "abstract",
                    "description",
                    "status",
                    "cancelled",
                    "canceled");

    private final ScheduleCursor cursor;
    private final Findings findings;
    private final ImportLimits limits;
    private final RawSchedule schedule;

    ScheduleReader(
            ScheduleCursor cursor, Findings findings, ImportLimits limits, RawSchedule schedule) {
        this.cursor = cursor;
        this.findings = findings;
        this.limits = limits;
        this.schedule = schedule;
    }

    /** Fills the schedule; after a failure it holds what was complete until then. */
    void read() throws UnreadableSchedule {
        String root = cursor.root();
        if (!root.equals("schedule")) {
            throw cursor.stop(root, "fault.schedule.root", Findings.quoted(root));
        }
        cursor.children(this::topLevel);
        cursor.finish();
    }

    private void topLevel(String name) throws UnreadableSchedule {
        switch (name) {
            case "conference" ->
                    cursor.children(child -> field(child, CONFERENCE, schedule.conference));
            case "day" -> day();
            default -> stray();
        }
    }

    private void day() throws UnreadableSchedule {
        checkRoomFor(schedule.days, MOST_DAYS, "day");
        Day day =
                new Day(
                        cursor.line(),
                        cursor.attribute("index"),
                        cursor.attribute("date"),
                        cursor.attribute("end"));
        schedule.days.add(day);
        cursor.children(name -> {
            switch (name) {
                case "room" -> room(day);
                case "event" -> event(day, "");
                default -> stray();
            }
        });
    }

    private void room(Day day) throws UnreadableSchedule {
        checkRoomFor(schedule.rooms, MOST_ROOMS, "room");
        Field room = new Field(cursor.attribute("name"), cursor.line());
        schedule.rooms.add(room);
        cursor.children(name -> {
            if (name.equals("event")) {
                event(day, room.text());
            } else {
                stray();
            }
        });
    }

    private void event(Day day, String room) throws UnreadableSchedule {
        checkRoomFor(schedule.events, limits.records(), "event");
        Event event =
                new Event(
                        cursor.line(),
                        day,
                        room,
                        cursor.attribute("id"),
                        cursor.attribute("guid"),
                        new HashMap<>(),
                        new ArrayList<>());
        cursor.children(name -> part(name, event));
        schedule.events.add(event);
    }

    private void checkRoomFor(List<?> elements, int most, String name) throws UnreadableSchedule {
        if (elements.size() >= most) {
            throw cursor.stop(name, "fault.schedule.many-" + name, most);
        }
    }

    private void part(String name, Event event) throws UnreadableSchedule {
        if (name.equals("persons")) {
            cursor.children(child -> person(child, event.presenters()));
        } else {
            field(name, EVENT, event.fields());
        }
    }

    private void person(String name, List<String> presenters) throws UnreadableSchedule {
        if (!name.equals("person")) {
            cursor.skip(_ -> {});
            return;
        }
        String presenter = AgendaText.oneLine(cursor.text(LONGEST_FIELD));
        if (!presenter.isEmpty()) {
            presenters.add(presenter);
        }
    }

    /** Keeps the first of several equal fields that says something. */
    private void field(String name, Set<String> known, Map<String, Field> fields)
            throws UnreadableSchedule {
        if (!known.contains(name)) {
            cursor.skip(_ -> {});
            return;
        }
        int line = cursor.line();
        Field field = new Field(cursor.text(LONGEST_FIELD), line);
        fields.merge(name, field, (old, now) -> old.text().isBlank() ? now : old);
    }

    /** Passes over an element that means nothing here, unless sessions would be lost with it. */
    private void stray() throws UnreadableSchedule {
        lost(cursor.name());
        cursor.skip(this::lost);
    }

    private void lost(String name) {
        if (name.equals("event")) {
            findings.problem(
                    cursor.line(),
                    findings.words().get("agenda.event", cursor.attribute("id")),
                    "fault.schedule.outside");
        }
    }
}
