package io.turnout.hub.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages as a browser gets them. */
final class PagesTest {
    private static final Instant NOW = Instant.parse("2026-01-31T13:05:12Z");
    private static final Instant TWO = Instant.parse("2026-01-31T13:00:00Z");

    private final HttpClient client = HttpClient.newHttpClient();
    @TempDir private Path directory;
    private ServedHub hub;
    private Rows rows;
    private String cookie = "";

    @BeforeEach
    void start() throws Exception {
        hub = new ServedHub(directory, InstantSource.fixed(NOW), 0);
        rows = new Rows(hub.database);
        String token = hub.setup.offer().orElseThrow();
        HttpResponse<String> made =
                post("/setup", "token=" + token + "&name=noor&password=correct+horse");
        assertThat(made.statusCode()).isEqualTo(303);
        cookie = made.headers().firstValue("set-cookie").orElseThrow().split(";", 2)[0];
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    @Test
    void saysWhatToDoWhenThereIsNoEvent() throws Exception {
        assertThat(get("/").headers().firstValue("location")).contains("/events");
        assertThat(get("/events").body()).contains("No event yet", "/events/new");
    }

    @Test
    void goesToTheOnlyEventAndListsSeveral() throws Exception {
        rows.event("fosdem", "FOSDEM 2026", "Europe/Brussels");
        assertThat(get("/").headers().firstValue("location")).contains("/events/fosdem");
        rows.event("congress", "<i>Congress</i>", "Europe/Berlin");
        assertThat(get("/events").body())
                .contains("FOSDEM 2026", "&lt;i&gt;Congress", "/events/congress");
    }

    @Test
    void showsTheRoomsOfAnEventAtTheVenuesTime() throws Exception {
        fill();
        String page = get("/events/fosdem").body();
        assertThat(page)
                .contains("data-room-name=\"Janson\"", ">14:05</time> Brussels", "of 3")
                .contains("1 of 1 units complete to 14:05.")
                .contains("&lt;script&gt;alert(1)")
                .doesNotContain("<script>alert");
        assertThat(get("/events/fosdem/fragment").body())
                .contains("data-room-name=\"Janson\"")
                .doesNotContain("<html");
    }

    @Test
    void showsWhoIsInASession() throws Exception {
        fill();
        String page = get("/events/fosdem/sessions/s1").body();
        assertThat(page)
                .contains("Ada L.", "A00001", "KA00001", "3 seats", "&lt;b&gt;Bo&lt;/b&gt; &lt;.")
                .doesNotContain("Lovelace", "<b>Bo");
        assertThat(get("/events/fosdem/sessions/s1/people?show=out").body())
                .contains("A00002")
                .doesNotContain("A00001", "<html");
        assertThat(get("/events/fosdem/sessions/s1?q=adA&sort=name").body())
                .contains("value=\"adA\"", "A00001")
                .doesNotContain("A00002");
        assertThat(get("/events/fosdem/sessions/s1/fragment").body()).contains("class=\"step\"");
    }

    @Test
    void listsAndFiltersSessions() throws Exception {
        fill();
        assertThat(get("/events/fosdem/sessions").body()).contains("1 of 2 sessions, Sat 31 Jan");
        assertThat(get("/events/fosdem/sessions?day=all").body())
                .contains("2 of 2 sessions", "CAFÉ");
        assertThat(get("/events/fosdem/sessions?q=cafe").body())
                .contains("CAFÉ")
                .doesNotContain("alert(1)");
        assertThat(get("/events/fosdem/sessions?state=over").body()).contains("No session matches");
        assertThat(get("/events/fosdem/sessions?q=%22%3E%3Cscript%3E").body())
                .doesNotContain("\"><script>");
    }

    @Test
    void offersTheExportsAtTheEndOfListAndOverview() throws Exception {
        fill();
        for (String path : new String[] {"/events/fosdem", "/events/fosdem/sessions"}) {
            assertThat(get(path).body())
                    .as(path)
                    .containsPattern(
                            "href=\"/events/fosdem/exports/check-ins.csv\"[^>]*>Check-ins \\(CSV")
                    .containsPattern(
                            "href=\"/events/fosdem/exports/check-outs.csv\"[^>]*>Check-outs \\(CSV");
            assertThat(get(path + "?lang=de").body())
                    .as(path)
                    .contains("Check-ins (CSV)", "Check-outs (CSV)", "Der Dateiname sagt");
        }
    }

    @Test
    void saysWhatIsWrongWithUnits() throws Exception {
        fill();
        rows.room("aw1", "AW1", 0, 2);
        rows.unit("aw1-a", "aw1", "lost", NOW.minusSeconds(792), 9, 4);
        rows.journal("aw1-a", 7, 9);
        assertThat(get("/events/fosdem/units").body())
                .contains("AW1, door A: offline since 13:52", "Check its network cable", "of 9")
                .doesNotContainPattern("\\{\\d");
        assertThat(get("/events/fosdem/complete").body())
                .contains("1 of 2 units complete to 14:05.", "1 is silent since 13:52");
        assertThat(get("/events/fosdem").body()).contains("Offline since 13:52");
    }

    @Test
    void namesEveryProblemOfAUnitThatIsThere() throws Exception {
        fill();
        rows.room("aw1", "AW1", 0, 2);
        rows.unit("aw1-a", "aw1", "ready", NOW.minusSeconds(2), 9, 3);
        rows.journal("aw1-a", 7, 9);
        hub.database.change(h -> h.execute("UPDATE unit SET clock_ms = -61000"));
        assertThat(get("/events/fosdem/units").body())
                .contains("AW1, door A: 1 scan is missing between others")
                .contains("AW1, door A: has access list 3, needs 4", "decides from list 3")
                .contains("AW1, door A: its clock is off by −61 s")
                .contains("AW1, door A: its supply is too weak")
                .contains("6 things to do", "1 of 2 units complete", "1 scan on the way")
                .doesNotContainPattern("\\{\\d");
    }

    @Test
    void speaksGermanWhenAsked() throws Exception {
        fill();
        HttpResponse<String> page = get("/events/fosdem/sessions?day=all&lang=de");
        assertThat(page.body()).contains("<html lang=\"de\"", "2 von 2 Sitzungen", "Sa. 31. Jan.");
        assertThat(page.headers().allValues("set-cookie").toString()).contains("lang=de; Path=/");
        assertThat(page.body()).contains("/events/fosdem/sessions?day=all&amp;lang=en");
        cookie += "; lang=de";
        assertThat(get("/events/fosdem").body()).contains("Überblick");
    }

    @Test
    void answersWhatIsNotThereWithAPage() throws Exception {
        fill();
        for (String path :
                new String[] {
                    "/events/none",
                    "/events/none/sessions",
                    "/events/none/units",
                    "/events/none/live",
                    "/events/fosdem/sessions/none",
                    "/events/%3Cscript%3E"
                }) {
            HttpResponse<String> page = get(path);
            assertThat(page.statusCode()).as(path).isEqualTo(404);
            assertThat(page.body()).contains("This page is not here").doesNotContain("<script>");
        }
    }

    @Test
    void asksStrangersToSignInAndKeepsWhatTheyTyped() throws Exception {
        String signedIn = cookie;
        cookie = "";
        assertThat(get("/events/fosdem").headers().firstValue("location")).contains("/login");
        HttpResponse<String> wrong = post("/login", "name=no%22or&password=wrong");
        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(wrong.body())
                .contains("Name or password is wrong", "value=\"no&#34;or\"", "Error: Sign in")
                .doesNotContain("value=\"wrong\"");
        HttpResponse<String> right = post("/login", "name=noor&password=correct+horse");
        assertThat(right.headers().firstValue("set-cookie").orElseThrow())
                .contains("HttpOnly", "SameSite=Lax");
        cookie = signedIn;
        assertThat(get("/login").headers().firstValue("location")).contains("/");
    }

    @Test
    void signsOutOnlyByItsOwnForm() throws Exception {
        fill();
        assertThat(post("/logout", "csrf=forged").statusCode()).isEqualTo(403);
        assertThat(get("/events/fosdem").statusCode()).isEqualTo(200);
        Matcher csrf =
                Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"")
                        .matcher(get("/events/fosdem").body());
        assertThat(csrf.find()).isTrue();
        HttpResponse<String> out = post("/logout", "csrf=" + encoded(csrf.group(1)));
        assertThat(out.headers().firstValue("location")).contains("/login");
        assertThat(get("/events/fosdem").statusCode()).isEqualTo(303);
    }

    @Test
    void setsUpOnceAndKeepsTheFormOnMistakes() throws Exception {
        assertThat(get("/setup?token=x").statusCode()).isEqualTo(403);
        try (ServedHub fresh =
                new ServedHub(
                        Files.createDirectory(directory.resolve("fresh")),
                        InstantSource.fixed(NOW),
                        0)) {
            String token = fresh.setup.offer().orElseThrow();
            HttpResponse<String> form = send(fresh, request(fresh, "/setup?token=" + token));
            assertThat(form.body()).contains("value=\"" + token + "\"", "At least 10 characters");
            HttpResponse<String> weak =
                    send(
                            fresh,
                            form(
                                    request(fresh, "/setup"),
                                    "token=" + token + "&name=N&password=short"));
            assertThat(weak.statusCode()).isEqualTo(422);
            assertThat(weak.body())
                    .contains("value=\"N\"", "aria-invalid=\"true\"", "Password: 10 to 200")
                    .doesNotContain("short\"");
        }
    }

    /** A room of three seats with Ada in it, and Bo who left; a second session on another day. */
    private void fill() {
        rows.event("fosdem", "FOSDEM 2026", "Europe/Brussels");
        rows.room("janson", "Janson", 3, 1);
        rows.session("s1", "janson", "<script>alert(1)</script>", TWO, 25);
        rows.session("s2", "janson", "CAFÉ", TWO.plusSeconds(86_400), 25);
        rows.unit("janson-a", "janson", "ready", NOW.minusSeconds(3), 3, 4);
        rows.journal("janson-a", 3, 3);
        long ada = rows.attendee("A00001", "Ada", "Lovelace");
        long bo = rows.attendee("A00002", "<b>Bo</b>", "<i>");
        rows.registration(ada, "s1");
        rows.entry("janson", "s1", "A00001", NOW.minusSeconds(400), false);
        rows.entry("janson", "s1", "A00002", NOW.minusSeconds(300), true);
        rows.exit("janson", "A00002", NOW.minusSeconds(60));
        rows.presence(ada, "s1", NOW.minusSeconds(400), null);
        rows.presence(bo, "s1", NOW.minusSeconds(300), NOW.minusSeconds(60));
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(hub, request(hub, path));
    }

    private HttpResponse<String> post(String path, String body)
            throws IOException, InterruptedException {
        return send(hub, form(request(hub, path), body));
    }

    private static HttpRequest.Builder form(HttpRequest.Builder request, String body) {
        return request.header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body));
    }

    private static HttpRequest.Builder request(ServedHub hub, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + hub.server.port() + path))
                .header("Accept-Language", "en");
    }

    private HttpResponse<String> send(ServedHub to, HttpRequest.Builder request)
            throws IOException, InterruptedException {
        if (to == hub && !cookie.isEmpty()) {
            request.header("Cookie", cookie);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
