package io.turnout.hub.agenda;

import io.turnout.hub.agenda.RawSchedule.Event;
import io.turnout.hub.importing.Findings;
import io.turnout.hub.importing.Note;
import io.turnout.hub.importing.Problem;
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

    static Problem tooLong(int line, String element, String text) {
        return new Problem(
                line,
                element,
                "longer than %d characters: %s".formatted(LONGEST_NAME, Findings.quoted(text)),
                "Shorten it");
    }

    private List<AgendaKey> keys(Event event) {
        List<AgendaKey> keys = AgendaKey.of(event.guid(), event.id(), event.text("slug"));
        if (keys.isEmpty()) {
            problem(
                    event,
                    "",
                    "has neither guid nor id nor slug; a second import could not know it again",
                    "Give it a guid or an id");
        }
        return keys;
    }

    private boolean checkTexts(Event event) {
        boolean good = true;
        if (event.text("title").isEmpty()) {
            problem(event, "title", "is missing or empty", "Give the event a title");
            good = false;
        }
        for (String name : List.of("title", "room", "track", "slug")) {
            good &= check(event, name, event.text(name));
        }
        for (String presenter : event.presenters()) {
            good &= check(event, "person", presenter);
        }
        if (event.presenters().size() > MOST_PRESENTERS) {
            String reason = "more than %d persons".formatted(MOST_PRESENTERS);
            problem(event, "persons", reason, "Name those who present");
            good = false;
        }
        good &= check(event, "id", event.id());
        good &= check(event, "guid", event.guid());
        return good;
    }

    private boolean check(Event event, String name, String text) {
        if (!withinLimit(text)) {
            findings.problem(tooLong(event.line(name), event.named(name), text));
        }
        return withinLimit(text);
    }

    private Optional<LocalTime> start(Event event) {
        String text = event.text("start");
        Optional<LocalTime> time = AgendaTimes.time(text);
        if (text.isEmpty()) {
            problem(event, "start", "is missing or empty", "Give it its start as 09:30");
        } else if (time.isEmpty()) {
            problem(
                    event,
                    "start",
                    "no time of day: " + Findings.quoted(text),
                    "Write it as 09:30");
        }
        return time;
    }

    private Optional<Duration> length(Event event) {
        String text = event.text("duration");
        Optional<Duration> length = AgendaTimes.length(text);
        if (text.isEmpty()) {
            problem(event, "duration", "is missing or empty", "Give it its duration as 00:45");
        } else if (length.isEmpty()) {
            problem(
                    event,
                    "duration",
                    "no duration of at most %d days: %s"
                            .formatted(AgendaTimes.LONGEST.toDays(), Findings.quoted(text)),
                    "Write it as 00:45");
        } else if (length.get().isZero()) {
            note(event, "duration", "lasts no time: taken as a session that ends as it starts");
        } else if (text.indexOf(':') != text.lastIndexOf(':')) {
            note(event, "duration", "%s is read as %s".formatted(text, words(length.get())));
        }
        return length;
    }

    private static String words(Duration length) {
        return "%d days, %d hours, %d minutes, %d seconds"
                .formatted(
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
            problem(
                    event,
                    "date",
                    "no date and time: " + Findings.quoted(text),
                    "Write it as 2026-01-31T09:30:00+01:00");
        }
        instant.ifPresent(start -> compare(event, start.atZone(zone), day, time));
        return instant;
    }

    private void compare(Event event, ZonedDateTime start, LocalDate day, LocalTime time) {
        String text = event.text("date");
        if (!start.toLocalTime().equals(time)) {
            note(
                    event,
                    "date",
                    "says %s, the start says %s: the date is taken".formatted(text, time));
        }
        LocalDate date = start.toLocalDate();
        if (date.isBefore(day) || date.isAfter(day.plusDays(1))) {
            note(event, "date", "says %s, its day is %s: both are kept".formatted(text, day));
        }
    }

    /** A start before the day changes is night programme: it is on the next calendar date. */
    private Instant onDay(Event event, LocalDate day, LocalTime time) {
        LocalTime change = dayChange.orElseGet(() -> nightEnd(event, day));
        boolean night = time.isBefore(change);
        if (night) {
            note(
                    event,
                    "start",
                    "%s is before the day changes at %s: taken as night, on %s"
                            .formatted(time, change, day.plusDays(1)));
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
            note(event, "room", "is missing: no door can follow this session");
        } else if (!own.isEmpty() && !around.isEmpty() && !own.equals(around)) {
            note(
                    event,
                    "room",
                    "%s stands inside room %s: its own is taken".formatted(own, around));
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
            note(event, element, "is cut to %,d characters".formatted(length));
        }
        return AgendaText.cut(text, length);
    }

    private boolean cancelled(Event event) {
        boolean marked =
                List.of("status", "cancelled", "canceled").stream()
                        .anyMatch(name -> CANCELLED_STATUS.matcher(event.text(name)).matches());
        boolean titled = CANCELLED_TITLE.matcher(event.text("title")).matches();
        if (titled && !marked) {
            note(event, "title", "%s is taken as cancelled".formatted(event.text("title")));
        }
        return marked || titled;
    }

    private void problem(Event event, String element, String reason, String cure) {
        findings.problem(new Problem(event.line(element), event.named(element), reason, cure));
    }

    private void note(Event event, String element, String text) {
        findings.note(new Note(event.line(element), event.named(element), text));
    }
}
