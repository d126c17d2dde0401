package io.turnout.hub.trust;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.hub.HubProgram;
import io.turnout.hub.WholeHub;
import io.turnout.hub.store.Database;
import io.turnout.hub.store.TestDatabase;
import io.turnout.protocol.message.EnrolTicket;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
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

    private static final Pattern TOKEN = Pattern.compile("name=\"token\" value=\"([^\"]+)\"");

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

    @Test
    @DisplayName("U-5 a list of units becomes a sheet of tickets, each good for its unit and room")
    void makesTicketsForMany() throws Exception {
        assertThat(get("import")).contains("Units from a list", "name,room");
        HttpResponse<String> taken = list("name;room;mode\nmany-1;Room 1;in\nmany-2;r2;\n");
        assertThat(taken.statusCode()).as(taken.body()).isEqualTo(200);
        assertThat(taken.body()).contains("\"added\":2", "\"unchanged\":0");
        assertThat(list("name,room\nmany-1,r1\nmany-2,Room 2\n").body())
                .contains("\"added\":0", "\"unchanged\":2");
        assertThat(get("tickets")).contains("many-1", "Room 1", "many-2", "Room 2");
        HttpResponse<String> sheet = post("tickets", "room=r2");
        assertThat(sheet.statusCode()).isEqualTo(200);
        assertThat(sheet.headers().firstValue("cache-control")).contains("no-store");
        assertThat(sheet.body())
                .contains("many-2", "Room 2", "<svg", "good once until")
                .doesNotContain("many-1");
        Matcher token = TOKEN.matcher(sheet.body());
        List<String> tokens = token.results().map(found -> found.group(1)).toList();
        assertThat(tokens).hasSizeGreaterThan(0).doesNotHaveDuplicates();
        Map<String, String> files = files(tokens);
        assertThat(files).containsKeys("many-2.ticket", "ticket-list.csv");
        EnrolTicket ticket = EnrolTicket.parse(files.getOrDefault("many-2.ticket", ""));
        assertThat(tokens).contains(ticket.token());
        assertThat(files.get("ticket-list.csv"))
                .contains("many-2,Room 2,many-2.ticket,")
                .doesNotContain(ticket.token());
        post("many-2/ticket", "as=file");
        assertThat(files(List.of(ticket.token()))).isEmpty();
    }

    @Test
    @DisplayName("U-5 a list of units with faults says all of them by line, and adds nothing")
    void saysWhatIsWrongWithAList() throws Exception {
        HttpResponse<String> refused =
                list(
                        """
                        name,room,mode
                        new-1,Room 1,in
                        no blanks,Room 1,
                        new-1,Room 1,
                        new-2,Cellar,
                        u1,Room 2,
                        new-3,Room 1,sideways
                        hub,Room 1,
                        """);
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body())
                .contains(
                        "6 problems",
                        "no blanks",
                        "stands in row 2 already",
                        "there is no room “Cellar”",
                        "“u1” stands in another room",
                        "sideways",
                        "“hub” is the name of a door");
        assertThat(get("identities")).doesNotContain("new-1");
    }

    private HttpResponse<String> list(String csv) throws Exception {
        return send(request("/api/v1/events/e1/units").POST(form(csv)));
    }

    /** What the zip of some tickets holds, by name; empty where the hub refuses to make it. */
    private Map<String, String> files(List<String> tokens) throws Exception {
        String fields = "csrf=c&token=" + String.join("&token=", tokens);
        HttpResponse<byte[]> answer =
                client.send(
                        request(UNITS + "tickets/files").POST(form(fields)).build(),
                        BodyHandlers.ofByteArray());
        Map<String, String> files = new HashMap<>();
        if (answer.statusCode() == 409) {
            return files;
        }
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(answer.body()))) {
            ZipEntry entry = zip.getNextEntry();
            while (entry != null) {
                files.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
                entry = zip.getNextEntry();
            }
        }
        return files;
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
