package io.turnout.hub.agenda;

import com.fasterxml.jackson.databind.JsonNode;
import io.turnout.hub.agenda.SessionDraft.Attendance;
import io.turnout.hub.web.HttpProblem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** A session as programs send and get it. */
final class SessionJson {
    /** What is a text or a number there, and the field of {@link SessionForm} that it is. */
    private static final Map<String, String> TEXTS =
            Map.ofEntries(
                    Map.entry("code", "code"),
                    Map.entry("title", "title"),
                    Map.entry("room", "room"),
                    Map.entry("date", "date"),
                    Map.entry("startTime", "start"),
                    Map.entry("startTurn", "start-turn"),
                    Map.entry("endDate", "end-date"),
                    Map.entry("endTime", "end"),
                    Map.entry("endTurn", "end-turn"),
                    Map.entry("track", "track"),
                    Map.entry("description", "description"),
                    Map.entry("capacity", "capacity"),
                    Map.entry("access", "access"),
                    Map.entry("walkIn", "walk-in"),
                    Map.entry("reEntry", "re-entry"),
                    Map.entry("earlyMinutes", "early"),
                    Map.entry("lateMinutes", "late"),
                    Map.entry("checkInCode", "check-in-code"),
                    Map.entry("checkOutCode", "check-out-code"),
                    Map.entry("version", "version"));

    private static final Map<String, String> FLAGS =
            Map.of("checkIn", "check-in", "checkOut", "check-out");
    private static final Map<String, String> LISTS =
            Map.of("presenters", "presenters", "groups", "groups");

    private SessionJson() {}

    /** A field of study. */
    record StudyAnswer(String name, String credits) {}

    /** What is asked of attendees; absent where the event tracks no attendance. */
    record AttendanceAnswer(
            boolean checkIn,
            String checkInCode,
            boolean checkOut,
            String checkOutCode,
            List<StudyAnswer> studies) {
        AttendanceAnswer(Attendance a) {
            this(
                    a.checkIn(),
                    a.checkInCode(),
                    a.checkOut(),
                    a.checkOutCode(),
                    a.studies().stream()
                            .map(one -> new StudyAnswer(one.name(), one.credits().toPlainString()))
                            .toList());
        }
    }

    /** All of a session, for who may change it. */
    record Answer(
            String id,
            String code,
            String title,
            String room,
            String day,
            String start,
            String end,
            String track,
            List<String> presenters,
            String description,
            List<String> groups,
            String access,
            String walkIn,
            String reEntry,
            @Nullable Integer capacity,
            int earlyMinutes,
            int lateMinutes,
            boolean cancelled,
            long version,
            @Nullable AttendanceAnswer attendance) {
        Answer(SessionDraft s, EventSettings event) {
            this(
                    s.id().orElseThrow().value(),
                    s.code(),
                    s.title(),
                    s.room().value(),
                    s.day().toString(),
                    s.start().toString(),
                    s.end().toString(),
                    s.track(),
                    s.presenters(),
                    s.description(),
                    s.groups(),
                    Sessions.wire(s.door().access()),
                    Sessions.wire(s.door().walkIn()),
                    Sessions.wire(s.door().reEntry()),
                    s.door().capacity().orElse(null),
                    s.door().earlyMinutes(),
                    s.door().lateMinutes(),
                    s.door().cancelled(),
                    s.version(),
                    event.attendance() ? new AttendanceAnswer(s.attendance()) : null);
        }
    }

    /** The texts of a session with what a body sets laid over them. */
    static Map<String, List<String>> over(Map<String, List<String>> before, JsonNode body) {
        Map<String, List<String>> values = new LinkedHashMap<>(before);
        TEXTS.forEach((name, field) ->
                value(body, name).ifPresent(node -> values.put(field, List.of(text(name, node)))));
        FLAGS.forEach((name, field) ->
                value(body, name)
                        .ifPresent(
                                node -> values.put(field, List.of(flag(name, node) ? "yes" : ""))));
        LISTS.forEach((name, field) ->
                value(body, name).ifPresent(node -> values.put(field, List.of(lines(name, node)))));
        value(body, "studies").ifPresent(node -> studies(values, node));
        return values;
    }

    /** The name that a program knows a field of {@link SessionForm} by. */
    static String name(String field) {
        List<Map<String, String>> all = List.of(TEXTS, FLAGS, LISTS);
        return all.stream()
                .flatMap(names -> names.entrySet().stream())
                .filter(entry -> entry.getValue().equals(field))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("studies");
    }

    /** Whether it is cancelled after that. */
    static boolean cancelled(boolean before, JsonNode body) {
        return value(body, "cancelled").map(node -> flag("cancelled", node)).orElse(before);
    }

    private static void studies(Map<String, List<String>> values, JsonNode node) {
        if (!node.isArray()) {
            throw HttpProblem.badField("studies", "A list of objects with name and credits.");
        }
        for (int number = 1; number <= SessionDraft.MOST_STUDIES + 1; number++) {
            JsonNode study = node.path(number - 1);
            values.put("study-" + number, List.of(study.path("name").asText("")));
            values.put("credits-" + number, List.of(study.path("credits").asText("")));
        }
    }

    private static Optional<JsonNode> value(JsonNode body, String name) {
        return Optional.ofNullable(body.get(name));
    }

    private static String text(String name, JsonNode node) {
        if (node.isContainerNode() || node.isBoolean()) {
            throw HttpProblem.badField(name, "A text or a number.");
        }
        return node.isNull() ? "" : node.asText();
    }

    private static boolean flag(String name, JsonNode node) {
        if (!node.isBoolean()) {
            throw HttpProblem.badField(name, "true or false.");
        }
        return node.asBoolean();
    }

    private static String lines(String name, JsonNode node) {
        List<String> lines = new ArrayList<>();
        if (node.isArray()) {
            StreamSupport.stream(node.spliterator(), false)
                    .map(line -> text(name, line))
                    .forEach(lines::add);
            return String.join("\n", lines);
        }
        throw HttpProblem.badField(name, "A list of texts.");
    }
}
