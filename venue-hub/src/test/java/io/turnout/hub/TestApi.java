package io.turnout.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The hub's API as a program calls it. */
public final class TestApi {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client;
    private final String url;
    private String token = "";

    public TestApi(String url) {
        this(url, HttpClient.newHttpClient());
    }

    /** One that trusts, or shows, what the client does. */
    public TestApi(String url, HttpClient client) {
        this.url = url;
        this.client = client;
    }

    /** An answer; its JSON is missing where there was none. */
    public record Answer(int status, JsonNode json, String text) {}

    /** Makes the first user by the link the hub printed, and signs in. */
    public void setUp(String setupUrl) throws IOException, InterruptedException {
        String setupToken = setupUrl.substring(setupUrl.indexOf("token=") + "token=".length());
        post(
                "/api/v1/setup",
                "{\"token\":\"%s\",\"name\":\"ada\",\"password\":\"correct horse\"}"
                        .formatted(setupToken));
        signIn();
    }

    public void signIn() throws IOException, InterruptedException {
        Answer answer = post("/api/v1/login", "{\"name\":\"ada\",\"password\":\"correct horse\"}");
        token = answer.json().path("token").asText();
    }

    public Answer post(String path, String json) throws IOException, InterruptedException {
        return send(request(path).POST(BodyPublishers.ofString(json)));
    }

    public Answer get(String path) throws IOException, InterruptedException {
        return send(request(path));
    }

    /** Fetches as a unit does. */
    public Answer get(String path, String unit, String secret)
            throws IOException, InterruptedException {
        byte[] pair = (unit + ":" + secret).getBytes(StandardCharsets.UTF_8);
        return send(
                HttpRequest.newBuilder(URI.create(url + path))
                        .header(
                                "Authorization",
                                "Basic " + Base64.getEncoder().encodeToString(pair)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path))
                .header("Authorization", "Bearer " + token);
    }

    private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
        String type = response.headers().firstValue("content-type").orElse("");
        JsonNode json =
                type.equals("application/json")
                        ? JSON.readTree(response.body())
                        : JSON.missingNode();
        return new Answer(response.statusCode(), json, response.body());
    }
}
