package io.turnout.hub.commands;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.hub.HubProgram;
import io.turnout.hub.WholeHub;
import io.turnout.hub.store.Database;
import io.turnout.hub.store.TestDatabase;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What a technician tells units, over HTTP. Nobody stands at the other end. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class CommandPagesTest {
    private static final String PAGE = "/events/e1/units/commands";

    private final HttpClient client = HttpClient.newHttpClient();
    private Path folder;
    private HubProgram.Started hub;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        folder = directory;
        hub = WholeHub.start(folder);
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
    @DisplayName("U-7 many units are told at once, and the page says that they are silent")
    void tellsMany() throws Exception {
        assertThat(get("/events/e1/units")).contains(PAGE);
        assertThat(get(PAGE)).contains("Room 1, Door 1", "All its lights flash for 15 seconds");
        HttpResponse<String> told = post("what=identify&unit=u1&unit=u2");
        assertThat(told.statusCode()).isEqualTo(303);
        assertThat(get(PAGE)).contains("for the unit to be heard", "tom");
        assertThat(commands("identify")).contains("u1", "u2");
    }

    @Test
    @DisplayName("U-7 before it disturbs people at a door it says so and asks")
    void asksBeforeARestart() throws Exception {
        HttpResponse<String> asked = post("what=restart&unit=u1&unit=u2");
        assertThat(asked.statusCode()).isEqualTo(200);
        assertThat(asked.body())
                .contains("Restart 2 units", "Room 1, Door 1; Room ", "value=\"u1 u2\"");
        assertThat(commands("restart")).isEmpty();
        assertThat(post("what=restart&unit=u1+u2&sure=yes").statusCode()).isEqualTo(303);
        assertThat(commands("restart")).containsExactlyInAnyOrder("u1", "u2");
    }

    @Test
    @DisplayName("U-7 units are moved to another room by a command, too")
    void moves() throws Exception {
        assertThat(post("what=move&unit=u2&door=d1").body()).contains("Move 1 unit to Room 1");
        assertThat(post("what=move&unit=u2&door=d1&sure=yes").statusCode()).isEqualTo(303);
        assertThat(texts("SELECT door FROM unit WHERE id = 'u2'")).containsExactly("d1");
        assertThat(post("what=move&unit=u1&door=dx&sure=yes").statusCode()).isEqualTo(404);
    }

    @Test
    void tellsNobodyWhereOneIsUnknown() throws Exception {
        assertThat(post("what=resync&unit=u1&unit=u9").statusCode()).isEqualTo(404);
        assertThat(commands("resync")).isEmpty();
        assertThat(post("what=resync").headers().firstValue("set-cookie").orElse(""))
                .contains("commands-none");
    }

    private List<String> commands(String what) {
        return texts("SELECT unit FROM unit_command WHERE what = '" + what + "'");
    }

    private List<String> texts(String sql) {
        try (Database database = TestDatabase.in(folder)) {
            return database.read(handle -> handle.createQuery(sql).mapTo(String.class).list());
        }
    }

    private String get(String path) throws Exception {
        HttpResponse<String> answer = send(request(path));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private HttpResponse<String> post(String fields) throws Exception {
        return send(request(PAGE).POST(BodyPublishers.ofString("csrf=c&" + fields)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(hub.config().url() + path))
                .header("Authorization", "Bearer tom");
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString());
    }
}
