package io.turnout.hub.attendance;

import io.turnout.hub.attendance.AttendanceRules.OfSession;
import io.turnout.hub.web.Fields;
import io.turnout.hub.web.Form;
import io.turnout.hub.web.Reading;
import io.turnout.hub.web.Words;
import java.math.BigDecimal;
import java.text.NumberFormat;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The settings as a form, there and back. */
public final class RulesForm {
    /** Where its texts are. */
    static final String NAME = "field.rules";

    private RulesForm() {}

    /**
     * One setting on a page.
     *
     * @param options by what they are sent as; none for a field to type into
     * @param hint what holds where nothing is typed; null where something must be
     */
    public record Entry(
            String name,
            Map<String, String> options,
            boolean minutes,
            @org.jspecify.annotations.Nullable String hint) {}

    /** Settings below one heading. */
    public record Group(String name, List<Entry> entries) {}

    private enum Part {
        PRESENCE(
                List.of(
                        RuleName.ELSEWHERE_LEAVES,
                        RuleName.STILL_OPEN,
                        RuleName.GRACE_BEFORE,
                        RuleName.GRACE_AFTER,
                        RuleName.WALKING)),
        COUNTING(List.of(RuleName.WITHOUT_CHECK_OUT, RuleName.OVERLAP, RuleName.UNCERTAIN)),
        CREDIT(
                List.of(
                        RuleName.MINIMUM,
                        RuleName.AWARD,
                        RuleName.ROUNDING,
                        RuleName.ROUNDING_STEP));

        @SuppressWarnings("ImmutableEnumChecker") // lists that nobody can change
        private final List<RuleName> rules;

        Part(List<RuleName> rules) {
            this.rules = rules;
        }
    }

    /**
     * The form.
     *
     * @param texts those of the event, or the session's own
     * @param version of these
     */
    static Fields of(Map<RuleName, String> texts, long version) {
        Map<String, String> values = new LinkedHashMap<>();
        for (RuleName rule : RuleName.values()) {
            values.put(rule.key(), texts.getOrDefault(rule, ""));
        }
        return Fields.of(NAME, Fields.single(values), version);
    }

    static List<Group> groups(Words words) {
        return groups(words, Map.of());
    }

    static List<Group> groups(Words words, OfSession session) {
        return groups(words, session.event().texts());
    }

    private static List<Group> groups(Words words, Map<RuleName, String> ofEvent) {
        List<Group> groups = new ArrayList<>();
        for (Part part : Part.values()) {
            groups.add(
                    new Group(
                            RuleName.key(part),
                            part.rules.stream()
                                    .filter(rule -> ofEvent.isEmpty() || rule.isOfSessions())
                                    .map(rule -> entry(words, rule, ofEvent))
                                    .toList()));
        }
        return groups;
    }

    private static Entry entry(Words words, RuleName rule, Map<RuleName, String> ofEvent) {
        Map<String, String> options = new LinkedHashMap<>();
        String hint = ofEvent.get(rule);
        if (hint != null && !rule.choices().isEmpty()) {
            options.put("", words.get("rules.as-event", choice(words, rule, hint)));
        }
        rule.choices().forEach(choice -> options.put(choice, choice(words, rule, choice)));
        return new Entry(rule.key(), options, rule.isMinutes(), hint);
    }

    private static String choice(Words words, RuleName rule, String choice) {
        return rule == RuleName.ROUNDING_STEP
                ? NumberFormat.getInstance(words.language()).format(new BigDecimal(choice))
                : words.get("field.rules.choice." + rule.key() + "." + choice);
    }

    /** What was typed; settings that are wrong or, for a session, empty are left out. */
    static Map<RuleName, String> read(Reading reading, Form form, boolean ofSession) {
        Map<RuleName, String> texts = new EnumMap<>(RuleName.class);
        for (RuleName rule : RuleName.values()) {
            String typed = form.text(rule.key());
            if (ofSession && (typed.isEmpty() || !rule.isOfSessions())) {
                continue;
            }
            rule.read(typed)
                    .ifPresentOrElse(text -> texts.put(rule, text), () -> refuse(reading, rule));
        }
        return texts;
    }

    private static void refuse(Reading reading, RuleName rule) {
        if (rule == RuleName.MINIMUM) {
            reading.refuse(rule.key(), "rules.minimum.wrong");
        } else if (rule.isMinutes()) {
            reading.refuse(rule.key(), "form.number", 0, RuleName.LONGEST_MINUTES);
        } else {
            reading.refuse(rule.key(), "form.choice");
        }
    }
}
