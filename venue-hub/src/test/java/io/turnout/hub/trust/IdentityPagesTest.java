package io.turnout.hub.trust;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.hub.HubProgram;
import io.turnout.hub.WholeHub;
import io.turnout.hub.store.Database;
import io.turnout.hub.store.TestDatabase;
import io.turnout.protocol.message.EnrolTicket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What a technician sees and does about units' identities, over HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class IdentityPagesTest {
    private static final String UNITS = "/events/e1/units/";
    private static final Pattern TICKET = Pattern.compile("value=\"(turnout:1:[^\"]+)\"");

    private final HttpClient client = HttpClient.newHttpClient();
    private Path folder;
    private HubProgram.Started hub;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        folder = directory;
        hub = WholeHub.startBehindProxy(folder);
        try (Database database = TestDatabase.in(folder)) {
            TestDatabase.seed(database);
            database.change(handle -> TestDatabase.user(handle, 101, "tom", "admin"));
        }
    }

    @AfterAll
    void stop() {
        hub.program().close();
    }

    @Test
    @DisplayName("U-5 a technician adds a unit and has its ticket in one step, as text and QR code")
    void addsAUnit() throws Exception {
        assertThat(get("identities"))
                .contains("Room 1, Door 1", "Never enrolled", hub.fingerprint().orElseThrow());
        HttpResponse<String> made = post("identities", "id=aula-left&room=r1&mode=in");
        assertThat(made.statusCode()).isEqualTo(200);
        assertThat(made.body()).contains("Ticket for aula-left", "<svg", "gateway-device enroll");
        Matcher ticket = TICKET.matcher(made.body());
        assertThat(ticket.find()).isTrue();
        assertThat(EnrolTicket.parse(ticket.group(1)).hub())
                .isEqualTo("127.0.0.1:" + hub.config().security().unitsPort());
        assertThat(get("identities")).contains("aula-left", "Ticket waits until");
    }

    @Test
    void saysWhatIsWrongWithAName() throws Exception {
        HttpResponse<String> odd = post("identities", "id=no+blanks&room=r1&mode=in");
        assertThat(odd.statusCode()).isEqualTo(422);
        assertThat(odd.body()).contains("letters, digits", "no blanks");
        HttpResponse<String> taken = post("identities", "id=u1&room=r1&mode=in");
        assertThat(taken.statusCode()).isEqualTo(422);
        assertThat(taken.body()).contains("make a ticket for it");
    }

    @Test
    @DisplayName("U-5 a ticket comes as a file, too, and is gone when its unit is revoked")
    void makesFilesAndRevokes() throws Exception {
        HttpResponse<String> file = post("u2/ticket", "as=file");
        assertThat(file.headers().firstValue("content-disposition"))
                .contains("attachment; filename=\"u2.ticket\"");
        assertThat(EnrolTicket.parse(file.body()).fingerprint()).hasSize(43);
        assertThat(get("u2/revoke")).contains("Revoke u2", "cut off at once");
        HttpResponse<String> revoked = post("u2/revoke", "");
        assertThat(revoked.statusCode()).isEqualTo(303);
        assertThat(tickets("u2")).isZero();
    }

    @Test
    void knowsNoUnitOfAnotherEvent() throws Exception {
        try (Database database = TestDatabase.in(folder)) {
            database.change(handle ->
                    handle.execute(
                            "INSERT INTO event (id, tag, title, zone, salt, created_ms)"
                                    + " VALUES ('e2', 'ABD', 'Other', 'UTC', ?, 0)",
                            TestDatabase.SALT));
        }
        HttpResponse<String> answer =
                send(request("/events/e2/units/u1/ticket").POST(form("csrf=c")));
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(tickets("u1")).isZero();
    }

    private long tickets(String unit) {
        try (Database database = TestDatabase.in(folder)) {
            return database.read(handle ->
                    handle.createQuery("SELECT count(*) FROM unit_ticket WHERE unit = :unit")
                            .bind("unit", unit)
                            .mapTo(Long.class)
                            .one());
        }
    }

    private String get(String path) throws Exception {
        HttpResponse<String> answer = send(request(UNITS + path));
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    private HttpResponse<String> post(String path, String fields) throws Exception {
        return send(request(UNITS + path).POST(form("csrf=c&" + fields)));
    }

    private static HttpRequest.BodyPublisher form(String fields) {
        return BodyPublishers.ofString(fields);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(hub.config().url() + path))
                .header("Authorization", "Bearer tom");
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString());
    }
}
