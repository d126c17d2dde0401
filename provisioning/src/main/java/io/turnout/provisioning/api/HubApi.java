package io.turnout.provisioning.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * A signed-in client of one hub. Calls block until the hub has answered, at most a minute. Not
 * thread-safe while signing in, thread-safe after it.
 */
public final class HubApi {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration DEADLINE = Duration.ofMinutes(1);

    private final URI base;
    private final HttpClient http;
    private String token;

    public HubApi(URI base) {
        this(base, Optional.empty(), "");
    }

    /**
     * A client that is signed in already.
     *
     * @param tls whom to believe, where that is not whom this machine believes anyway
     */
    HubApi(URI base, Optional<SSLContext> tls, String token) {
        this.base = base;
        this.token = token;
        HttpClient.Builder builder = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5));
        tls.ifPresent(builder::sslContext);
        this.http = builder.build();
    }

    /** Makes the first user, with the one-time token that the hub printed at its first start. */
    public void setUp(String setupToken, String name, String password) throws ApiException {
        post("/api/v1/setup", Map.of("token", setupToken, "name", name, "password", password));
    }

    /** Signs in; later calls carry the token. */
    public void signIn(String name, String password) throws ApiException {
        token =
                post("/api/v1/login", Map.of("name", name, "password", password))
                        .path("token")
                        .asText();
    }

    public JsonNode get(String path) throws ApiException {
        return json(send(request(path).GET().build()));
    }

    /** Fetches a text, such as a CSV. */
    public String text(String path) throws ApiException {
        return send(request(path).GET().build());
    }

    public JsonNode post(String path, Map<String, ?> body) throws ApiException {
        return post(path, "application/json", json(body));
    }

    public JsonNode post(String path, String contentType, String body) throws ApiException {
        return json(
                send(
                        request(path)
                                .header("Content-Type", contentType)
                                .POST(BodyPublishers.ofString(body))
                                .build()));
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path)).timeout(DEADLINE);
        return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
    }

    private String send(HttpRequest request) throws ApiException {
        String what = request.method() + " " + request.uri();
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            if (response.statusCode() / 100 != 2) {
                throw new ApiException(
                        "%s was answered %d: %s"
                                .formatted(
                                        what,
                                        response.statusCode(),
                                        Refusal.text(response.body())));
            }
            return response.body();
        } catch (IOException e) {
            throw new ApiException(
                    what + " failed (" + e.getMessage() + "): is the hub running there?", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ApiException(what + " was interrupted", e);
        }
    }

    private static String json(Map<String, ?> body) throws ApiException {
        try {
            return JSON.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new ApiException("cannot write the request as JSON", e);
        }
    }

    private static JsonNode json(String body) throws ApiException {
        try {
            return body.isBlank() ? JSON.createObjectNode() : JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new ApiException("the hub's answer is not JSON: " + body, e);
        }
    }
}
