package io.turnout.hub.swap;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.hub.HubProgram;
import io.turnout.hub.WholeHub;
import io.turnout.hub.ingest.TestScans;
import io.turnout.hub.store.Database;
import io.turnout.hub.store.TestDatabase;
import io.turnout.protocol.message.LostScans;
import io.turnout.protocol.message.MessageCodec;
import io.turnout.protocol.message.ScanBatch;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What a technician sees and does where a unit takes another one's place, over HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SwapPagesTest {
    private static final String API = "/api/v1/units/";
    private static final MessageCodec CODEC = new MessageCodec();

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
    @DisplayName("U-6 a new unit gets the door of the old one, whose journal is recovered once")
    void replacesAndRecovers() throws Exception {
        assertThat(bring(TestScans.batchOf("u1", "e", 1, 2), 1).statusCode())
                .as("a unit that stands there speaks for itself")
                .isEqualTo(409);
        assertThat(get("/events/e1/units/u1/swap")).contains("Replace u1", "u1-2");
        assertThat(post("/events/e1/units/u1/swap", "by=u2").body())
                .contains("There is a unit of that name");
        assertThat(post("/events/e1/units/u1/swap", "by=u1-new").statusCode()).isEqualTo(303);
        assertThat(number("SELECT count(*) FROM unit WHERE door = 'd1' AND id = 'u1-new'"))
                .isEqualTo(1);
        assertThat(get("/events/e1/units/u1/swap"))
                .contains("u1-new stands in its place", "To be recovered", "turnout recover");
        assertThat(send("/api/v1/units/u1/ticket", "").statusCode()).isEqualTo(404);
        assertThat(get("/events/e1/units/identities")).doesNotContain(">u1<");

        assertThat(bring(TestScans.batchOf("u1", "e", 1, 2, 3), 1).body())
                .contains("\"stored\":3", "\"repeated\":0", "\"upTo\":3");
        assertThat(bring(TestScans.batchOf("u1", "e", 2, 3, 4), 1).body())
                .contains("\"stored\":1", "\"repeated\":2", "\"upTo\":4");
        assertThat(number("SELECT count(*) FROM scan WHERE unit = 'u1'")).isEqualTo(4);
        assertThat(send(API + "u1/journal/recovered", read("e", 5)).statusCode()).isEqualTo(409);
        assertThat(send(API + "u1/journal/recovered", read("e", 4)).body())
                .contains("\"journal\":\"recovered\"");
        assertThat(get("/events/e1/units/u1/swap")).contains("All that was on it is here");
        assertThat(completeness()).anyMatch(line -> line.startsWith("u1,Room 1,Door 1,retired,"));
        assertThat(get("/events/e1/units/fragment")).contains("Replaced, nothing is missing");
        assertThat(post("/events/e1/units/u1/swap/lost", "").statusCode()).isEqualTo(409);
        assertThat(deeds("u1"))
                .contains("replace unit", "bring scans of a unit", "recover journal");
    }

    @Test
    @DisplayName(
            "U-6 a journal declared lost is a gap in reports, until its card is found after all")
    void declaresLost() throws Exception {
        send("/api/v1/units", "{\"id\": \"cellar\", \"room\": \"r2\", \"mode\": \"in\"}");
        send(API + "cellar/replace", "{\"by\": \"cellar-2\"}");
        bring(TestScans.batchOf("cellar", "e", 1, 2), 1);
        assertThat(get("/events/e1/units/cellar/swap/lost")).contains("Reports and exports");
        assertThat(post("/events/e1/units/cellar/swap/lost", "").statusCode()).isEqualTo(303);
        assertThat(completeness())
                .anyMatch(line ->
                        line.startsWith("cellar,") && line.endsWith(",e,3,3,1,lost-or-more"));
        assertThat(get("/events/e1/units/fragment")).contains("Replaced, scans are lost");

        ScanBatch rest =
                new ScanBatch(
                        TestScans.batchOf("cellar", "e", 3).unit(),
                        TestScans.batchOf("cellar", "e", 3).epoch(),
                        TestScans.batchOf("cellar", "e", 3, 5).scans(),
                        Optional.of(List.of(new LostScans(4, 4, false))));
        assertThat(bring(rest, 1).body()).contains("\"stored\":2", "\"upTo\":5");
        send(API + "cellar/journal/recovered", read("e", 5));
        assertThat(completeness())
                .anyMatch(line -> line.startsWith("cellar,") && line.endsWith(",e,4,4,1,lost"))
                .noneMatch(line -> line.contains("lost-or-more"));
    }

    private static String read(String epoch, long upTo) {
        return "{\"journals\": [{\"epoch\": \"%s\", \"upTo\": %d}]}".formatted(epoch, upTo);
    }

    private HttpResponse<String> bring(ScanBatch batch, long first) throws Exception {
        String path = API + batch.unit() + "/journal/scans?first=" + first;
        return send(path, new String(CODEC.write(batch), StandardCharsets.UTF_8));
    }

    private List<String> completeness() throws Exception {
        return get("/events/e1/exports/completeness.csv").lines().toList();
    }

    private List<String> deeds(String subject) {
        try (Database database = TestDatabase.in(folder)) {
            return database.read(handle ->
                    handle.createQuery("SELECT what FROM audit WHERE subject = :subject")
                            .bind("subject", subject)
                            .mapTo(String.class)
                            .list());
        }
    }

    private long number(String sql) {
        try (Database database = TestDatabase.in(folder)) {
            return database.read(handle -> handle.createQuery(sql).mapTo(Long.class).one());
        }
    }

    private String get(String path) throws Exception {
        HttpResponse<String> answer = client.send(request(path).build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return answer.body();
    }

    private HttpResponse<String> post(String path, String fields) throws Exception {
        return send(path, "csrf=c&" + fields);
    }

    private HttpResponse<String> send(String path, String body) throws Exception {
        return client.send(
                request(path).POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(hub.config().url() + path))
                .header("Authorization", "Bearer tom");
    }
}
