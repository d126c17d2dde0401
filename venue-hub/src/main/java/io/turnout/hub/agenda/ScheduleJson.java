package io.turnout.hub.agenda;

import com.fasterxml.jackson.databind.JsonNode;
import io.turnout.hub.agenda.RawSchedule.Day;
import io.turnout.hub.agenda.RawSchedule.Event;
import io.turnout.hub.agenda.RawSchedule.Field;
import io.turnout.hub.importing.Findings;
import io.turnout.hub.importing.ImportLimits;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds days, rooms and events in schedule JSON: as frab and pretalx write it, days with rooms with
 * events, and as a plain list of sessions that each have a start and an end.
 */
final class ScheduleJson {
    private static final List<String> CONFERENCE =
            List.of("title", "acronym", "time_zone_name", "day_change");
    private static final List<String> EVENT =
            List.of(
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

    private final RawSchedule schedule;
    private final RawDays days;
    private final ZoneId zone;
    private final Findings findings;

    /**
     * @param zone of the event, in which lists of sessions are read
     */
    ScheduleJson(RawSchedule schedule, ZoneId zone, Findings findings) {
        this.schedule = schedule;
        this.days = new RawDays(schedule);
        this.zone = zone;
        this.findings = findings;
    }

    /** Fills the schedule; what is wrong with the file goes to the findings. */
    void read(byte[] file) {
        try {
            JsonText json = JsonText.of(file);
            read(json);
        } catch (UnreadableSchedule e) {
            e.tell(findings);
        }
    }

    private void read(JsonText json) {
        JsonNode root = json.root();
        JsonNode conference = root.path("schedule").path("conference");
        JsonNode sessions = root.isArray() ? root : root.path("sessions");
        if (conference.path("days").isArray()) {
            CONFERENCE.forEach(name ->
                    keep(schedule.conference, name, conference.path(name), json.line(conference)));
            conference.path("days").forEach(day -> day(json, day));
        } else if (sessions.isArray()) {
            sessions.forEach(session -> session(json, session));
        } else {
            findings.problem(1, "", "fault.schedule.no-days");
        }
    }

    private void day(JsonText json, JsonNode node) {
        int line = json.line(node);
        Day day = new Day(line, text(node, "index"), text(node, "date"), text(node, "day_end"));
        schedule.days.add(day);
        node.path("rooms")
                .properties()
                .forEach(room -> {
                    schedule.rooms.add(new Field(room.getKey(), line));
                    room.getValue().forEach(event -> event(json, event, day, room.getKey()));
                });
    }

    private void event(JsonText json, JsonNode node, Day day, String room) {
        Event made = event(node, day, room, json.line(node));
        EVENT.forEach(name -> keep(made.fields(), name, node.path(name), made.line()));
        add(made);
    }

    private void session(JsonText json, JsonNode node) {
        int line = json.line(node);
        Optional<Instant> start = instant(node, "start", line);
        Optional<Instant> end = text(node, "end").isEmpty() ? start : instant(node, "end", line);
        if (start.isEmpty() || end.isEmpty()) {
            return;
        }
        if (end.get().isBefore(start.get())) {
            findings.problem(line, of(node, "end"), "fault.schedule.ends-first");
            return;
        }
        Day day = days.of(RawSpan.date(start.get(), zone), line);
        Event made = event(node, day, "", line);
        for (String name : List.of("title", "slug", "status", "cancelled", "canceled")) {
            keep(made.fields(), name, node.path(name), line);
        }
        keep(made.fields(), "room", named(node, "location", "room"), line);
        keep(made.fields(), "track", named(node, "track", "channel"), line);
        JsonNode description = node.path("description");
        JsonNode brief = description.isObject() ? description.path("short") : node.path("abstract");
        keep(made.fields(), "abstract", brief, line);
        JsonNode full = description.isObject() ? description.path("long") : description;
        keep(made.fields(), "description", full, line);
        RawSpan.put(made.fields(), start.get(), end.get(), zone, line);
        add(made);
    }

    private static Event event(JsonNode node, Day day, String room, int line) {
        return new Event(
                line,
                day,
                room,
                text(node, "id"),
                text(node, "guid"),
                new HashMap<>(),
                presenters(node));
    }

    private void add(Event event) {
        if (schedule.events.size() < ImportLimits.DEFAULT.records()) {
            schedule.events.add(event);
        } else {
            findings.problem(
                    event.line(), "", "fault.schedule.many-event", ImportLimits.DEFAULT.records());
        }
    }

    private Optional<Instant> instant(JsonNode node, String name, int line) {
        String text = text(node, name);
        Optional<Instant> instant = AgendaTimes.instant(text, LocalTime.MIDNIGHT, zone);
        if (instant.isEmpty() || text.indexOf('T') < 0) {
            findings.problem(
                    line,
                    of(node, name),
                    text.isEmpty() ? "fault.schedule.no-instant" : "fault.schedule.instant",
                    Findings.quoted(text));
            return Optional.empty();
        }
        return instant;
    }

    private String of(JsonNode node, String name) {
        return findings.words().get("agenda.of-event", name, text(node, "id")).strip();
    }

    private static JsonNode named(JsonNode node, String name, String other) {
        JsonNode value = node.has(name) ? node.path(name) : node.path(other);
        return value.isObject() ? value.path("name") : value;
    }

    private static List<String> presenters(JsonNode node) {
        List<String> presenters = new ArrayList<>();
        JsonNode persons = node.has("persons") ? node.path("persons") : node.path("speakers");
        for (JsonNode person : persons) {
            String name =
                    List.of("public_name", "full_public_name", "name").stream()
                            .map(field -> text(person, field))
                            .filter(text -> !text.isEmpty())
                            .findFirst()
                            .orElse(person.isValueNode() ? person.asText() : "");
            if (!name.isBlank()) {
                presenters.add(AgendaText.oneLine(name));
            }
        }
        return presenters;
    }

    private static void keep(Map<String, Field> fields, String name, JsonNode value, int line) {
        JsonNode plain = value.isObject() ? value.path("name") : value;
        if (plain.isValueNode() && !plain.isNull()) {
            fields.put(name, new Field(plain.asText(), line));
        }
    }

    private static String text(JsonNode node, String name) {
        JsonNode value = node.path(name);
        return value.isValueNode() && !value.isNull() ? AgendaText.oneLine(value.asText()) : "";
    }
}
