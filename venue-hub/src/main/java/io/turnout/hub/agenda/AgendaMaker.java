package io.turnout.hub.agenda;

import io.turnout.hub.agenda.RawSchedule.Day;
import io.turnout.hub.agenda.RawSchedule.Event;
import io.turnout.hub.agenda.RawSchedule.Field;
import io.turnout.hub.importing.Findings;
import io.turnout.hub.importing.Note;
import io.turnout.hub.importing.Problem;
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
                    new Problem(
                            conferenceLine("time_zone_name"),
                            "time_zone_name",
                            "unknown time zone " + Findings.quoted(name),
                            "Write it as Europe/Brussels"));
            return Optional.empty();
        }
    }

    private Optional<LocalTime> dayChange() {
        String text = conference("day_change");
        Optional<LocalTime> time = AgendaTimes.time(text);
        if (time.isEmpty() && !text.isEmpty()) {
            findings.problem(
                    new Problem(
                            conferenceLine("day_change"),
                            "day_change",
                            "no time of day: " + Findings.quoted(text),
                            "Write it as 04:00"));
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
                        new Problem(
                                day.line(),
                                "day",
                                day.date().isEmpty()
                                        ? "a day without a date"
                                        : "no date: " + Findings.quoted(day.date()),
                                "Give the day its date as 2026-01-31"));
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
            findings.problem(SessionMaker.tooLong(room.line(), "name of room", name));
        }
    }

    private boolean unique(AgendaSession session, Event event) {
        Integer first = lines.putIfAbsent(session.key(), event.line());
        if (first == null) {
            return true;
        }
        findings.problem(
                new Problem(
                        event.line(),
                        event.named(""),
                        "key %s is used before, at line %d"
                                .formatted(Findings.quoted(session.key().value()), first),
                        "Give each event a guid or id of its own"));
        return false;
    }

    private void checkNotEmpty() {
        if (raw.events.isEmpty() && findings.clean()) {
            findings.problem(
                    new Problem(
                            0,
                            "schedule",
                            "there is no event in the file",
                            "Publish the schedule first, then export it"));
        }
        if (conference("title").isEmpty()) {
            findings.note(new Note(conferenceLine("title"), "conference", "has no title"));
        }
    }
}
