package io.turnout.hub.agenda;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What of a session differs from what it was, by the names of its fields. */
final class SessionDifferences {
    private static final Map<String, Function<SessionDraft, Object>> FIELDS = fields();

    private SessionDifferences() {}

    static List<String> between(SessionDraft one, SessionDraft other) {
        List<String> names = new ArrayList<>();
        FIELDS.forEach((name, field) -> {
            if (!field.apply(one).equals(field.apply(other))) {
                names.add(name);
            }
        });
        return names;
    }

    private static Map<String, Function<SessionDraft, Object>> fields() {
        Map<String, Function<SessionDraft, Object>> fields = new LinkedHashMap<>();
        fields.put("code", SessionDraft::code);
        fields.put("title", SessionDraft::title);
        fields.put("room", SessionDraft::room);
        fields.put("day", SessionDraft::day);
        fields.put("start", SessionDraft::start);
        fields.put("end", SessionDraft::end);
        fields.put("track", SessionDraft::track);
        fields.put("presenters", SessionDraft::presenters);
        fields.put("description", SessionDraft::description);
        fields.put("groups", session -> session.groups().stream().sorted().toList());
        fields.put("capacity", session -> session.door().capacity());
        fields.put("access", session -> session.door().access());
        fields.put("walk-in", session -> session.door().walkIn());
        fields.put("re-entry", session -> session.door().reEntry());
        fields.put("early", session -> session.door().earlyMinutes());
        fields.put("late", session -> session.door().lateMinutes());
        fields.put("cancelled", session -> session.door().cancelled());
        fields.put("attendance", SessionDraft::attendance);
        return fields;
    }
}
