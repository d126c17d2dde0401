package io.turnout.hub.agenda;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.turnout.hub.importing.ImportLimits;
import io.turnout.hub.importing.StrictText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.IdentityHashMap;
import java.util.OptionalInt;

/** A JSON file that still knows in which line each of its objects begins. */
final class JsonText {
    private static final int DEEPEST = 64;
    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build();

    private final JsonNodeFactory nodes = JsonNodeFactory.instance;
    private final IdentityHashMap<JsonNode, Integer> lines = new IdentityHashMap<>();
    private final JsonNode root;

    private JsonText(JsonParser parser) throws IOException {
        parser.nextToken();
        this.root = node(parser);
    }

    static JsonText of(byte[] file) throws UnreadableSchedule {
        if (file.length > ImportLimits.DEFAULT.bytes()) {
            throw stop(0, "fault.schedule.bytes", ImportLimits.DEFAULT.bytes());
        }
        OptionalInt bad = StrictText.firstBadLine(file, StandardCharsets.UTF_8);
        if (bad.isPresent()) {
            throw stop(bad.getAsInt(), "fault.schedule.utf-8");
        }
        try (JsonParser parser = JSON.createParser(StrictText.of(file, StandardCharsets.UTF_8))) {
            return new JsonText(parser);
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            throw stop(line, "fault.schedule.json-from");
        } catch (IOException e) {
            throw stop(0, "fault.schedule.json");
        }
    }

    JsonNode root() {
        return root;
    }

    /** Where an object or a list begins, from 1. */
    int line(JsonNode node) {
        return lines.getOrDefault(node, 0);
    }

    private JsonNode node(JsonParser parser) throws IOException {
        int line = parser.currentTokenLocation().getLineNr();
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            ObjectNode object = nodes.objectNode();
            lines.put(object, line);
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                parser.nextToken();
                object.set(name, node(parser));
            }
            return object;
        }
        if (token == JsonToken.START_ARRAY) {
            ArrayNode list = nodes.arrayNode();
            lines.put(list, line);
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                list.add(node(parser));
            }
            return list;
        }
        boolean nothing = token == null || token == JsonToken.VALUE_NULL;
        return nothing ? nodes.nullNode() : nodes.textNode(parser.getText());
    }

    private static UnreadableSchedule stop(int line, String key, Object... values) {
        return new UnreadableSchedule(line, "", key, values);
    }
}
