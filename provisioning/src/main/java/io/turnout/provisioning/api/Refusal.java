package io.turnout.provisioning.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;

/**
 * What a hub says when it refuses, as a person reads it: a sentence, and a line for each problem.
 */
final class Refusal {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Refusal() {}

    /** The text of an answer; the answer itself where it is not a hub's. */
    static String text(String body) {
        JsonNode answer = read(body);
        JsonNode error = answer.path("error");
        if (!error.path("what").isTextual()) {
            return body;
        }
        List<String> lines = new ArrayList<>();
        lines.add(error.path("what").asText() + " " + error.path("fix").asText());
        for (JsonNode problem : answer.path("problems")) {
            lines.add(line(problem));
        }
        int more = answer.path("notListed").asInt();
        if (more > 0) {
            lines.add("and " + more + " more");
        }
        return String.join(System.lineSeparator(), lines);
    }

    private static String line(JsonNode problem) {
        String element = problem.path("element").asText();
        return "line %d%s: %s. %s."
                .formatted(
                        problem.path("line").asInt(),
                        element.isEmpty() ? "" : ", " + element,
                        problem.path("reason").asText(),
                        problem.path("fix").asText());
    }

    private static JsonNode read(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException _) {
            return JSON.missingNode(); // a proxy's page, say
        }
    }
}
