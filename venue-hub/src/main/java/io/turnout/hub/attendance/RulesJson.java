package io.turnout.hub.attendance;

import com.fasterxml.jackson.databind.JsonNode;
import io.turnout.hub.web.HttpProblem;
import io.turnout.hub.web.Words;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** The settings as programs read and write them. */
final class RulesJson {
    private RulesJson() {}

    /** Settings by their fields, numbers as numbers. */
    static Map<String, Object> answer(Map<RuleName, String> texts) {
        Map<String, Object> answer = new LinkedHashMap<>();
        for (RuleName rule : RuleName.values()) {
            String text = texts.get(rule);
            if (text != null) {
                answer.put(rule.field(), rule.isMinutes() ? Integer.valueOf(text) : text);
            }
        }
        return answer;
    }

    /** Some settings with what a body sets laid over them; null takes one away. */
    static Map<RuleName, String> over(
            Map<RuleName, String> before, JsonNode body, boolean ofSession) {
        Map<RuleName, String> texts = new EnumMap<>(RuleName.class);
        texts.putAll(before);
        for (RuleName rule : RuleName.values()) {
            JsonNode node = body.path(rule.field());
            if (node.isMissingNode()) {
                continue;
            }
            if (ofSession && !rule.isOfSessions()) {
                throw HttpProblem.badField(rule.field(), "It is of the whole event.");
            }
            if (!node.isNull()) {
                texts.put(rule, text(rule, node));
            } else if (ofSession) {
                texts.remove(rule);
            }
        }
        return texts;
    }

    private static String text(RuleName rule, JsonNode node) {
        return rule.read(node.asText())
                .orElseThrow(() -> HttpProblem.badField(rule.field(), allowed(rule)));
    }

    private static String allowed(RuleName rule) {
        if (rule == RuleName.MINIMUM) {
            return "As 80 % or 45 min; 0 for any time.";
        }
        return rule.isMinutes()
                ? "0 to " + RuleName.LONGEST_MINUTES + "."
                : "One of " + String.join(", ", rule.choices()) + ".";
    }

    /** The answer to settings that contradict each other. */
    static HttpProblem problem(Contradiction why) {
        return new HttpProblem(
                422,
                "'" + why.rule().field() + "' contradicts another setting.",
                why.rule().field(),
                Words.english().get(why.text()));
    }
}
