package io.turnout.hub.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.turnout.hub.start.CannotStart;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class HubServerTest {
    private static final int PAGE = 60_000;
    private static final SignedIn ADA = new SignedIn(1, "ada", Access.ALL, "the-csrf");

    private final HttpClient client = HttpClient.newHttpClient();
    private final Changes changes = new Changes();
    private HubServer server;

    @BeforeEach
    void start() throws CannotStart {
        Assets assets = new Assets();
        server =
                HubServer.start(
                        new HubServer.Address("127.0.0.1", 0),
                        new HubServer.Routes(
                                new Pages(assets),
                                List.of(Feature.closed(assets), Feature.closed(new Echo())),
                                HubServerTest::who));
    }

    @AfterEach
    void stop() {
        changes.close();
        server.close();
    }

    @Test
    @DisplayName("AT12 strangers are sent to the sign-in")
    void sendsStrangersToTheSignIn() throws Exception {
        HttpResponse<String> page = get("/events/x", "");
        assertThat(page.statusCode()).isEqualTo(303);
        assertThat(page.headers().firstValue("location")).contains("/login");
        HttpResponse<String> api = get("/api/v1/thing", "");
        assertThat(api.statusCode()).isEqualTo(401);
        assertThat(api.body()).contains("\"what\":", "\"where\":", "\"fix\":");
    }

    @Test
    @DisplayName("AT12 the API takes no cookie")
    void takesNoCookieForTheApi() throws Exception {
        HttpRequest.Builder request = request("/api/v1/thing").header("Cookie", "turnout=good");
        assertThat(send(request).statusCode()).isEqualTo(401);
        assertThat(get("/api/v1/thing", "good").body()).isEqualTo("ada");
    }

    @Test
    void saysWhatIsAllowedOfEveryPage() throws Exception {
        HttpResponse<String> page = get("/open", "");
        assertThat(page.headers().firstValue("content-security-policy").orElseThrow())
                .startsWith("default-src 'none'")
                .doesNotContain("unsafe");
        assertThat(page.headers().firstValue("x-content-type-options")).contains("nosniff");
        HttpResponse<String> error = get("/nowhere", "good");
        assertThat(error.headers().firstValue("content-security-policy")).isPresent();
    }

    @Test
    void answersErrorsAsPagesInTheReadersLanguage() throws Exception {
        HttpRequest.Builder request =
                request("/nowhere")
                        .header("Authorization", "Bearer good")
                        .header("Accept-Language", "de-AT, en;q=0.5");
        HttpResponse<String> page = send(request);
        assertThat(page.statusCode()).isEqualTo(404);
        assertThat(page.body()).contains("<html lang=\"de\"", "Fehler 404");
    }

    @Test
    void hidesWhatWentWrongInside() throws Exception {
        HttpResponse<String> page = get("/api/v1/broken", "good");
        assertThat(page.statusCode()).isEqualTo(500);
        assertThat(page.body()).doesNotContain("secret detail");
    }

    @Test
    @DisplayName("AT12 forms of other sites are refused")
    void refusesFormsFromOtherSites() throws Exception {
        assertThat(post("csrf=the-csrf", "Sec-Fetch-Site", "cross-site")).isEqualTo(403);
        assertThat(post("csrf=the-csrf", "Origin", "https://evil.example")).isEqualTo(403);
        assertThat(post("csrf=the-csrf", "Origin", "null")).isEqualTo(403);
        assertThat(post("csrf=other", "Sec-Fetch-Site", "same-origin")).isEqualTo(403);
        assertThat(post("text=hello", "Sec-Fetch-Site", "same-origin")).isEqualTo(403);
        assertThat(post("csrf=the-csrf", "Sec-Fetch-Site", "same-origin")).isEqualTo(200);
        assertThat(post("csrf=the-csrf", "Origin", "http://127.0.0.1:" + server.port()))
                .isEqualTo(200);
    }

    @Test
    @DisplayName("AT12 bodies that are too large are refused")
    void refusesBodiesThatAreTooLarge() throws Exception {
        assertThat(post("csrf=the-csrf&text=" + "x".repeat(70_000), "Sec-Fetch-Site", "none"))
                .isEqualTo(413);
    }

    @Test
    void servesFilesOnceAndForEver() throws Exception {
        String path = new Assets().path("turnout.css");
        HttpResponse<String> file = get(path, "");
        assertThat(file.statusCode()).isEqualTo(200);
        assertThat(file.headers().firstValue("cache-control").orElseThrow()).contains("immutable");
        String tag = file.headers().firstValue("etag").orElseThrow();
        HttpRequest.Builder again = request("/static/turnout.css").header("If-None-Match", tag);
        assertThat(send(again).statusCode()).isEqualTo(304);
        assertThat(get("/static/..%2f..%2fweb%2fmessages_en.properties", "good").statusCode())
                .isEqualTo(404);
    }

    @Test
    void tellsListenersWhatChanged() throws Exception {
        HttpRequest request = request("/live").header("Authorization", "Bearer good").build();
        HttpResponse<InputStream> stream = client.send(request, BodyHandlers.ofInputStream());
        assertThat(stream.headers().firstValue("content-type")).contains("text/event-stream");
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
            assertThat(nextNumber(lines)).isZero();
            changes.happened("e1");
            changes.happened("e1");
            changes.happened("other");
            assertThat(nextNumber(lines)).isEqualTo(2);
            changes.close();
            assertThat(lines.lines().filter(line -> line.startsWith("data:"))).isEmpty();
        }
    }

    @Test
    void servesNoRouteThatDoesNotSayWhoMayUseIt() {
        HttpService careless = rules -> rules.get("/careless", (_, response) -> response.send());
        HubServer.Routes routes =
                new HubServer.Routes(
                        new Pages(new Assets()),
                        List.of(Feature.closed(careless)),
                        _ -> Optional.empty());
        assertThatThrownBy(() -> HubServer.start(new HubServer.Address("127.0.0.1", 0), routes))
                .hasMessageContaining("GET /careless");
    }

    @Test
    void saysWhichPortIsTaken() {
        HubServer.Address same = new HubServer.Address("127.0.0.1", server.port());
        HubServer.Routes routes =
                new HubServer.Routes(
                        new Pages(new Assets()), List.of(), caller -> Optional.empty());
        assertThatThrownBy(() -> HubServer.start(same, routes))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("127.0.0.1:" + server.port())
                .hasMessageContaining("http.port");
    }

    @Test
    @DisplayName("an error is said in the reader's language on pages, and in English to programs")
    void saysErrorsInTheReadersLanguage() throws Exception {
        String german =
                send(request("/nowhere")
                                .header("Authorization", "Bearer good")
                                .header("Accept-Language", "de"))
                        .body();
        assertThat(german)
                .contains("Nicht da: Seite „/nowhere“. Prüfen Sie die Kennung.")
                .doesNotContain("class=\"muted\" lang=");
        assertThat(get("/nowhere", "good").body())
                .contains("There is no page “/nowhere”. Check the id.");
        String program =
                send(request("/api/v1/broken")
                                .header("Authorization", "Bearer good")
                                .header("Accept-Language", "de"))
                        .body();
        assertThat(program)
                .contains("\"what\":\"The hub made a mistake.\"", "log has the details.");
        HttpProblem unknown = HttpProblem.notFound("sent delivery", "7");
        assertThat(unknown).hasMessage("There is no sent delivery '7'.");
        assertThat(unknown.what(Words.all().getLast())).isEqualTo("Nicht da: Zustellung „7“.");
        assertThat(HttpProblem.notFound("gadget", "7").what(Words.all().getLast()))
                .isEqualTo("Nicht da: gadget „7“.");
    }

    @Test
    @DisplayName("the end of a page does not wait until its beginning is acknowledged, some 40 ms")
    void sendsAPageInOneGo() throws Exception {
        long fastest = Long.MAX_VALUE;
        for (int i = 0; i < 40; i++) {
            long before = System.nanoTime();
            assertThat(get("/long", "").body()).hasSize(PAGE);
            // acknowledgements come late only on a connection that was used for a while
            fastest = i < 20 ? fastest : Math.min(fastest, System.nanoTime() - before);
        }
        assertThat(Duration.ofNanos(fastest)).isLessThan(Duration.ofMillis(30));
    }

    private final class Echo implements HttpService {
        @Override
        public void routing(HttpRules rules) {
            rules.get("/open", Right.OPEN.lets((request, response) -> response.send("open")))
                    .get(
                            "/long",
                            Right.OPEN.lets((request, response) -> response.send(new byte[PAGE])))
                    .get(
                            "/api/v1/thing",
                            Right.SIGNED_IN.lets((request, response) ->
                                    response.send(SignedIn.of(request).name())))
                    .get(
                            "/api/v1/broken",
                            Right.SIGNED_IN.lets((request, response) -> {
                                throw new IllegalStateException("secret detail");
                            }))
                    .post(
                            "/form",
                            Right.SIGNED_IN.lets((request, response) ->
                                    response.send(Form.read(request).text("text"))))
                    .get(
                            "/live",
                            Right.SIGNED_IN.lets((request, response) ->
                                    new LiveStreams(changes).stream("e1", response)));
        }
    }

    private static Optional<SignedIn> who(Caller caller) {
        return caller.bearer()
                .or(caller::cookie)
                .filter(token -> token.equals("good"))
                .map(token -> ADA);
    }

    private static long nextNumber(BufferedReader lines) throws IOException {
        String line = lines.readLine();
        while (line != null && !line.startsWith("data: ")) {
            line = lines.readLine();
        }
        return line == null ? -1 : Long.parseLong(line.substring("data: ".length()));
    }

    private int post(String body, String header, String value) throws Exception {
        return send(request("/form")
                        .header("Cookie", "turnout=good")
                        .header(header, value)
                        .POST(BodyPublishers.ofString(body)))
                .statusCode();
    }

    private HttpResponse<String> get(String path, String token) throws Exception {
        HttpRequest.Builder request = request(path);
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return send(request);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString());
    }
}
