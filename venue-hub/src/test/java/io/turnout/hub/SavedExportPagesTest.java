package io.turnout.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.hub.store.Database;
import io.turnout.hub.store.TestDatabase;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exports that organizers save, and programs fetch. */
final class SavedExportPagesTest {
    private static final String SAVED = "/events/e1/reports/saved";
    private static final String API = "/api/v1/events/e1/exports";

    @TempDir private static Path folder;
    private static HubProgram.Started hub;
    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeAll
    static void start() throws Exception {
        hub = WholeHub.start(folder);
        try (Database database = TestDatabase.in(folder)) {
            TestDatabase.seed(database);
            TestDatabase.session(database, "s1", "r1", 0, 3_600_000);
            TestDatabase.session(database, "s2", "r1", 3_600_000, 7_200_000);
            database.change(handle -> TestDatabase.user(handle, 100, "ada", "admin"));
        }
    }

    @AfterAll
    static void stop() {
        hub.program().close();
    }

    @Test
    @DisplayName(
            "R-3 an export is saved, fetched by its address, renamed and deleted, all recorded")
    void savesFetchesRenamesAndDeletes() throws Exception {
        assertThat(get("/events/e1/reports?session=s2").body()).contains(SAVED + "?session=s2");
        assertThat(get(SAVED + "?session=s2").body())
                .contains("No export is saved", "value=\"s2\" selected");
        String wanted = "report=sessions&format=csv&room=&day=&session=s2&name=";
        assertThat(post(SAVED, wanted + "Second").statusCode()).isEqualTo(303);
        assertThat(get(API).body()).contains("\"session\":\"s2\"").doesNotContain("\"room\"");
        String one = API + "/" + get(API).body().replaceAll("(?s).*\"id\":([0-9]+).*", "$1");
        String page = get(SAVED).body().replace("&#34;", "\"");
        assertThat(page)
                .contains("Bearer turnout_…", " -OJ " + hub.config().url() + one, "sessions.csv")
                .contains("Session s2</div>");
        HttpResponse<String> file = get(one);
        assertThat(file.body().lines().skip(1)).singleElement().asString().startsWith("s2,");
        assertThat(file.headers().firstValue("x-turnout-filter")).contains("session=s2");
        assertThat(post(SAVED, wanted + "second").body()).contains("has this name");
        assertThat(post(SAVED, wanted).statusCode()).isEqualTo(422);
        assertThat(post(SAVED, "report=x&format=pdf&session=s9&name=n").body())
                .contains("report-error", "format-error", "session-error");
        String edit = one.replace(API, SAVED);
        assertThat(post(edit, "name=Other").statusCode()).isEqualTo(303);
        assertThat(get(edit).body()).contains("<h1>Other</h1>", "saved by ada");
        assertThat(get(one).statusCode()).isEqualTo(200);
        assertThat(get("/record").body())
                .contains("save export", "rename export", "download report", "session=s2");
        assertThat(post(edit + "/delete", "").statusCode()).isEqualTo(303);
        assertThat(get(one).statusCode()).isEqualTo(404);
        assertThat(get(SAVED).body()).contains("No export is saved");
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(ask(path).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String fields) throws Exception {
        HttpRequest.Builder request =
                ask(path)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("csrf=c&" + fields));
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private static HttpRequest.Builder ask(String path) {
        return HttpRequest.newBuilder(URI.create(hub.config().url() + path))
                .header("Authorization", "Bearer ada");
    }
}
