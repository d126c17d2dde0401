package io.turnout.protocol.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** One case of {@code door-rules.json}, its scenarios merged in. */
record DoorVector(String id, String says, JsonNode given, JsonNode expected) {
    private static final int DEEPEST = 10;

    static List<DoorVector> all() {
        JsonNode file = file();
        List<DoorVector> vectors = new ArrayList<>();
        for (JsonNode vector : file.get("vectors")) {
            ObjectNode given = scenario(file.get("scenarios"), vector.get("like").asText(), 0);
            vectors.add(
                    new DoorVector(
                            vector.get("id").asText(),
                            vector.get("says").asText(),
                            patched(given, vector.get("given")),
                            vector.get("expected")));
        }
        return vectors;
    }

    @Override
    public String toString() {
        return id + ": " + says;
    }

    private static ObjectNode scenario(JsonNode scenarios, String name, int depth) {
        if (depth > DEEPEST) {
            throw new IllegalStateException("scenarios go in circles at " + name);
        }
        JsonNode scenario = Objects.requireNonNull(scenarios.get(name), name);
        ObjectNode base =
                scenario.has("like")
                        ? scenario(scenarios, scenario.get("like").asText(), depth + 1)
                        : new ObjectMapper().createObjectNode();
        return patched(base, scenario.get("given"));
    }

    /** JSON merge patch, RFC 7396. */
    private static ObjectNode patched(ObjectNode target, JsonNode patch) {
        for (var field : patch.properties()) {
            if (field.getValue().isNull()) {
                target.remove(field.getKey());
            } else if (field.getValue().isObject()) {
                JsonNode old = target.get(field.getKey());
                ObjectNode base = old instanceof ObjectNode object ? object : target.objectNode();
                target.set(field.getKey(), patched(base, field.getValue()));
            } else {
                target.set(field.getKey(), field.getValue());
            }
        }
        return target;
    }

    private static JsonNode file() {
        try (InputStream in = DoorRules.class.getResourceAsStream("door-rules.json")) {
            return new ObjectMapper().readTree(Objects.requireNonNull(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
