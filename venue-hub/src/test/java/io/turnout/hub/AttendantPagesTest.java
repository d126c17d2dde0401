package io.turnout.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.hub.store.Database;
import io.turnout.hub.store.TestDatabase;
import io.turnout.protocol.badge.BadgeFingerprint;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What attendants' phones ask for and bring, over HTTP; the page itself is driven elsewhere. */
final class AttendantPagesTest {
    private static final String SCAN = "/events/e1/scan";
    private static final String BADGE = new BadgeFingerprint(7, 0).toString();

    @TempDir private Path folder;
    private final long now = Instant.now().toEpochMilli();
    private final HttpClient client = HttpClient.newHttpClient();
    private HubProgram.Started hub;

    @BeforeEach
    void start() throws Exception {
        hub = WholeHub.start(folder);
        try (Database database = TestDatabase.in(folder)) {
            TestDatabase.seed(database);
            TestDatabase.session(database, "s1", "r1", now - 600_000, now + 3_600_000);
            TestDatabase.session(database, "s2", "r2", now - 600_000, now + 3_600_000);
            TestDatabase.attendee(database, 9, BADGE);
            database.change(AttendantPagesTest::users);
        }
    }

    @AfterEach
    void stop() {
        hub.program().close();
    }

    @Test
    @DisplayName("C-2 the right covers all sessions by the role, or a chosen list that narrows it")
    void showsOnlyWhereOneMayScan() throws Exception {
        assertThat(get("ann", SCAN).body()).contains("Session s1", "Session s2");
        sql(h -> h.execute("INSERT INTO scan_grant VALUES (101, 'e1', 'chosen')"));
        sql(h -> h.execute("INSERT INTO scan_grant_session VALUES (101, 's1')"));
        assertThat(get("ann", SCAN).body()).contains("Session s1").doesNotContain("Session s2");
        assertThat(get("ann", SCAN + "/at/s1").statusCode()).isEqualTo(200);
        assertThat(get("ann", SCAN + "/at/s2").statusCode()).isEqualTo(403);
        assertThat(get("ann", SCAN + "/at/s2/list").statusCode()).isEqualTo(403);
        assertThat(get("eve", SCAN).statusCode()).isEqualTo(403);
        sql(h -> h.execute("INSERT INTO scan_grant VALUES (102, 'e1', 'all')"));
        assertThat(get("eve", SCAN).body()).contains("Session s1", "Session s2");
    }

    @Test
    @DisplayName("U-4 a phone's list names badges by their fingerprints, and nobody")
    void givesPhonesNoNames() throws Exception {
        String list = get("ann", SCAN + "/at/s1/list").body();
        assertThat(list).contains(BADGE, "Session s1").doesNotContain("Family", "Given", "CODE9");
    }

    @Test
    @DisplayName("the scanning page is below 300 kB, without the reader's library")
    void isSmall() throws Exception {
        String page = get("ann", SCAN + "/at/s1").body();
        Set<String> files =
                Pattern.compile("\\b(?:href|src|data-shapes)=\"/static/([a-z0-9-]+\\.[a-z]+)")
                        .matcher(page)
                        .results()
                        .map(file -> file.group(1))
                        .collect(Collectors.toSet());
        assertThat(files).contains("turnout.css", "scan.css", "scan.js", "states.svg");
        files.addAll(
                Set.of(
                        "scan-camera.js",
                        "scan-hub.js",
                        "scan-list.js",
                        "scan-store.js",
                        "scan-worker.js"));
        int bytes = page.length();
        for (String file : files) {
            bytes += get("ann", "/static/" + file).body().length();
        }
        assertThat(bytes).as("%s and the page", files).isLessThan(300_000);
    }

    @Test
    @DisplayName("a batch is in the log once, however often it is brought, and its phone is told")
    void takesABatchOnce() throws Exception {
        String phone = addPhone("ann");
        for (int i = 0; i < 2; i++) {
            HttpResponse<String> answer = post("ann", "/batches", batch(phone, "s1", "r1", "in"));
            assertThat(answer.body()).isEqualTo("{\"epoch\":\"EPOCH\",\"upTo\":1}");
        }
        assertThat(number("SELECT count(*) FROM scan WHERE way = 'attendant'")).isEqualTo(1);
        assertThat(number("SELECT heard_ms FROM phone")).isGreaterThan(now - 1000);
    }

    @Test
    @DisplayName("C-2 C-9 another's phone, a session one may not scan at, and exits are refused")
    void refusesWhatIsNotTheirs() throws Exception {
        String phone = addPhone("ann");
        sql(h -> h.execute("INSERT INTO scan_grant VALUES (102, 'e1', 'all')"));
        assertThat(post("eve", "/batches", batch(phone, "s1", "r1", "in")).statusCode())
                .isEqualTo(403);
        sql(h -> h.execute("INSERT INTO scan_grant VALUES (101, 'e1', 'chosen')"));
        sql(h -> h.execute("INSERT INTO scan_grant_session VALUES (101, 's1')"));
        for (String bad :
                new String[] {
                    batch(phone, "s2", "r2", "in"),
                    batch(phone, "s1", "r2", "in"),
                    batch(phone, "s1", "r1", "out"),
                    batch(phone, "s1", "r1", "in").replace("\"attendant\"", "\"unit\"")
                }) {
            assertThat(post("ann", "/batches", bad).statusCode()).as(bad).isEqualTo(403);
        }
        assertThat(post("ann", "/batches", "{\"unit\":7}").statusCode()).isEqualTo(400);
        assertThat(number("SELECT count(*) FROM scan")).isZero();
    }

    @Test
    @DisplayName("C-9 attendants check out where the event lets them, and leave no other session")
    void checksOutWhereThatIsSwitchedOn() throws Exception {
        String phone = addPhone("ann");
        String out =
                batch(phone, "s1", "r1", "out")
                        .replace("{\"enter\":\"s1\",\"seat\":true}", "{\"leave\":\"s1\"}");
        assertThat(get("ann", SCAN + "/at/s1").body()).doesNotContain("people going out");
        assertThat(post("ann", "/batches", out).statusCode()).isEqualTo(403);
        assertThat(post("ann", "/at/s1/badges", "{\"text\":\"X\",\"side\":\"out\"}").statusCode())
                .isEqualTo(403);
        sql(h -> h.execute("INSERT INTO way_setting VALUES ('e1', 1, 0, 7, '', 1)"));
        assertThat(get("ann", SCAN + "/at/s1").body()).contains("people going out");
        for (String bad :
                new String[] {
                    batch(phone, "s1", "r1", "out"),
                    out.replace("\"leave\":\"s1\"", "\"leave\":\"s2\""),
                    out.replace("\"leave\":\"s1\"", "\"leave\":null"),
                    out.replace("\"side\":\"out\"", "\"side\":\"in\"")
                }) {
            assertThat(post("ann", "/batches", bad).statusCode()).as(bad).isEqualTo(403);
        }
        assertThat(post("ann", "/batches", out).statusCode()).isEqualTo(200);
        assertThat(number("SELECT count(*) FROM scan WHERE leaves = 1 AND left_session = 's1'"))
                .isEqualTo(1);
        assertThat(post("ann", "/at/s1/badges", "{\"text\":\"X-9\",\"side\":\"out\"}").body())
                .contains("\"outcome\":\"refused\"");
    }

    @Test
    @DisplayName("a scan is taken back with a reason within two minutes, and later not")
    void takesBackAScan() throws Exception {
        String phone = addPhone("ann");
        post("ann", "/batches", batch(phone, "s1", "r1", "in"));
        Awaitility.await().until(() -> number("SELECT count(*) FROM presence") == 1);
        assertThat(get("ann", "/events/e1/exports/check-ins.csv").body())
                .containsPattern("attendant,.*,open,yes,");
        assertThat(post("ann", "/words", word(phone, "undo", "", now)).statusCode()).isEqualTo(422);
        assertThat(post("ann", "/words", word(phone, "override", "x", now)).statusCode())
                .isEqualTo(409);
        assertThat(post("ann", "/words", word(phone, "undo", "late", now + 600_000)).statusCode())
                .isEqualTo(409);
        assertThat(post("ann", "/words", word(phone, "undo", "wrong", now)).statusCode())
                .isEqualTo(200);
        Awaitility.await()
                .atMost(Duration.ofSeconds(5))
                .until(() -> number("SELECT count(*) FROM presence") == 0);
        assertThat(number("SELECT count(*) FROM scan")).as("evidence stays").isEqualTo(1);
        assertThat(get("ann", "/events/e1/exports/check-ins.csv").body())
                .as("listed, and counts no more")
                .containsPattern("attendant,.*,open,no,");
        assertThat(number("SELECT count(*) FROM scan_word WHERE who = 'ann' AND why = 'wrong'"))
                .isEqualTo(1);
    }

    private String batch(String phone, String session, String room, String mode) {
        return """
        {"unit":"%s","epoch":"EPOCH","scans":[{"number":1,"wall":"%s","monotonicMillis":5,
        "boot":"b","clock":"synced","door":"phone","room":"%s","side":"%s","mode":"%s",
        "way":"attendant","badge":"%s","outcome":"admitted","reason":"open","flagged":false,
        "effects":[{"enter":"%s","seat":true}],"listRevision":1,"online":true}]}\
        """
                .formatted(phone, Instant.ofEpochMilli(now), room, mode, mode, BADGE, session);
    }

    private String word(String phone, String kind, String why, long said) {
        return """
        {"unit":"%s","epoch":"EPOCH","number":1,"kind":"%s","why":"%s","said":%d}\
        """
                .formatted(phone, kind, why, said);
    }

    private String addPhone(String user) throws IOException, InterruptedException {
        return post(user, "/phones", "{}").body().replaceAll(".*:\"|\".*", "");
    }

    private HttpResponse<String> post(String user, String path, String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                ask(user, SCAN + path)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body));
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String user, String path)
            throws IOException, InterruptedException {
        return client.send(ask(user, path).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder ask(String user, String path) {
        return HttpRequest.newBuilder(URI.create(hub.config().url() + path))
                .header("Authorization", "Bearer " + user);
    }

    private long number(String sql) {
        return sql(h -> h.createQuery(sql).mapTo(Long.class).one());
    }

    private <T> T sql(Function<Handle, T> work) {
        try (Database database = TestDatabase.in(folder)) {
            return database.write(work);
        }
    }

    /** Ann is an attendant; Eve has nothing to do here. */
    private static void users(Handle handle) {
        TestDatabase.user(handle, 101, "ann", "none");
        TestDatabase.user(handle, 102, "eve", "none");
        handle.execute("INSERT INTO event_role VALUES (101, 'e1', 'attendant')");
    }
}
