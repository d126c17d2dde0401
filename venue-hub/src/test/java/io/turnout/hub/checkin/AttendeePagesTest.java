package io.turnout.hub.checkin;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.hub.HubProgram;
import io.turnout.hub.WholeHub;
import io.turnout.hub.identity.Tokens;
import io.turnout.hub.store.Database;
import io.turnout.hub.store.TestDatabase;
import io.turnout.protocol.badge.BadgeFingerprint;
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
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages of attendees and those on which PINs are set, over one real hub. */
final class AttendeePagesTest {
    private static final long HOUR = 3_600_000;

    @TempDir private static Path folder;
    private static HubProgram.Started hub;
    private static int people;

    private final HttpClient client = HttpClient.newHttpClient();
    private Database database;

    @BeforeAll
    static void start() throws Exception {
        hub = WholeHub.start(folder);
        long now = Instant.now().toEpochMilli();
        try (Database database = TestDatabase.in(folder)) {
            TestDatabase.seed(database);
            TestDatabase.session(database, "s1", "r1", now - HOUR, now + HOUR);
            TestDatabase.session(database, "s2", "r2", now - HOUR, now + HOUR);
            TestDatabase.session(database, "s3", "r2", now + 5 * HOUR, now + 6 * HOUR);
            database.change(handle -> {
                handle.execute(
                        "INSERT INTO hub_user (id, name, password_hash, role, created_ms)"
                                + " VALUES (7, 'noor', 'x', 'admin', 0)");
                handle.execute(
                        "INSERT INTO web_session (token_hash, hub_user, csrf, expires_ms, used_ms)"
                                + " VALUES (?, 7, 'c', ?, ?)",
                        Tokens.hash("noor"),
                        now + HOUR,
                        now);
                handle.execute(
                        "UPDATE session SET check_in = 1, check_in_code = 'Blue7', check_out = 1,"
                                + " check_out_code = 'Bye', title = 'A <b>talk</b>'"
                                + " WHERE id = 's2'");
            });
        }
    }

    @AfterAll
    static void stop() {
        hub.program().close();
    }

    @BeforeEach
    void open() {
        database = TestDatabase.in(folder);
        sql("UPDATE event SET identify = 'badge-number' || char(10) || 'family-name'");
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    @DisplayName("S-5 all that the event asks for must fit one attendee; nothing else is told")
    void identifies() throws Exception {
        String number = person();
        HttpResponse<String> asked = get("/my/e1", "");
        assertThat(asked.body()).contains("Who are you", "Badge number", "Family name");
        HttpResponse<String> wrongName = identify(number, "Nobody");
        HttpResponse<String> noSuch = identify("N99999", "Family");
        assertThat(wrongName.statusCode()).isEqualTo(422);
        assertThat(wrongName.body().replace(number, "").replace("Nobody", ""))
                .as("neither is told whether it is registered")
                .isEqualTo(noSuch.body().replace("N99999", "").replace("Family\"", "\""));
        HttpResponse<String> right = identify(" " + number.toLowerCase(Locale.ROOT), "fAMILY");
        assertThat(right.statusCode()).isEqualTo(303);
        String cookie = right.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(cookie)
                .contains("turnout-my=", "Path=/my", "HttpOnly", "SameSite=Lax", "Max-Age=");
        assertThat(get("/my/e1", cookie).body()).contains("Have a PIN code? Enter it below");
        assertThat(get("/events/e1/people", cookie).statusCode()).as("no organizer").isEqualTo(303);
    }

    @Test
    @DisplayName("S-5 fields of the event's own are asked for by their names, once lists have them")
    void identifiesByOwnFields() throws Exception {
        sql("UPDATE event SET identify = 'own:Größe in m'");
        String number = person();
        assertThat(get("/my/e1", "").body()).contains("Ask for your personal link");
        sql(
                "INSERT INTO attendee_field (attendee, name, value, plain)"
                        + " SELECT id, 'größe in m', '1,70 m', '1,70 m' FROM attendee WHERE number = '"
                        + number
                        + "'");
        String page = get("/my/e1", "").body();
        assertThat(page)
                .contains("Größe in m</label>", "name=\"own.Gr%C3%B6%C3%9Fe+in+m\"")
                .doesNotContain("Ask for your personal link");
        HttpResponse<String> wrong =
                post("/my/e1/identify", "", form("own.Gr%25C3%25B6%25C3%259Fe%2Bin%2Bm", "1,71 m"));
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body()).contains("value=\"1,71 m\"");
        HttpResponse<String> right =
                post(
                        "/my/e1/identify",
                        "",
                        form("own.Gr%25C3%25B6%25C3%259Fe%2Bin%2Bm", " 1,70  M"));
        assertThat(right.statusCode()).isEqualTo(303);
        sql("DELETE FROM attendee_field");
    }

    @Test
    @DisplayName("S-5 guessing at one person is slowed, and nobody else of that address is")
    void slowsGuessing() throws Exception {
        String number = person();
        for (int i = 0; i < 5; i++) {
            assertThat(identify(number, "Guess" + i).statusCode()).isEqualTo(422);
        }
        HttpResponse<String> slowed = identify(number, "Family");
        assertThat(slowed.statusCode()).isEqualTo(429);
        assertThat(slowed.headers().firstValue("Retry-After")).isPresent();
        assertThat(slowed.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(identify(person(), "Family").statusCode()).isEqualTo(303);
    }

    @Test
    @DisplayName("S-2 where attendance is not tracked there are no such pages")
    void isNotThereWithoutAttendance() throws Exception {
        sql("UPDATE event SET attendance = 0");
        assertThat(get("/my/e1", "").statusCode()).isEqualTo(404);
        sql("UPDATE event SET attendance = 1");
        assertThat(get("/my/nowhere", "").statusCode()).isEqualTo(404);
    }

    @Test
    @DisplayName("C-10 a personal link signs in one attendee of one event")
    void opensAPersonalLink() throws Exception {
        person();
        HttpResponse<String> made = organizer("/events/e1/people/" + people + "/link", "");
        String link = made.body().replaceAll("(?s).*value=\"(http[^\"]+/link/[^\"]+)\".*", "$1");
        String path = URI.create(link).getPath();
        HttpResponse<String> opened = get(path, "");
        assertThat(opened.statusCode()).isEqualTo(303);
        String cookie = opened.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(get("/my/e1", cookie).body()).contains("Given Family");
        assertThat(get("/my/e1/badge", cookie).body())
                .contains(
                        "<figcaption class=\"code\">CODE" + people + "</figcaption>", "<svg xmlns");
        String forged = path.substring(0, path.length() - 4) + "AAAA";
        assertThat(get(forged, "").statusCode()).isEqualTo(404);
        assertThat(get("/my/e1/link/1", "").statusCode()).isEqualTo(404);
        sql("UPDATE badge SET state = 'replaced' WHERE attendee = " + people);
        assertThat(get("/my/e1/badge", cookie).body()).contains("no badge that is in use");
    }

    @Test
    @DisplayName("U-8 a badge is on its owner's phone, and not on that of who knows their name")
    void showsABadgeOnlyBehindThePersonalLink() throws Exception {
        String cookie = signedIn();
        assertThat(get("/my/e1", cookie).body()).doesNotContain("/my/e1/badge");
        assertThat(get("/my/e1/badge", cookie).body())
                .contains("only behind your personal link")
                .doesNotContain("CODE" + people, "<svg xmlns");
        assertThat(get("/my/e1/badge", "").body()).contains("Who are you");
    }

    @Test
    @DisplayName("C-3 R-1 a PIN checks in and out, and every time is listed")
    void takesPins() throws Exception {
        String cookie = signedIn();
        organizer("/events/e1/pins/s1", "in=go%201&out=");
        assertThat(organizer("/events/e1/pins/s1", "in=no+good&out=").body())
                .contains("3 to 12 letters");
        organizer("/events/e1/pins/s1", "in=go1&out=");
        assertThat(organizer("/events/e1/pins/s1", "in=GO1&out=go1").body()).contains("in use");
        assertThat(organizer("/events/e1/pins/s3", "in=&out=go1").body()).contains("in use");
        organizer("/events/e1/pins/s1", "in=GO1&out=BYE1");
        assertThat(organizerGet("/events/e1/pins/s1/sign?side=out").body())
                .contains("BYE1", "PIN to check out", "/my/e1");

        HttpResponse<String> wrong = pin(cookie, "NOTONE");
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body()).contains("No session here has this PIN", "NOTONE");
        assertThat(follow(pin(cookie, " go1 "), cookie).body())
                .contains("word\">In<", "Session s1");
        assertThat(follow(pin(cookie, "bye1"), cookie).body()).contains("word\">Out<");
        String mine = get("/my/e1", cookie).body();
        assertThat(mine).contains("Session s1", "by PIN", "chip in", "chip out");
        assertThat(
                        rows(
                                "SELECT way || side || outcome FROM scan JOIN badge b ON b.fingerprint = badge"
                                        + " WHERE b.attendee = "
                                        + people
                                        + " ORDER BY number"))
                .containsExactly("pininadmitted", "pinoutadmitted");
    }

    @Test
    @DisplayName("C-3 a PIN of a session that is not open is refused, and says when it begins")
    void saysWhenASessionBegins() throws Exception {
        organizer("/events/e1/pins/s3", "in=LATER&out=");
        String cookie = signedIn();
        assertThat(follow(pin(cookie, "LATER"), cookie).body())
                .contains("No entry", "Session s3 is not on now; it begins", "Look at the agenda");
    }

    @Test
    @DisplayName("C-3 wrong PINs are slowed per person, whatever others at the address do")
    void slowsWrongPins() throws Exception {
        String cookie = signedIn();
        for (int i = 0; i < 5; i++) {
            assertThat(pin(cookie, "WRONG" + i).statusCode()).isEqualTo(422);
        }
        assertThat(pin(cookie, "WRONG9").statusCode()).isEqualTo(429);
        assertThat(pin(signedIn(), "WRONG9").statusCode()).isEqualTo(422);
    }

    @Test
    @DisplayName("S-4 S-6 S-7 S-8 the page of a session asks who one is, for codes, and once more")
    void joinsAndLeavesASession() throws Exception {
        assertThat(get("/my/e1/session/s2", "").body()).contains("Who are you");
        String number = person();
        HttpResponse<String> known =
                post(
                        "/my/e1/identify",
                        "",
                        form(
                                "badge-number",
                                number,
                                "family-name",
                                "Family",
                                "next",
                                "/session/s2"));
        assertThat(known.headers().firstValue("Location")).contains("/my/e1/session/s2");
        String cookie = known.headers().firstValue("Set-Cookie").orElseThrow();
        String page = get("/my/e1/session/s2", cookie).body();
        assertThat(page).contains("A &lt;b&gt;talk", "Check-in code").doesNotContain("<b>talk");

        assertThat(join(cookie, "in", "").body()).contains("Enter the code");
        assertThat(join(cookie, "in", "Bye").statusCode()).isEqualTo(422);
        assertThat(follow(join(cookie, "in", " bLUE7 "), cookie).body()).contains("word\">In<");
        String inside = get("/my/e1/session/s2", cookie).body();
        assertThat(inside).contains("Check out").doesNotContain("Check-out code");
        assertThat(inside.indexOf("Check out")).as("at the top").isLessThan(inside.indexOf("<h1>"));
        assertThat(get("/my/e1/session/s2?do=out", cookie).body())
                .contains("Do you really want to check out?", "Check-out code");
        assertThat(join(cookie, "out", "blue7").body()).contains("This is not the code");
        assertThat(follow(join(cookie, "out", "BYE"), cookie).body()).contains("word\">Out<");
        assertThat(join(cookie, "in", "blue7").statusCode()).isEqualTo(303);
        assertThat(get("/my/e1/session/s1", "").body()).contains("Session s1", "does not ask");
    }

    @Test
    void refusesFormsOfOthersAndScansOfOthers() throws Exception {
        String cookie = signedIn();
        assertThat(post("/my/e1/pin", cookie, form("pin", "GO1", "my", "guess")).statusCode())
                .isEqualTo(403);
        organizer("/events/e1/pins/s1", "in=GO1&out=BYE1");
        String seen = pin(cookie, "GO1").headers().firstValue("Location").orElseThrow();
        assertThat(get(seen, cookie).statusCode()).isEqualTo(200);
        assertThat(get(seen, signedIn()).statusCode()).isEqualTo(404);
        assertThat(get(seen, "").body()).contains("Who are you");
        post("/my/e1/leave", cookie, form("my", csrf(cookie)));
        assertThat(get("/my/e1", cookie).body()).contains("Who are you");
    }

    @Test
    @DisplayName("C-3 codes are generated for new sessions, and all anew only after a question")
    void generatesPins() throws Exception {
        sql("DELETE FROM session_pin");
        organizer("/events/e1/pins/s1", "in=KEPT&out=");
        assertThat(organizer("/events/e1/pins", "").statusCode()).isEqualTo(303);
        assertThat(rows("SELECT pin FROM session_pin"))
                .hasSize(6)
                .contains("KEPT")
                .doesNotHaveDuplicates()
                .allMatch(pin -> pin.equals("KEPT") || pin.matches("[ACDEFGHJKMNPRTWXY34679]{5}"));
        assertThat(organizerGet("/events/e1/pins/regenerate").body())
                .contains("6 PINs change", "Regenerate all codes for all sessions");
        List<String> before = rows("SELECT pin FROM session_pin");
        organizer("/events/e1/pins/regenerate", "");
        assertThat(rows("SELECT pin FROM session_pin"))
                .hasSize(6)
                .doesNotContainAnyElementsOf(before);
        assertThat(rows("SELECT detail FROM audit WHERE what = 'regenerate pins'"))
                .containsExactly("6");
    }

    @Test
    @DisplayName("the first view of the PIN page is below 100 kB and needs no script")
    void isSmall() throws Exception {
        HttpResponse<String> page = get("/my/e1", signedIn());
        String css = page.body().replaceAll("(?s).*href=\"(/static/[^\"]+\\.css[^\"]*)\".*", "$1");
        assertThat(page.body().length() + get(css, "").body().length()).isLessThan(100_000);
        assertThat(page.body()).doesNotContain("<script");
    }

    private String person() {
        people++;
        TestDatabase.attendee(database, people, new BadgeFingerprint(people, 9).toString());
        return "N" + people;
    }

    private String signedIn() throws Exception {
        return identify(person(), "Family").headers().firstValue("Set-Cookie").orElseThrow();
    }

    private HttpResponse<String> identify(String number, String family) throws Exception {
        return post("/my/e1/identify", "", form("badge-number", number, "family-name", family));
    }

    private HttpResponse<String> pin(String cookie, String pin) throws Exception {
        return post("/my/e1/pin", cookie, form("pin", pin, "my", csrf(cookie)));
    }

    private HttpResponse<String> join(String cookie, String side, String code) throws Exception {
        return post(
                "/my/e1/session/s2", cookie, form("do", side, "code", code, "my", csrf(cookie)));
    }

    private String csrf(String cookie) throws Exception {
        return get("/my/e1", cookie)
                .body()
                .replaceAll("(?s).*name=\"my\" value=\"([^\"]*)\".*", "$1");
    }

    private HttpResponse<String> follow(HttpResponse<String> answer, String cookie)
            throws Exception {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
        return get(answer.headers().firstValue("Location").orElseThrow(), cookie);
    }

    private static String form(String... fields) {
        StringBuilder form = new StringBuilder();
        for (int i = 0; i < fields.length; i += 2) {
            form.append(i == 0 ? "" : "&")
                    .append(fields[i])
                    .append('=')
                    .append(URLEncoder.encode(fields[i + 1], StandardCharsets.UTF_8));
        }
        return form.toString();
    }

    private HttpResponse<String> get(String path, String cookie) throws Exception {
        return client.send(request(path, cookie).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String cookie, String form) throws Exception {
        return client.send(
                request(path, cookie)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> organizer(String path, String form) throws Exception {
        return client.send(
                request(path, "")
                        .header("Authorization", "Bearer noor")
                        .POST(BodyPublishers.ofString("csrf=c&" + form))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> organizerGet(String path) throws Exception {
        return client.send(
                request(path, "").header("Authorization", "Bearer noor").build(),
                BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(String path, String cookie) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(hub.config().url() + path))
                        .header("Accept", "text/html")
                        .header("Accept-Language", "en");
        return cookie.isEmpty()
                ? request
                : request.header("Cookie", cookie.substring(0, cookie.indexOf(";")));
    }

    private List<String> rows(String sql) {
        return database.read(h -> h.createQuery(sql).mapTo(String.class).list());
    }

    private void sql(String sql) {
        database.change(handle -> handle.execute(sql));
    }
}
