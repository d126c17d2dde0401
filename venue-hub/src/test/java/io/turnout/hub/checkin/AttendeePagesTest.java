package io.turnout.hub.checkin;

import static io.turnout.hub.checkin.CheckinSite.form;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages of attendees and those on which PINs are set, over one real hub. */
final class AttendeePagesTest {
    @TempDir private static Path folder;
    private static CheckinSite site;

    @BeforeAll
    static void start() throws Exception {
        site = new CheckinSite(folder);
        site.sql(
                "UPDATE session SET check_in = 1, check_in_code = 'Blue7', check_out = 1,"
                        + " check_out_code = 'Bye', title = 'A <b>talk</b>' WHERE id = 's2'");
        site.sql(
                "UPDATE session SET start_ms = start_ms + 30 * %1$d, end_ms = end_ms + 30 * %1$d"
                                .formatted(CheckinSite.HOUR)
                        + " WHERE id = 's3'");
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    @BeforeEach
    void identifyByNumberAndName() {
        site.sql("UPDATE event SET identify = 'badge-number' || char(10) || 'family-name'");
    }

    @Test
    @DisplayName("S-5 all that the event asks for must fit one attendee; nothing else is told")
    void identifies() throws Exception {
        String number = site.person();
        HttpResponse<String> asked = site.get("/my/e1", "");
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
        assertThat(site.get("/my/e1", cookie).body()).contains("Have a PIN code? Enter it below");
        assertThat(site.get("/events/e1/people", cookie).statusCode())
                .as("no organizer")
                .isEqualTo(303);
    }

    @Test
    @DisplayName("S-5 fields of the event's own are asked for by their names, once lists have them")
    void identifiesByOwnFields() throws Exception {
        site.sql("UPDATE event SET identify = 'own:Größe in m'");
        String number = site.person();
        assertThat(site.get("/my/e1", "").body()).contains("Ask for your personal link");
        site.sql(
                "INSERT INTO attendee_field (attendee, name, value, plain)"
                        + " SELECT id, 'größe in m', '1,70 m', '1,70 m' FROM attendee WHERE number = '"
                        + number
                        + "'");
        String page = site.get("/my/e1", "").body();
        assertThat(page)
                .contains("Größe in m</label>", "name=\"own.Gr%C3%B6%C3%9Fe+in+m\"")
                .doesNotContain("Ask for your personal link");
        HttpResponse<String> wrong =
                site.post(
                        "/my/e1/identify",
                        "",
                        form("own.Gr%25C3%25B6%25C3%259Fe%2Bin%2Bm", "1,71 m"));
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body()).contains("value=\"1,71 m\"");
        HttpResponse<String> right =
                site.post(
                        "/my/e1/identify",
                        "",
                        form("own.Gr%25C3%25B6%25C3%259Fe%2Bin%2Bm", " 1,70  M"));
        assertThat(right.statusCode()).isEqualTo(303);
        site.sql("DELETE FROM attendee_field");
    }

    @Test
    @DisplayName("S-5 guessing at one person is slowed, and nobody else of that address is")
    void slowsGuessing() throws Exception {
        String number = site.person();
        for (int i = 0; i < 5; i++) {
            assertThat(identify(number, "Guess" + i).statusCode()).isEqualTo(422);
        }
        HttpResponse<String> slowed = identify(number, "Family");
        assertThat(slowed.statusCode()).isEqualTo(429);
        assertThat(slowed.headers().firstValue("Retry-After")).isPresent();
        assertThat(slowed.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(identify(site.person(), "Family").statusCode()).isEqualTo(303);
    }

    @Test
    @DisplayName("S-2 where attendance is not tracked there are no such pages")
    void isNotThereWithoutAttendance() throws Exception {
        site.sql("UPDATE event SET attendance = 0");
        assertThat(site.get("/my/e1", "").statusCode()).isEqualTo(404);
        site.sql("UPDATE event SET attendance = 1");
        assertThat(site.get("/my/nowhere", "").statusCode()).isEqualTo(404);
    }

    @Test
    @DisplayName("C-10 a personal link signs in one attendee of one event")
    void opensAPersonalLink() throws Exception {
        site.person();
        HttpResponse<String> made =
                site.organizer("/events/e1/people/" + site.last() + "/link", "");
        String link = made.body().replaceAll("(?s).*value=\"(http[^\"]+/link/[^\"]+)\".*", "$1");
        String path = URI.create(link).getPath();
        HttpResponse<String> opened = site.get(path, "");
        assertThat(opened.statusCode()).isEqualTo(303);
        String cookie = opened.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(site.get("/my/e1", cookie).body()).contains("Given Family");
        assertThat(site.get("/my/e1/badge", cookie).body())
                .contains(
                        "<figcaption class=\"code\">CODE" + site.last() + "</figcaption>",
                        "<svg xmlns");
        String forged = path.substring(0, path.length() - 4) + "AAAA";
        assertThat(site.get(forged, "").statusCode()).isEqualTo(404);
        assertThat(site.get("/my/e1/link/1", "").statusCode()).isEqualTo(404);
        site.sql("UPDATE badge SET state = 'replaced' WHERE attendee = " + site.last());
        assertThat(site.get("/my/e1/badge", cookie).body()).contains("no badge that is in use");
    }

    @Test
    @DisplayName("U-8 a badge is on its owner's phone, and not on that of who knows their name")
    void showsABadgeOnlyBehindThePersonalLink() throws Exception {
        String cookie = site.signedIn();
        assertThat(site.get("/my/e1", cookie).body()).doesNotContain("/my/e1/badge");
        assertThat(site.get("/my/e1/badge", cookie).body())
                .contains("only behind your personal link")
                .doesNotContain("CODE" + site.last(), "<svg xmlns");
        assertThat(site.get("/my/e1/badge", "").body()).contains("Who are you");
    }

    @Test
    @DisplayName("C-3 R-1 a PIN checks in and out, and every time is listed")
    void takesPins() throws Exception {
        String cookie = site.signedIn();
        site.organizer("/events/e1/pins/s1", "in=go%201&out=");
        assertThat(site.organizer("/events/e1/pins/s1", "in=no+good&out=").body())
                .contains("3 to 12 letters");
        site.organizer("/events/e1/pins/s1", "in=go1&out=");
        assertThat(site.organizer("/events/e1/pins/s1", "in=GO1&out=go1").body())
                .contains("in use");
        assertThat(site.organizer("/events/e1/pins/s3", "in=&out=go1").body()).contains("in use");
        site.organizer("/events/e1/pins/s1", "in=GO1&out=BYE1");
        assertThat(site.organizerGet("/events/e1/pins/s1/sign?side=out").body())
                .contains("BYE1", "PIN to check out", "/my/e1");

        HttpResponse<String> wrong = pin(cookie, "NOTONE");
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body()).contains("No session here has this PIN", "NOTONE");
        assertThat(site.follow(pin(cookie, " go1 "), cookie).body())
                .contains("word\">In<", "Session s1");
        assertThat(site.follow(pin(cookie, "bye1"), cookie).body()).contains("word\">Out<");
        String mine = site.get("/my/e1", cookie).body();
        assertThat(mine).contains("Session s1", "by PIN", "chip in", "chip out");
        assertThat(
                        site.rows(
                                "SELECT way || side || outcome FROM scan JOIN badge b ON b.fingerprint = badge"
                                        + " WHERE b.attendee = "
                                        + site.last()
                                        + " ORDER BY number"))
                .containsExactly("pininadmitted", "pinoutadmitted");
    }

    @Test
    @DisplayName("C-3 a PIN of a session that is not open is refused, and says when it begins")
    void saysWhenASessionBegins() throws Exception {
        site.organizer("/events/e1/pins/s3", "in=LATER&out=");
        String cookie = site.signedIn();
        assertThat(site.follow(pin(cookie, "LATER"), cookie).body())
                .contains("No entry", "Session s3 is not on now; it begins", "Look at the agenda");
    }

    @Test
    @DisplayName("C-3 wrong PINs are slowed per person, whatever others at the address do")
    void slowsWrongPins() throws Exception {
        String cookie = site.signedIn();
        for (int i = 0; i < 5; i++) {
            assertThat(pin(cookie, "WRONG" + i).statusCode()).isEqualTo(422);
        }
        assertThat(pin(cookie, "WRONG9").statusCode()).isEqualTo(429);
        assertThat(pin(site.signedIn(), "WRONG9").statusCode()).isEqualTo(422);
    }

    @Test
    @DisplayName("S-4 S-6 S-7 S-8 the page of a session asks who one is, for codes, and once more")
    void joinsAndLeavesASession() throws Exception {
        assertThat(site.get("/my/e1/session/s2", "").body()).contains("Who are you");
        String number = site.person();
        HttpResponse<String> known =
                site.post(
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
        String page = site.get("/my/e1/session/s2", cookie).body();
        assertThat(page).contains("A &lt;b&gt;talk", "Check-in code").doesNotContain("<b>talk");

        assertThat(join(cookie, "in", "").body()).contains("Enter the code");
        assertThat(join(cookie, "in", "Bye").statusCode()).isEqualTo(422);
        assertThat(site.follow(join(cookie, "in", " bLUE7 "), cookie).body())
                .contains("word\">In<");
        String inside = site.get("/my/e1/session/s2", cookie).body();
        assertThat(inside).contains("Check out").doesNotContain("Check-out code");
        assertThat(inside.indexOf("Check out")).as("at the top").isLessThan(inside.indexOf("<h1>"));
        assertThat(site.get("/my/e1/session/s2?do=out", cookie).body())
                .contains("Do you really want to check out?", "Check-out code");
        assertThat(join(cookie, "out", "blue7").body()).contains("This is not the code");
        assertThat(site.follow(join(cookie, "out", "BYE"), cookie).body()).contains("word\">Out<");
        assertThat(join(cookie, "in", "blue7").statusCode()).isEqualTo(303);
        assertThat(site.get("/my/e1/session/s1", "").body()).contains("Session s1", "does not ask");
    }

    @Test
    void refusesFormsOfOthersAndScansOfOthers() throws Exception {
        String cookie = site.signedIn();
        assertThat(site.post("/my/e1/pin", cookie, form("pin", "GO1", "my", "guess")).statusCode())
                .isEqualTo(403);
        site.organizer("/events/e1/pins/s1", "in=GO1&out=BYE1");
        String seen = pin(cookie, "GO1").headers().firstValue("Location").orElseThrow();
        assertThat(site.get(seen, cookie).statusCode()).isEqualTo(200);
        assertThat(site.get(seen, site.signedIn()).statusCode()).isEqualTo(404);
        assertThat(site.get(seen, "").body()).contains("Who are you");
        site.post("/my/e1/leave", cookie, form("my", site.csrf(cookie)));
        assertThat(site.get("/my/e1", cookie).body()).contains("Who are you");
    }

    @Test
    @DisplayName("C-3 codes are generated for new sessions, and all anew only after a question")
    void generatesPins() throws Exception {
        site.sql("DELETE FROM session_pin");
        site.organizer("/events/e1/pins/s1", "in=KEPT&out=");
        assertThat(site.organizer("/events/e1/pins", "").statusCode()).isEqualTo(303);
        assertThat(site.rows("SELECT pin FROM session_pin"))
                .hasSize(6)
                .contains("KEPT")
                .doesNotHaveDuplicates()
                .allMatch(pin -> pin.equals("KEPT") || pin.matches("[ACDEFGHJKMNPRTWXY34679]{5}"));
        assertThat(site.organizerGet("/events/e1/pins/regenerate").body())
                .contains("6 PINs change", "Regenerate all codes for all sessions");
        List<String> before = site.rows("SELECT pin FROM session_pin");
        site.organizer("/events/e1/pins/regenerate", "");
        assertThat(site.rows("SELECT pin FROM session_pin"))
                .hasSize(6)
                .doesNotContainAnyElementsOf(before);
        assertThat(site.rows("SELECT detail FROM audit WHERE what = 'regenerate pins'"))
                .containsExactly("6");
    }

    @Test
    @DisplayName("the first view of the PIN page is below 100 kB and needs no script")
    void isSmall() throws Exception {
        HttpResponse<String> page = site.get("/my/e1", site.signedIn());
        String css = page.body().replaceAll("(?s).*href=\"(/static/[^\"]+\\.css[^\"]*)\".*", "$1");
        assertThat(page.body().length() + site.get(css, "").body().length()).isLessThan(100_000);
        assertThat(page.body()).doesNotContain("<script");
    }

    private HttpResponse<String> identify(String number, String family) throws Exception {
        return site.post(
                "/my/e1/identify", "", form("badge-number", number, "family-name", family));
    }

    private HttpResponse<String> pin(String cookie, String pin) throws Exception {
        return site.post("/my/e1/pin", cookie, form("pin", pin, "my", site.csrf(cookie)));
    }

    private HttpResponse<String> join(String cookie, String side, String code) throws Exception {
        return site.post(
                "/my/e1/session/s2",
                cookie,
                form("do", side, "code", code, "my", site.csrf(cookie)));
    }
}
