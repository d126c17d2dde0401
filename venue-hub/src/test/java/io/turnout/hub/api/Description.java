package io.turnout.hub.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;

/**
 * The API's description as it is served. Stricter than it is to its readers: what it does not name
 * must not be in an answer, so that nothing goes undescribed.
 */
public final class Description {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonSchemaFactory SCHEMAS =
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
    private static final SchemaValidatorsConfig CONFIG =
            SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();

    private final JsonNode root;

    public Description() throws IOException {
        root = resource("openapi.json");
    }

    static JsonNode resource(String name) throws IOException {
        try (InputStream file = Description.class.getResourceAsStream(name)) {
            assertThat(file).as(name).isNotNull();
            return JSON.readTree(file);
        }
    }

    static JsonSchema schema(JsonNode schema) {
        return SCHEMAS.getSchema(schema, CONFIG);
    }

    /** JSON Schema's own description of schemas. */
    static JsonSchema ofSchemas() {
        return SCHEMAS.getSchema(
                JSON.createObjectNode().put("$ref", SpecVersion.VersionFlag.V202012.getId()),
                CONFIG);
    }

    JsonNode root() {
        return root;
    }

    /** What is meant, where it stands elsewhere. */
    JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? root.at(node.path("$ref").asText().substring(1)) : node;
    }

    /** The operation of a route, {@code POST} and {@code /api/v1/events}. */
    JsonNode operation(String method, String path) {
        JsonNode found = root.path("paths").path(path).path(method.toLowerCase(Locale.ROOT));
        assertThat(found.isObject()).as("%s %s is described", method, path).isTrue();
        return found;
    }

    /** Checks what was sent or received against a schema of this description. */
    void check(String what, JsonNode schema, JsonNode value) {
        ObjectNode whole = JSON.createObjectNode();
        whole.put("$schema", SpecVersion.VersionFlag.V202012.getId());
        whole.set("components", strict(root.path("components")));
        whole.putArray("allOf").add(strict(schema));
        assertThat(schema(whole).validate(value)).as("%s: %s", what, value).isEmpty();
    }

    /** Checks the body of a delivery against what its kind is described as. */
    public void checkDelivery(JsonNode body) {
        String kind = body.path("type").asText();
        JsonNode hook = root.path("webhooks").path(kind).path("post");
        assertThat(hook.isObject()).as(kind + " is described").isTrue();
        check(kind, json(hook.path("requestBody")).orElseThrow().path("schema"), body);
    }

    /** The part of a body that is JSON. */
    static Optional<JsonNode> json(JsonNode body) {
        return Optional.of(body.path("content").path("application/json"))
                .filter(JsonNode::isObject);
    }

    private static JsonNode strict(JsonNode schema) {
        JsonNode copy = schema.deepCopy();
        close(copy);
        return copy;
    }

    private static void close(JsonNode node) {
        if (node instanceof ObjectNode object && object.path("properties").isObject()) {
            object.put("additionalProperties", false);
        }
        node.forEach(Description::close);
    }
}
