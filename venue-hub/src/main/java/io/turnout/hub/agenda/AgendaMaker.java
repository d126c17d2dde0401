package io.turnout.hub.agenda;

import io.turnout.hub.agenda.RawSchedule.Day;
import io.turnout.hub.agenda.RawSchedule.Event;
import io.turnout.hub.agenda.RawSchedule.Field;
import io.turnout.hub.importing.Findings;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;

/** Makes an agenda of a schedule's raw elements and finds what is wrong in the whole. */
final class AgendaMaker {
    private final RawSchedule raw;
    private final ZoneId fallback;
    private final Findings findings;
    private final Map<AgendaKey, Integer> lines = new HashMap<>();
    private final SequencedSet<String> rooms = new LinkedHashSet<>();

    AgendaMaker(RawSchedule raw, ZoneId fallback, Findings findings) {
        this.raw = raw;
        this.fallback = fallback;
        this.findings = findings;
    }

    /** Of use only if the findings are clean afterwards. */
    Agenda make() {
        Optional<ZoneId> zone = zone();
        Map<Day, AgendaDay> days = days();
        raw.rooms.forEach(this::room);
        SessionMaker maker = new SessionMaker(zone.orElse(fallback), dayChange(), findings);
        List<AgendaSession> sessions = new ArrayList<>();
        for (Event event : raw.events) {
            AgendaDay day = days.get(event.day());
            maker.make(event, day == null ? Optional.empty() : Optional.of(day.date()))
                    .filter(session -> unique(session, event))
                    .ifPresent(sessions::add);
        }
        sessions.forEach(session -> rooms.add(session.room()));
        rooms.remove("");
        checkNotEmpty();
        RoomOverlaps.note(sessions, lines, findings);
        return new Agenda(
                conference("title"),
                conference("acronym"),
                zone,
                List.copyOf(days.values()),
                List.copyOf(rooms),
                sessions);
    }

    private String conference(String name) {
        Field field = raw.conference.get(name);
        return field == null ? "" : AgendaText.oneLine(field.text());
    }

    private int conferenceLine(String name) {
        Field field = raw.conference.get(name);
        return field == null ? 0 : field.line();
    }

    private Optional<ZoneId> zone() {
        String name = conference("time_zone_name");
        if (name.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(ZoneId.of(name));
        } catch (DateTimeException _) {
            findings.problem(
                    conferenceLine("time_zone_name"),
                    "time_zone_name",
                    "fault.schedule.zone",
                    Findings.quoted(name));
            return Optional.empty();
        }
    }

    private Optional<LocalTime> dayChange() {
        String text = conference("day_change");
        Optional<LocalTime> time = AgendaTimes.time(text);
        if (time.isEmpty() && !text.isEmpty()) {
            findings.problem(
                    conferenceLine("day_change"),
                    "day_change",
                    "fault.schedule.day-change",
                    Findings.quoted(text));
        }
        return time;
    }

    private Map<Day, AgendaDay> days() {
        Map<Day, AgendaDay> days = new LinkedHashMap<>();
        for (Day day : raw.days) {
            Optional<LocalDate> date = AgendaTimes.date(day.date());
            date.ifPresent(d -> days.put(day, new AgendaDay(index(day, days.size() + 1), d)));
            if (date.isEmpty()) {
                findings.problem(
                        day.line(),
                        "day",
                        day.date().isEmpty() ? "fault.schedule.no-day" : "fault.schedule.day",
                        Findings.quoted(day.date()));
            }
        }
        return days;
    }

    private static int index(Day day, int place) {
        return day.index().matches("[0-9]{1,4}") ? Integer.parseInt(day.index()) : place;
    }

    private void room(Field room) {
        String name = AgendaText.oneLine(room.text());
        if (SessionMaker.withinLimit(name)) {
            rooms.add(name);
        } else {
            String element = findings.words().get("agenda.room-name");
            SessionMaker.tooLong(findings, room.line(), element, name);
        }
    }

    private boolean unique(AgendaSession session, Event event) {
        Integer first = lines.putIfAbsent(session.key(), event.line());
        if (first == null) {
            return true;
        }
        findings.problem(
                event.line(),
                event.named("", findings.words()),
                "fault.schedule.key-used",
                Findings.quoted(session.key().value()),
                first);
        return false;
    }

    private void checkNotEmpty() {
        if (raw.events.isEmpty() && findings.clean()) {
            findings.problem(0, "schedule", "fault.schedule.no-event");
        }
        if (conference("title").isEmpty()) {
            findings.note(conferenceLine("title"), "conference", "agenda.note.no-title");
        }
    }
}
