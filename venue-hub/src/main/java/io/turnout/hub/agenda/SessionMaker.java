package io.turnout.hub.agenda;

import io.turnout.hub.agenda.RawSchedule.Event;
import io.turnout.hub.importing.Findings;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Makes one session of one event element, or says all that is wrong with it. */
final class SessionMaker {
    static final int LONGEST_NAME = 500;
    private static final int MOST_PRESENTERS = 200;
    private static final int LONGEST_DESCRIPTION = 20_000;
    private static final Pattern CANCELLED_TITLE =
            Pattern.compile(
                    "\\W{0,3}(CANCELL?ED|ABGESAGT|ANNUL[ÉE]E?)\\b.*"
                            + "|\\W{0,3}(?iu:cancell?ed|abgesagt|entfällt|annulée?)\\s*[:\\])}–-].*");
    private static final Pattern CANCELLED_STATUS = Pattern.compile("(?i)cancell?ed|true|yes|1");

    private final ZoneId zone;
    private final Optional<LocalTime> dayChange;
    private final Findings findings;

    SessionMaker(ZoneId zone, Optional<LocalTime> dayChange, Findings findings) {
        this.zone = zone;
        this.dayChange = dayChange;
        this.findings = findings;
    }

    /** Empty if something is wrong with the event, or if its day has no date. */
    Optional<AgendaSession> make(Event event, Optional<LocalDate> day) {
        List<AgendaKey> keys = keys(event);
        boolean texts = checkTexts(event);
        Optional<LocalTime> time = start(event);
        Optional<Duration> length = length(event);
        Optional<Instant> start = time.flatMap(t -> day.flatMap(date -> instant(event, date, t)));
        if (keys.isEmpty() || !texts || start.isEmpty() || length.isEmpty() || day.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(session(event, keys.getFirst(), day.get(), start.get(), length.get()));
    }

    private AgendaSession session(
            Event event, AgendaKey key, LocalDate day, Instant start, Duration length) {
        return new AgendaSession(
                key,
                event.text("title"),
                room(event),
                day,
                start,
                start.plus(length),
                event.text("track"),
                event.id(),
                event.guid(),
                event.text("slug"),
                event.presenters(),
                description(event),
                cancelled(event));
    }

    static boolean withinLimit(String text) {
        return text.length() <= LONGEST_NAME;
    }

    static void tooLong(Findings findings, int line, String element, String text) {
        findings.problem(line, element, "fault.schedule.long", LONGEST_NAME, Findings.quoted(text));
    }

    private List<AgendaKey> keys(Event event) {
        List<AgendaKey> keys = AgendaKey.of(event.guid(), event.id(), event.text("slug"));
        if (keys.isEmpty()) {
            problem(event, "", "fault.schedule.keyless");
        }
        return keys;
    }

    private boolean checkTexts(Event event) {
        boolean good = true;
        if (event.text("title").isEmpty()) {
            problem(event, "title", "fault.schedule.no-title");
            good = false;
        }
        for (String name : List.of("title", "room", "track", "slug")) {
            good &= check(event, name, event.text(name));
        }
        for (String presenter : event.presenters()) {
            good &= check(event, "person", presenter);
        }
        if (event.presenters().size() > MOST_PRESENTERS) {
            problem(event, "persons", "fault.schedule.persons", MOST_PRESENTERS);
            good = false;
        }
        good &= check(event, "id", event.id());
        good &= check(event, "guid", event.guid());
        return good;
    }

    private boolean check(Event event, String name, String text) {
        if (!withinLimit(text)) {
            tooLong(findings, event.line(name), event.named(name, findings.words()), text);
        }
        return withinLimit(text);
    }

    private Optional<LocalTime> start(Event event) {
        String text = event.text("start");
        Optional<LocalTime> time = AgendaTimes.time(text);
        if (text.isEmpty()) {
            problem(event, "start", "fault.schedule.no-time");
        } else if (time.isEmpty()) {
            problem(event, "start", "fault.schedule.time", Findings.quoted(text));
        }
        return time;
    }

    private Optional<Duration> length(Event event) {
        String text = event.text("duration");
        Optional<Duration> length = AgendaTimes.length(text);
        if (text.isEmpty()) {
            problem(event, "duration", "fault.schedule.no-duration");
        } else if (length.isEmpty()) {
            long days = AgendaTimes.LONGEST.toDays();
            problem(event, "duration", "fault.schedule.duration", days, Findings.quoted(text));
        } else if (length.get().isZero()) {
            note(event, "duration", "agenda.note.no-time");
        } else if (text.indexOf(':') != text.lastIndexOf(':')) {
            noteLength(event, text, length.get());
        }
        return length;
    }

    private void noteLength(Event event, String text, Duration length) {
        note(
                event,
                "duration",
                "agenda.note.length",
                text,
                length.toDays(),
                length.toHoursPart(),
                length.toMinutesPart(),
                length.toSecondsPart());
    }

    private Optional<Instant> instant(Event event, LocalDate day, LocalTime time) {
        String text = event.text("date");
        if (text.isEmpty()) {
            return Optional.of(onDay(event, day, time));
        }
        Optional<Instant> instant = AgendaTimes.instant(text, time, zone);
        if (instant.isEmpty()) {
            problem(event, "date", "fault.schedule.instant", Findings.quoted(text));
        }
        instant.ifPresent(start -> compare(event, start.atZone(zone), day, time));
        return instant;
    }

    private void compare(Event event, ZonedDateTime start, LocalDate day, LocalTime time) {
        String text = event.text("date");
        if (!start.toLocalTime().equals(time)) {
            note(event, "date", "agenda.note.other-time", text, time);
        }
        LocalDate date = start.toLocalDate();
        if (date.isBefore(day) || date.isAfter(day.plusDays(1))) {
            note(event, "date", "agenda.note.other-day", text, day);
        }
    }

    /** A start before the day changes is night programme: it is on the next calendar date. */
    private Instant onDay(Event event, LocalDate day, LocalTime time) {
        LocalTime change = dayChange.orElseGet(() -> nightEnd(event, day));
        boolean night = time.isBefore(change);
        if (night) {
            note(event, "start", "agenda.note.night", time, change, day.plusDays(1));
        }
        return day.plusDays(night ? 1 : 0).atTime(time).atZone(zone).toInstant();
    }

    /** Where the day element says when it ends on the next date, its night ends then. */
    private LocalTime nightEnd(Event event, LocalDate day) {
        return AgendaTimes.instant(event.day().end(), LocalTime.MIDNIGHT, zone)
                .map(end -> end.atZone(zone))
                .filter(end -> end.toLocalDate().equals(day.plusDays(1)))
                .map(end -> end.toLocalTime())
                .filter(end -> end.isBefore(LocalTime.NOON))
                .orElse(AgendaTimes.USUAL_DAY_CHANGE);
    }

    private String room(Event event) {
        String own = event.text("room");
        String around = AgendaText.oneLine(event.room());
        if (own.isEmpty() && around.isEmpty()) {
            note(event, "room", "agenda.note.no-room");
        } else if (!own.isEmpty() && !around.isEmpty() && !own.equals(around)) {
            note(event, "room", "agenda.note.other-room", own, around);
        }
        return own.isEmpty() ? around : own;
    }

    private String description(Event event) {
        String lead = html(event, "abstract");
        String body = html(event, "description");
        String all = body.isEmpty() || body.equals(lead) ? lead : (lead + "\n\n" + body).strip();
        return cut(event, "description", all, LONGEST_DESCRIPTION);
    }

    private String html(Event event, String name) {
        RawSchedule.Field field = event.fields().get(name);
        return field == null
                ? ""
                : HtmlText.strip(cut(event, name, field.text(), ScheduleReader.LONGEST_FIELD));
    }

    private String cut(Event event, String element, String text, int length) {
        if (text.length() > length) {
            note(event, element, "agenda.note.cut", length);
        }
        return AgendaText.cut(text, length);
    }

    private boolean cancelled(Event event) {
        boolean marked =
                List.of("status", "cancelled", "canceled").stream()
                        .anyMatch(name -> CANCELLED_STATUS.matcher(event.text(name)).matches());
        boolean titled = CANCELLED_TITLE.matcher(event.text("title")).matches();
        if (titled && !marked) {
            note(event, "title", "agenda.note.cancelled", event.text("title"));
        }
        return marked || titled;
    }

    private void problem(Event event, String element, String key, Object... values) {
        String named = event.named(element, findings.words());
        findings.problem(event.line(element), named, key, values);
    }

    private void note(Event event, String element, String key, Object... values) {
        findings.note(event.line(element), event.named(element, findings.words()), key, values);
    }
}
