package io.turnout.hub.checkin;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.hub.HubProgram;
import io.turnout.hub.WholeHub;
import io.turnout.hub.agenda.EventFacts;
import io.turnout.hub.store.Database;
import io.turnout.hub.store.TestDatabase;
import io.turnout.protocol.badge.BadgeFingerprint;
import io.turnout.protocol.badge.BadgeText;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * A real hub with an event, as attendees and organizers see it over HTTP: session s1 in room r1 and
 * s2 in r2 are on, s3 was yesterday in r2.
 */
final class CheckinSite implements AutoCloseable {
    static final long HOUR = 3_600_000;

    private final HttpClient client = HttpClient.newHttpClient();
    private final HubProgram.Started hub;
    private final Database database;
    private int people;

    CheckinSite(Path folder) throws Exception {
        hub = WholeHub.start(folder);
        database = TestDatabase.in(folder);
        long now = Instant.now().toEpochMilli();
        TestDatabase.seed(database);
        TestDatabase.session(database, "s1", "r1", now - HOUR, now + HOUR);
        TestDatabase.session(database, "s2", "r2", now - HOUR, now + HOUR);
        TestDatabase.session(database, "s3", "r2", now - 25 * HOUR, now - 24 * HOUR);
        database.change(handle -> {
            TestDatabase.user(handle, 7, "noor", "admin");
            TestDatabase.user(handle, 8, "finn", "none");
        });
        sql("UPDATE event SET identify = 'badge-number' || char(10) || 'family-name'");
    }

    /** One more attendee; what their badge number is. */
    String person() {
        people++;
        TestDatabase.attendee(database, people, new BadgeFingerprint(people, 9).toString());
        return "N" + people;
    }

    /** One more attendee, whose badge has this text. */
    void badge(String text) {
        person();
        String print =
                EventFacts.require(database, "e1")
                        .fingerprinter()
                        .of(BadgeText.canonical(text))
                        .toString();
        sql("UPDATE badge SET fingerprint = '" + print + "' WHERE attendee = " + people);
    }

    /** The id of who came last. */
    int last() {
        return people;
    }

    /** One more attendee, who said who they are; their cookie. */
    String signedIn() throws Exception {
        HttpResponse<String> in =
                post(
                        "/my/e1/identify",
                        "",
                        form("badge-number", person(), "family-name", "Family"));
        return cookie(in);
    }

    static String cookie(HttpResponse<String> answer) {
        return answer.headers().firstValue("Set-Cookie").orElseThrow();
    }

    static String location(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
        return answer.headers().firstValue("Location").orElseThrow();
    }

    /** The proof that a form is sent from this attendee's page. */
    String csrf(String cookie) throws Exception {
        return get("/my/e1", cookie)
                .body()
                .replaceAll("(?s).*name=\"my\" value=\"([^\"]*)\".*", "$1");
    }

    HttpResponse<String> follow(HttpResponse<String> answer, String cookie) throws Exception {
        return get(location(answer), cookie);
    }

    static String form(String... fields) {
        StringBuilder form = new StringBuilder();
        for (int i = 0; i < fields.length; i += 2) {
            form.append(i == 0 ? "" : "&")
                    .append(fields[i])
                    .append('=')
                    .append(URLEncoder.encode(fields[i + 1], StandardCharsets.UTF_8));
        }
        return form.toString();
    }

    HttpResponse<String> get(String path, String cookie) throws Exception {
        return client.send(request(path, cookie).build(), BodyHandlers.ofString());
    }

    HttpResponse<String> german(String path, String cookie) throws Exception {
        return client.send(
                request(path, cookie).setHeader("Accept-Language", "de").build(),
                BodyHandlers.ofString());
    }

    HttpResponse<String> post(String path, String cookie, String form) throws Exception {
        return client.send(
                request(path, cookie)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form))
                        .build(),
                BodyHandlers.ofString());
    }

    /** A form of an admin. */
    HttpResponse<String> organizer(String path, String form) throws Exception {
        return user("noor", path, form);
    }

    HttpResponse<String> user(String name, String path, String form) throws Exception {
        return client.send(
                request(path, "")
                        .header("Authorization", "Bearer " + name)
                        .POST(BodyPublishers.ofString("csrf=c&" + form))
                        .build(),
                BodyHandlers.ofString());
    }

    HttpResponse<String> organizerGet(String path) throws Exception {
        return userGet("noor", path);
    }

    HttpResponse<String> userGet(String name, String path) throws Exception {
        return client.send(
                request(path, "").header("Authorization", "Bearer " + name).build(),
                BodyHandlers.ofString());
    }

    HttpResponse<byte[]> bytes(String path) throws Exception {
        return client.send(
                request(path, "").header("Authorization", "Bearer noor").build(),
                BodyHandlers.ofByteArray());
    }

    private HttpRequest.Builder request(String path, String cookie) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(hub.config().url() + path))
                        .header("Accept", "text/html")
                        .header("Accept-Language", "en");
        return cookie.isEmpty()
                ? request
                : request.header("Cookie", cookie.substring(0, cookie.indexOf(";")));
    }

    List<String> rows(String sql) {
        return database.read(h -> h.createQuery(sql).mapTo(String.class).list());
    }

    void sql(String sql) {
        database.change(handle -> handle.execute(sql));
    }

    @Override
    public void close() {
        database.close();
        hub.program().close();
    }
}
