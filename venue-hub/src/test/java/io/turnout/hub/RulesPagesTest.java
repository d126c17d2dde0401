package io.turnout.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.hub.store.Database;
import io.turnout.hub.store.TestDatabase;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages on which organizers set the rules of presence and credit. */
@DisplayName("R-5: credit rules are settings")
final class RulesPagesTest {
    private static final String OF_EVENT = "/events/e1/rules";
    private static final String OF_SESSION = "/events/e1/sessions/s1/rules";

    @TempDir private Path folder;
    private final HttpClient client = HttpClient.newHttpClient();
    private HubProgram.Started hub;

    @BeforeEach
    void start() throws Exception {
        hub = WholeHub.start(folder);
        try (Database database = TestDatabase.in(folder)) {
            TestDatabase.seed(database);
            TestDatabase.session(database, "s1", "r1", 0, 3_600_000);
            database.change(RulesPagesTest::signIn);
        }
    }

    @AfterEach
    void stop() {
        hub.program().close();
    }

    @Test
    void anEventsRulesAreSetAndSessionsFollowThem() throws Exception {
        assertThat(get("/events/e1/settings")).contains(OF_EVENT);
        assertThat(get(OF_EVENT)).contains("value=\"80 %\"", "Walking time", "Save");
        Map<String, String> wanted = rules();
        wanted.put("minimum", "45 min");
        wanted.put("overlap", "split");
        assertThat(post(OF_EVENT, wanted).statusCode()).isEqualTo(303);
        assertThat(get(OF_EVENT)).contains("value=\"45 min\"", "value=\"split\" selected");
        assertThat(get("/events/e1/sessions/s1/edit")).contains(OF_SESSION);
        assertThat(get(OF_SESSION))
                .contains("placeholder=\"45 min\"", "As the event: Counts to the end")
                .doesNotContain("Walking time", "several sessions at once");
        assertThat(post(OF_SESSION, Map.of("minimum", "30 min", "still-open", "last-seen")))
                .extracting(HttpResponse::statusCode)
                .isEqualTo(303);
        assertThat(get(OF_SESSION)).contains("value=\"30 min\"", "value=\"last-seen\" selected");
        assertThat(get("/record")).contains("set session rules", "set attendance rules");
    }

    @Test
    void whatIsWrongOrContradictsStandsBesideItsField() throws Exception {
        Map<String, String> wrong = rules();
        wrong.put("minimum", "120 %");
        wrong.put("walking", "soon");
        HttpResponse<String> refused = post(OF_EVENT, wrong);
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body())
                .contains("minimum-error", "walking-error", "value=\"120 %\"", "value=\"soon\"");
        Map<String, String> contradiction = rules();
        contradiction.put("without-check-out", "as-read");
        contradiction.put("still-open", "no-time");
        assertThat(post(OF_EVENT, contradiction).body()).contains("nothing would ever count");
        assertThat(post(OF_SESSION, Map.of("minimum", "61 min")).body())
                .contains("The session is shorter");
        assertThat(get(OF_EVENT)).contains("value=\"80 %\"");
    }

    @Test
    @DisplayName("R-5 who saves second is told what the first changed, and loses nothing of theirs")
    void nobodyIsOverwrittenUnseen() throws Exception {
        String first = get(OF_EVENT);
        Map<String, String> bens = rules();
        bens.putAll(shown(first));
        bens.put("minimum", "45 min");
        bens.put("walking", "4");
        assertThat(post(OF_EVENT, bens).statusCode()).isEqualTo(303);
        Map<String, String> adas = rules();
        adas.putAll(shown(first));
        adas.put("minimum", "50 %");
        adas.put("overlap", "each");
        HttpResponse<String> told = post(OF_EVENT, adas);
        assertThat(told.statusCode()).isEqualTo(409);
        assertThat(told.body())
                .contains("ada changed this at", "80 %", "45 min", "href=\"#walking\"")
                .contains("value=\"50 %\"", "value=\"each\" selected", "value=\"4\"");
        assertThat(get(OF_EVENT)).contains("value=\"45 min\"").doesNotContain("each\" selected");
        adas.putAll(shown(told.body()));
        adas.put("overlap", "each");
        assertThat(post(OF_EVENT, adas).statusCode()).isEqualTo(303);
        assertThat(get(OF_EVENT))
                .contains("value=\"50 %\"", "value=\"4\"", "value=\"each\" selected");
        String session = get(OF_SESSION);
        Map<String, String> own = shown(session);
        own.put("minimum", "30 min");
        assertThat(post(OF_SESSION, own).statusCode()).isEqualTo(303);
        assertThat(post(OF_SESSION, shown(session)).statusCode()).isEqualTo(409);
        assertThat(get(OF_SESSION)).contains("value=\"30 min\"");
    }

    /** What a browser would send of a form as it was shown, but for what is chosen of a list. */
    private static Map<String, String> shown(String page) {
        Map<String, String> fields = new LinkedHashMap<>();
        Pattern.compile("name=\"([a-z-]+)\"[^>]* value=\"([^\"]*)\"")
                .matcher(page)
                .results()
                .forEach(one -> fields.put(one.group(1), one.group(2).replace("&amp;", "&")));
        return fields;
    }

    private static Map<String, String> rules() {
        Map<String, String> rules = new LinkedHashMap<>();
        rules.put("elsewhere-leaves", "auto");
        rules.put("still-open", "session-end");
        rules.put("grace-before", "0");
        rules.put("grace-after", "5");
        rules.put("walking", "3");
        rules.put("minimum", "80%");
        rules.put("without-check-out", "whole");
        rules.put("uncertain", "if-certain");
        rules.put("overlap", "first-entered");
        rules.put("award", "whole");
        rules.put("rounding", "none");
        rules.put("rounding-step", "0.25");
        return rules;
    }

    private static void signIn(Handle handle) {
        TestDatabase.user(handle, 100, "ada", "admin");
    }

    private String get(String path) throws Exception {
        return client.send(ask(path).build(), BodyHandlers.ofString()).body();
    }

    private HttpResponse<String> post(String path, Map<String, String> fields) throws Exception {
        String body =
                fields.entrySet().stream()
                        .map(field ->
                                field.getKey()
                                        + "="
                                        + URLEncoder.encode(
                                                field.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&", "csrf=c&", ""));
        HttpRequest.Builder request =
                ask(path)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(body));
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder ask(String path) {
        return HttpRequest.newBuilder(URI.create(hub.config().url() + path))
                .header("Authorization", "Bearer ada");
    }
}
