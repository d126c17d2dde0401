package io.turnout.hub.certificates;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.turnout.hub.credit.Credit;
import io.turnout.hub.web.Json;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a certificate says, as it was when it was issued. Nothing that is changed or corrected later
 * changes it.
 *
 * @param event its title
 * @param zone of the venue
 * @param firstDay of the event, {@code YYYY-MM-DD}; empty where that is not known, as is
 * @param lastDay of it
 * @param person whom it is for
 * @param lines by the start of their sessions, those without credit too
 */
public record Certified(
        String event,
        String zone,
        String firstDay,
        String lastDay,
        Person person,
        List<Line> lines) {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    public Certified {
        lines = List.copyOf(lines);
    }

    /**
     * Whom.
     *
     * @param licence empty where the event does not ask for it
     */
    public record Person(String given, String family, String licence) {
        /** As people say it. */
        public String name() {
            return (given + " " + family).strip();
        }

        /** Without the name, so that it may stand in a log. */
        @Override
        public String toString() {
            return "Person[]";
        }
    }

    /**
     * A session.
     *
     * @param minutes that count
     * @param why what decided, one sentence or more by language
     */
    public record Line(
            String session,
            String title,
            long startMs,
            long endMs,
            long minutes,
            boolean granted,
            boolean flagged,
            List<Study> studies,
            Map<String, String> why) {
        public Line {
            studies = List.copyOf(studies);
            why = Collections.unmodifiableMap(new LinkedHashMap<>(why));
        }
    }

    /**
     * A field of study.
     *
     * @param credits a decimal number as text: no digit of it may be lost
     */
    public record Study(String field, String credits) {}

    /** The sessions that are certified. */
    public List<Line> attended() {
        return lines.stream().filter(Line::granted).toList();
    }

    /** The sessions that are not, though the attendee was there. */
    public List<Line> refused() {
        return lines.stream().filter(line -> !line.granted()).toList();
    }

    /** How many of them rest on times that are not certain. */
    public long flagged() {
        return lines.stream().filter(Line::flagged).count();
    }

    /** The sum of each field of study, by name; exact. */
    public List<Credit> totals() {
        return Credit.totals(
                attended().stream()
                        .flatMap(line -> line.studies().stream())
                        .map(study -> new Credit(study.field(), new BigDecimal(study.credits())))
                        .toList());
    }

    /** The sum of all; exact. */
    public BigDecimal total() {
        return totals().stream().map(Credit::credits).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** Whether another says the same, however it words its reasons. */
    public boolean saysAs(Certified other) {
        return plain().equals(other.plain());
    }

    private Certified plain() {
        List<Line> plain =
                lines.stream()
                        .map(line ->
                                new Line(
                                        line.session,
                                        line.title,
                                        line.startMs,
                                        line.endMs,
                                        line.minutes,
                                        line.granted,
                                        line.flagged,
                                        line.studies,
                                        Map.of()))
                        .toList();
        return new Certified(event, zone, firstDay, lastDay, person, plain);
    }

    /** The same, of nobody in particular. */
    Certified nameless() {
        return new Certified(event, zone, firstDay, lastDay, new Person("", "", ""), lines);
    }

    String json() {
        return Json.text(new Stored(event, zone, firstDay, lastDay, person, lines));
    }

    static Certified of(String json) {
        try {
            Stored stored = MAPPER.readValue(json, Stored.class);
            return new Certified(
                    stored.event,
                    stored.zone,
                    stored.firstDay,
                    stored.lastDay,
                    stored.person,
                    stored.lines);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored certificate cannot be read", e);
        }
    }

    /** What is written, and nothing that is made of it. */
    private record Stored(
            String event,
            String zone,
            String firstDay,
            String lastDay,
            Person person,
            List<Line> lines) {}

    /** Without a name, so that it may stand in a log. */
    @Override
    public String toString() {
        return "Certified[%s, %d lines]".formatted(event, lines.size());
    }

    /** What stands for a name where nobody proved to know it: {@code A. L.} */
    public String initials() {
        return Optional.of(initial(person.given()) + " " + initial(person.family()))
                .map(String::strip)
                .orElse("");
    }

    private static String initial(String name) {
        String stripped = name.strip();
        return stripped.isEmpty()
                ? ""
                : stripped.substring(0, stripped.offsetByCodePoints(0, 1)) + ".";
    }
}
