package io.turnout.hub.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.turnout.hub.HubProgram;
import io.turnout.hub.WholeHub;
import io.turnout.hub.store.Database;
import io.turnout.hub.store.TestDatabase;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages of webhooks, as an organizer of one event asks for them. */
final class WebhookPagesTest {
    private static final String ALL = "/events/e1/webhooks";
    private static final String ONE = ALL + "/1";
    private static final Pattern SECRET = Pattern.compile("whsec_[A-Za-z0-9+/=]{44}");

    @TempDir private Path folder;
    private final HttpClient client = HttpClient.newHttpClient();
    private Optional<HubProgram.Started> hub = Optional.empty();

    @AfterEach
    void stop() {
        hub.ifPresent(started -> started.program().close());
    }

    @Test
    @DisplayName("a webhook is made, tried, paused, given a new secret and deleted by its pages")
    void servesAnOrganizer() throws Exception {
        start(Reach.LOOPBACK_HTTP);
        try (Receiver receiver = Receiver.start()) {
            assertThat(get("/events/e1/settings")).contains("href=\"" + ALL + "\"");
            assertThat(get(ALL)).contains("No webhooks yet", "/api/v1/openapi.json");
            String kinds = "&kinds=attendance.checked_in&kinds=attendance.corrected";
            String made = ok(post(ALL, "url=" + encoded(receiver.url()) + kinds));
            String secret = secret(made);
            assertThat(get(ONE)).doesNotContain("whsec_").contains("Somebody came in", "127.0.0.1");
            assertThat(get(ALL)).contains("127.0.0.1", "Sends");
            done(post(ONE + "/test", ""));
            await().until(() -> get(ONE).contains("Arrived"));
            assertThat(receiver.got()).hasSize(1);
            done(post(ONE + "/again", "delivery=1"));
            await().until(() -> receiver.got().size() == 2);
            assertThat(receiver.got().getLast().id()).isEqualTo(receiver.got().getFirst().id());
            done(post(ONE + "/pause", ""));
            assertThat(get(ALL)).contains("Paused");
            assertThat(post(ONE + "/test", "").statusCode()).isEqualTo(409);
            done(post(ONE + "/resume", ""));
            assertThat(get(ONE + "/secret")).contains("24 hours");
            assertThat(secret(ok(post(ONE + "/secret", "")))).isNotEqualTo(secret);
            assertThat(get(ONE)).contains("The former secret signs too until");
            String elsewhere = "url=" + encoded("https://example.org/x?key=s3cret") + kinds;
            done(post(ONE + "/edit", elsewhere + "&version=1"));
            assertThat(post(ONE + "/edit", elsewhere + "2&version=1").statusCode()).isEqualTo(409);
            assertThat(german(ONE)).contains("Jemand kam herein", "Probe senden");
            assertThat(get(ONE + "/delete")).contains("This cannot be taken back");
            done(post(ONE + "/delete", ""));
            assertThat(send(ask(ONE)).statusCode()).isEqualTo(404);
        }
        assertThat(record())
                .contains("make webhook", "change webhook secret", "delete webhook", "example.org")
                .doesNotContain("s3cret", "whsec_");
    }

    @Test
    @DisplayName("S-2 what leads inside is refused beside its field; without attendance is nothing")
    void refusesWhatLeadsInside() throws Exception {
        start(Reach.PUBLIC);
        for (String url : new String[] {"https://127.0.0.1/", "https://localhost/", "nonsense"}) {
            HttpResponse<String> refused =
                    post(ALL, "url=" + encoded(url) + "&kinds=attendance.checked_in");
            assertThat(refused.statusCode()).isEqualTo(422);
            assertThat(refused.body()).contains("url-error", "value=\"" + url + "\"");
        }
        String plain = "url=" + encoded("http://127.0.0.1/") + "&kinds=attendance.corrected";
        assertThat(post(ALL, plain).body()).contains("Only https is sent to.");
        assertThat(post(ALL, "url=" + encoded("https://example.org/")).body())
                .contains("kinds-error");
        sql(db -> db.change(h -> h.execute("UPDATE event SET attendance = 0")));
        assertThat(send(ask(ALL)).statusCode()).isEqualTo(404);
        assertThat(get("/events/e1/settings")).doesNotContain(ALL);
    }

    private void start(Reach reach) throws Exception {
        hub = Optional.of(WholeHub.start(folder, reach));
        sql(database -> {
            TestDatabase.seed(database);
            database.change(WebhookPagesTest::signIn);
        });
    }

    private static void signIn(Handle handle) {
        TestDatabase.user(handle, 100, "ada", "none");
        handle.execute("INSERT INTO event_role VALUES (100, 'e1', 'organizer')");
    }

    private interface Change {
        void to(Database database);
    }

    private void sql(Change change) {
        try (Database database = TestDatabase.in(folder)) {
            change.to(database);
        }
    }

    private String record() {
        StringBuilder record = new StringBuilder();
        sql(database ->
                database.read(handle ->
                                handle.createQuery("SELECT what || ' ' || detail FROM audit")
                                        .mapTo(String.class)
                                        .list())
                        .forEach(line -> record.append(line).append('\n')));
        return record.toString();
    }

    private static String secret(String page) {
        Matcher secret = SECRET.matcher(page);
        assertThat(secret.find()).as("the page shows a secret").isTrue();
        return secret.group();
    }

    private static String ok(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    private static void done(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(303);
    }

    private String get(String path) throws IOException, InterruptedException {
        return ok(send(ask(path)));
    }

    private String german(String path) throws IOException, InterruptedException {
        return ok(send(ask(path).header("Accept-Language", "de")));
    }

    private HttpResponse<String> post(String path, String fields)
            throws IOException, InterruptedException {
        return send(
                ask(path)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("csrf=c&" + fields)));
    }

    private HttpRequest.Builder ask(String path) {
        return HttpRequest.newBuilder(URI.create(hub.orElseThrow().config().url() + path))
                .header("Authorization", "Bearer ada");
    }

    private HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
