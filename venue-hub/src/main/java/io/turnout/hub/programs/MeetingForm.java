package io.turnout.hub.programs;

import io.turnout.hub.agenda.WallTime;
import io.turnout.hub.programs.MeetingEvent.Verdict;
import io.turnout.hub.web.Fields;
import io.turnout.hub.web.Reading;
import io.turnout.protocol.access.RoomId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Meetings as people type them. */
public final class MeetingForm {
    /** Where the texts of its fields are. */
    public static final String NAME = "field.meeting";

    private static final List<String> VERDICTS = List.of("held", "not_held", "late", "waived");

    private MeetingForm() {}

    /** When a meeting is to be. */
    public record Times(Instant start, Instant end) {}

    static Fields empty(List<Long> attendees) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        values.put("who", attendees.stream().map(String::valueOf).toList());
        return Fields.of(NAME, values, 0);
    }

    /** A meeting that is to be put off. */
    public static Fields of(Meeting meeting, ZoneId zone) {
        LocalDateTime start = LocalDateTime.ofInstant(meeting.state().start(), zone);
        LocalDateTime end = LocalDateTime.ofInstant(meeting.state().end(), zone);
        Map<String, String> values = new LinkedHashMap<>();
        values.put("room", meeting.room().value());
        values.put("date", start.toLocalDate().toString());
        values.put("start", start.toLocalTime().withSecond(0).withNano(0).toString());
        values.put("end", end.toLocalTime().withSecond(0).withNano(0).toString());
        return Fields.of(NAME, Fields.single(values), 0);
    }

    /**
     * When it is to be, at the venue. An end before the start is of the next day; of a time that
     * the clock shows twice the first is meant, and one that it jumps over is as much later.
     */
    public static Times times(Reading reading, ZoneId zone) {
        Optional<LocalDate> date = reading.date("date");
        Optional<LocalTime> start = reading.time("start");
        Optional<LocalTime> end = reading.time("end");
        needed(reading, "date", date);
        needed(reading, "start", start);
        needed(reading, "end", end);
        if (date.isEmpty() || start.isEmpty() || end.isEmpty()) {
            return new Times(Instant.EPOCH, Instant.EPOCH);
        }
        LocalDate last = end.get().isBefore(start.get()) ? date.get().plusDays(1) : date.get();
        return new Times(
                WallTime.of(date.get().atTime(start.get()), zone, false).instant(),
                WallTime.of(last.atTime(end.get()), zone, false).instant());
    }

    private static void needed(Reading reading, String field, Optional<?> value) {
        if (value.isEmpty()) {
            reading.refuse(field, "form.missing");
        }
    }

    static RoomId room(Reading reading, List<String> rooms) {
        String room = reading.choice("room", rooms);
        return new RoomId(room.isEmpty() ? "x" : room);
    }

    static SortedSet<Long> attendees(Reading reading, List<Long> inPath) {
        List<String> ticked = reading.ticked("who", inPath.stream().map(String::valueOf).toList());
        if (ticked.isEmpty()) {
            reading.refuse("who", "meetings.nobody");
        }
        SortedSet<Long> attendees = new TreeSet<>();
        ticked.forEach(id -> attendees.add(Long.valueOf(id)));
        return attendees;
    }

    /** How long it took; the field must be filled where that is what is said. */
    public static Duration minutes(Reading reading) {
        return Duration.ofMinutes(
                reading.needsNumber("minutes", 1, (int) MeetingRules.LONGEST.toMinutes()));
    }

    /** What a dispute of a meeting may be resolved as, at a time. */
    public static List<String> verdicts(Meeting meeting, Instant now) {
        List<String> verdicts = new ArrayList<>();
        if (!now.isBefore(meeting.state().end())) {
            verdicts.addAll(List.of("held", "not_held"));
        }
        if (meeting.rules().late().isPresent()) {
            verdicts.add("late");
        }
        if (meeting.state().status().isLate()) {
            verdicts.add("waived");
        }
        return verdicts;
    }

    static MeetingEvent.Resolve verdict(Reading reading) {
        Verdict verdict =
                Verdict.valueOf(reading.choice("verdict", VERDICTS).toUpperCase(Locale.ROOT));
        Optional<Duration> length =
                reading.number("minutes", 1, (int) MeetingRules.LONGEST.toMinutes()).stream()
                        .mapToObj(Duration::ofMinutes)
                        .findFirst();
        return new MeetingEvent.Resolve(
                verdict, verdict == Verdict.HELD ? length : Optional.empty());
    }
}
