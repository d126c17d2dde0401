package io.turnout.hub.agenda;

import io.turnout.hub.web.Reading;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * When a session is, as people type it: a date, a start and an end at the venue. An end before the
 * start is of the night after; where that is not meant, the end has a date of its own.
 *
 * @param clock times that the venue's clock skips or shows twice
 */
record SessionTimes(LocalDate day, Instant start, Instant end, List<WallTime> clock) {
    /** Which one is meant of a time that the clock shows twice. */
    static final List<String> TURNS = List.of("first", "second");

    SessionTimes {
        clock = List.copyOf(clock);
    }

    static void write(SessionDraft session, ZoneId zone, Map<String, String> values) {
        LocalDateTime start = LocalDateTime.ofInstant(session.start(), zone);
        LocalDateTime end = LocalDateTime.ofInstant(session.end(), zone);
        LocalDate implied = impliedEnd(start.toLocalDate(), minute(start), minute(end));
        values.put("date", start.toLocalDate().toString());
        values.put("start", minute(start).toString());
        values.put("start-turn", turn(session.start(), zone));
        values.put(
                "end-date", end.toLocalDate().equals(implied) ? "" : end.toLocalDate().toString());
        values.put("end", minute(end).toString());
        values.put("end-turn", turn(session.end(), zone));
    }

    static SessionTimes read(Reading reading, SessionForm.Around around) {
        ZoneId zone = around.event().zone();
        Optional<LocalDate> date = needed(reading, "date", reading.date("date"));
        Optional<LocalTime> start = needed(reading, "start", reading.time("start"));
        Optional<LocalTime> end = needed(reading, "end", reading.time("end"));
        Optional<LocalDate> endDate = reading.date("end-date");
        boolean startTurn = second(reading, "start-turn");
        boolean endTurn = second(reading, "end-turn");
        if (date.isEmpty() || start.isEmpty() || end.isEmpty()) {
            return standIn();
        }
        LocalDate last = endDate.orElseGet(() -> impliedEnd(date.get(), start.get(), end.get()));
        WallTime from = WallTime.of(date.get().atTime(start.get()), zone, startTurn);
        WallTime until = WallTime.of(last.atTime(end.get()), zone, endTurn);
        Instant begins = untouched(around, from.instant(), true);
        Instant ends = untouched(around, until.instant(), false);
        return checked(reading, around, List.of(from, until), begins, ends);
    }

    private static SessionTimes checked(
            Reading reading,
            SessionForm.Around around,
            List<WallTime> typed,
            Instant begins,
            Instant ends) {
        if (ends.isBefore(begins)) {
            reading.refuse("end", "session.end.before");
            return standIn();
        }
        if (Duration.between(begins, ends).compareTo(AgendaTimes.LONGEST) > 0) {
            reading.refuse("end", "session.end.late", AgendaTimes.LONGEST.toDays());
        }
        List<WallTime> odd = new ArrayList<>(typed);
        odd.removeIf(time -> time instanceof WallTime.Once);
        return new SessionTimes(day(around, begins), begins, ends, odd);
    }

    /** A time with seconds, as agendas have them, stays what it is where nobody typed another. */
    private static Instant untouched(SessionForm.Around around, Instant typed, boolean start) {
        return around.known()
                .map(known -> start ? known.start() : known.end())
                .filter(known -> typed.equals(minute(known)))
                .orElse(typed);
    }

    /** Night programme belongs to the day before; one that an agenda has placed stays as it is. */
    private static LocalDate day(SessionForm.Around around, Instant start) {
        LocalDateTime wall = LocalDateTime.ofInstant(start, around.event().zone());
        return around.known()
                .filter(known -> known.start().equals(start))
                .map(SessionDraft::day)
                .orElseGet(() ->
                        wall.toLocalTime().isBefore(AgendaTimes.USUAL_DAY_CHANGE)
                                ? wall.toLocalDate().minusDays(1)
                                : wall.toLocalDate());
    }

    private static LocalDate impliedEnd(LocalDate date, LocalTime start, LocalTime end) {
        return end.isBefore(start) ? date.plusDays(1) : date;
    }

    private static String turn(Instant instant, ZoneId zone) {
        boolean second =
                WallTime.of(instant, zone) instanceof WallTime.Twice(_, boolean later) && later;
        return TURNS.get(second ? 1 : 0);
    }

    private static boolean second(Reading reading, String field) {
        return reading.choiceOrNone(field, TURNS).filter(TURNS.getLast()::equals).isPresent();
    }

    private static <T> Optional<T> needed(Reading reading, String field, Optional<T> value) {
        if (value.isEmpty()) {
            reading.refuse(field, "form.missing");
        }
        return value;
    }

    private static SessionTimes standIn() {
        return new SessionTimes(LocalDate.EPOCH, Instant.EPOCH, Instant.EPOCH, List.of());
    }

    private static LocalTime minute(LocalDateTime time) {
        return time.toLocalTime().withSecond(0).withNano(0);
    }

    private static Instant minute(Instant instant) {
        return Instant.ofEpochSecond(Math.floorDiv(instant.getEpochSecond(), 60L) * 60);
    }
}
