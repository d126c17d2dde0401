package io.turnout.hub.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.turnout.hub.RoutesTest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The description by itself: well made, and of exactly the routes there are. */
final class OpenApiTest {
    private static final Pattern PLACE = Pattern.compile("\\{([a-z]+)}");
    private final Description description;

    OpenApiTest() throws IOException {
        description = new Description();
    }

    @Test
    @DisplayName("the description is OpenAPI 3.1")
    void isOpenApi() throws IOException {
        JsonNode openApi = Description.resource("openapi-3.1.schema.json");
        assertThat(Description.schema(openApi).validate(description.root())).isEmpty();
        assertThat(description.root().path("openapi").asText()).startsWith("3.1.");
    }

    @Test
    @DisplayName("every schema in it is one, and every reference leads somewhere")
    void hasSchemasThatAreSchemas() {
        JsonNode schemas = description.root().path("components").path("schemas");
        assertThat(schemas.size()).isGreaterThan(20);
        schemas.forEach(schema ->
                assertThat(Description.ofSchemas().validate(schema)).as("%s", schema).isEmpty());
        for (JsonNode reference : description.root().findValues("$ref")) {
            assertThat(description.root().at(reference.asText().substring(1)).isMissingNode())
                    .as("%s", reference)
                    .isFalse();
        }
    }

    @Test
    @DisplayName("every route of the API is described with the right it needs, and nothing else is")
    void describesExactlyTheRoutes() throws IOException {
        assertThat(described()).isEqualTo(routes());
    }

    @Test
    @DisplayName(
            "an operation has a name of its own, all places of its path, and the errors of its kind")
    void describesWholeOperations() {
        List<String> names = new ArrayList<>();
        operations((route, operation) -> {
            names.add(operation.path("operationId").asText());
            assertThat(operation.path("summary").asText()).as(route).isNotBlank();
            List<String> places = new ArrayList<>();
            Matcher place = PLACE.matcher(route);
            while (place.find()) {
                places.add(place.group(1));
            }
            List<String> described = new ArrayList<>();
            operation
                    .path("parameters")
                    .forEach(parameter -> {
                        JsonNode resolved = description.resolved(parameter);
                        if (resolved.path("in").asText().equals("path")) {
                            described.add(resolved.path("name").asText());
                        }
                    });
            assertThat(described).as(route).isEqualTo(places);
            boolean open = operation.path("security").isEmpty();
            assertThat(operation.path("responses").has("401"))
                    .as(route)
                    .isEqualTo(!open || route.endsWith("/login"));
            assertThat(operation.path("responses").has("400"))
                    .as(route)
                    .isEqualTo(Description.json(operation.path("requestBody")).isPresent());
        });
        assertThat(names).doesNotHaveDuplicates().doesNotContain("");
    }

    @Test
    @DisplayName("every body has an example, and it fits; every error has the one shape")
    void hasExamplesThatFit() {
        operations((route, operation) -> {
            examples(route, operation.path("requestBody"));
            operation
                    .path("responses")
                    .properties()
                    .forEach(response -> {
                        JsonNode answer = description.resolved(response.getValue());
                        examples(route + " " + response.getKey(), answer);
                        if (response.getKey().startsWith("4")) {
                            assertThat(errorOf(answer)).as(route + response).isTrue();
                        }
                    });
        });
        for (Map.Entry<String, JsonNode> hook : description.root().path("webhooks").properties()) {
            JsonNode body = hook.getValue().path("post").path("requestBody");
            examples(hook.getKey(), body);
            description.checkDelivery(Description.json(body).orElseThrow().path("example"));
        }
    }

    private boolean errorOf(JsonNode answer) {
        JsonNode schema =
                description.resolved(Description.json(answer).orElseThrow().path("schema"));
        return schema.path("properties")
                .path("error")
                .path("required")
                .toString()
                .equals("[\"what\",\"where\",\"fix\"]");
    }

    private void examples(String what, JsonNode body) {
        body.path("content")
                .properties()
                .forEach(content -> {
                    JsonNode example = content.getValue().path("example");
                    assertThat(example.isMissingNode()).as(what + " has an example").isFalse();
                    description.check(what, content.getValue().path("schema"), example);
                });
    }

    private interface Look {
        void at(String route, JsonNode operation);
    }

    private void operations(Look look) {
        description
                .root()
                .path("paths")
                .properties()
                .forEach(path ->
                        path.getValue()
                                .properties()
                                .forEach(method ->
                                        look.at(
                                                method.getKey() + " " + path.getKey(),
                                                method.getValue())));
    }

    private Set<String> described() {
        Set<String> found = new TreeSet<>();
        operations((route, operation) -> {
            JsonNode security = operation.path("security");
            assertThat(security.isArray()).as(route).isTrue();
            String right =
                    security.isEmpty() ? "open" : security.path(0).path("token").path(0).asText();
            found.add(route + " " + right);
        });
        return found;
    }

    /** The table that {@link RoutesTest} holds against what the hub serves. */
    private static Set<String> routes() throws IOException {
        Set<String> found = new TreeSet<>();
        try (InputStream file = RoutesTest.class.getResourceAsStream("routes.csv")) {
            assertThat(file).isNotNull();
            new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.split(",", -1))
                    .filter(cells -> cells[1].startsWith("/api/"))
                    .map(cells ->
                            cells[0].toLowerCase(Locale.ROOT) + " " + cells[1] + " " + cells[2])
                    .forEach(found::add);
        }
        return found;
    }
}
