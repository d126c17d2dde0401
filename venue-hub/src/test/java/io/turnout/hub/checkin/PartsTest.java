package io.turnout.hub.checkin;

import static io.turnout.hub.checkin.CheckinSite.cookie;
import static io.turnout.hub.checkin.CheckinSite.form;
import static io.turnout.hub.checkin.CheckinSite.location;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The PIN field and the list inside other sites' pages. */
final class PartsTest {
    private static final String PART = "/my/e1/part";

    @TempDir private static Path folder;
    private static CheckinSite site;

    @BeforeAll
    static void start() throws Exception {
        site = new CheckinSite(folder);
        site.organizer("/events/e1/pins/s1", "in=GO1&out=");
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    private static void letIn(String sites) throws Exception {
        site.sql("DELETE FROM way_setting");
        String form = form("report-days", "7", "version", "0", "embedded-in", sites);
        assertThat(site.organizer("/events/e1/ways", form).statusCode()).isEqualTo(303);
    }

    private static HttpResponse<String> identify() throws Exception {
        return site.post(
                PART + "/identify",
                "",
                form("badge-number", site.person(), "family-name", "Family", "next", "/list"));
    }

    @Test
    @DisplayName("C-10 no site may show a part unless the event names it, and then only that one")
    void namesItsSites() throws Exception {
        site.sql("DELETE FROM way_setting");
        assertThat(site.get(PART, "").statusCode()).isEqualTo(404);
        assertThat(site.get(PART + "/list", "").statusCode()).isEqualTo(404);
        for (String bad :
                new String[] {
                    "http://www.example.org",
                    "https://www.example.org/path",
                    "https://a; script-src *",
                    "*",
                    "https://*.example.org"
                }) {
            String form = form("report-days", "7", "version", "0", "embedded-in", bad);
            HttpResponse<String> refused = site.organizer("/events/e1/ways", form);
            assertThat(refused.statusCode()).as(bad).isEqualTo(422);
            assertThat(refused.body()).contains("One site a line");
        }
        letIn("https://www.example.org\nHTTPS://app.example.org:8443");
        HttpResponse<String> part = site.get(PART, "");
        assertThat(part.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("frame-ancestors https://www.example.org https://app.example.org:8443;")
                .contains("default-src 'none'", "form-action 'self'");
        assertThat(part.headers().firstValue("X-Frame-Options")).isEmpty();
        for (String other : new String[] {"/my/e1", "/login", "/my/e1/add"}) {
            assertThat(site.get(other, "").headers().firstValue("X-Frame-Options"))
                    .as(other)
                    .contains("DENY");
        }
    }

    @Test
    @DisplayName("C-10 who says who they are in a frame is known in that frame, and nowhere else")
    void hasItsOwnCookie() throws Exception {
        letIn("https://www.example.org");
        HttpResponse<String> known = identify();
        assertThat(location(known)).isEqualTo(PART + "/list");
        String cookie = cookie(known);
        assertThat(cookie)
                .contains("turnout-part=", "Path=" + PART, "HttpOnly", "Secure")
                .contains("SameSite=None", "Partitioned");
        assertThat(site.get(PART + "/list", cookie).body())
                .contains("Where you have been")
                .doesNotContain("href=\"/my/e1\"");
        assertThat(site.get("/my/e1", cookie).body()).contains("Who are you");
        assertThat(site.get(PART, site.signedIn()).body())
                .as("the cookie of the page itself is none of a frame")
                .contains("Who are you");
    }

    @Test
    @DisplayName("S-5 nowhere does a stranger learn whether an e-mail address is registered")
    void tellsNobodyWhoIsRegistered() throws Exception {
        letIn("https://www.example.org");
        site.person();
        site.sql("UPDATE attendee SET email = 'ada@example.org' WHERE id = " + site.last());
        site.sql("UPDATE event SET identify = 'email' || char(10) || 'family-name'");
        for (String path : new String[] {"/my/e1/identify", PART + "/identify"}) {
            HttpResponse<String> known = guess(path, "ada@example.org", "Nobody");
            HttpResponse<String> unknown = guess(path, "eve@example.org", "Family");
            assertThat(known.statusCode()).as(path).isEqualTo(422);
            assertThat(unknown.statusCode()).as(path).isEqualTo(422);
            assertThat(known.headers().allValues("Set-Cookie")).isEmpty();
            assertThat(known.body().replace("ada@", "").replace("Nobody", ""))
                    .as(path)
                    .isEqualTo(unknown.body().replace("eve@", "").replace("Family\"", "\""));
        }
        assertThat(guess(PART + "/identify", "ADA@example.org", "family").statusCode())
                .isEqualTo(303);
        site.sql("UPDATE event SET identify = 'badge-number' || char(10) || 'family-name'");
    }

    private static HttpResponse<String> guess(String path, String email, String name)
            throws Exception {
        return site.post(path, "", form("email", email, "family-name", name));
    }

    @Test
    @DisplayName("C-10 C-3 a PIN is entered in a frame, with the proof of its page")
    void takesPins() throws Exception {
        letIn("https://www.example.org");
        String cookie = cookie(identify());
        String page = site.get(PART, cookie).body();
        assertThat(page).contains("Have a PIN code? Enter it below", "action=\"" + PART + "/pin\"");
        assertThat(site.post(PART + "/pin", cookie, form("pin", "GO1")).statusCode())
                .as("another site's form in the same page")
                .isEqualTo(403);
        String csrf = page.replaceAll("(?s).*name=\"my\" value=\"([^\"]*)\".*", "$1");
        HttpResponse<String> wrong =
                site.post(PART + "/pin", cookie, form("pin", "NO1", "my", csrf));
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body()).contains("No session here has this PIN", PART + "/pin");
        HttpResponse<String> right =
                site.post(PART + "/pin", cookie, form("pin", "GO1", "my", csrf));
        assertThat(location(right)).startsWith(PART + "/scan/s1/");
        HttpResponse<String> verdict = site.get(location(right), cookie);
        assertThat(verdict.body()).contains("word\">In<", "href=\"" + PART + "\"");
        assertThat(verdict.headers().firstValue("X-Frame-Options")).isEmpty();
        assertThat(site.get(PART + "/list", cookie).body()).contains("Session s1", "by PIN");
        assertThat(location(site.post(PART + "/leave", cookie, form("my", csrf)))).isEqualTo(PART);
        assertThat(site.get(PART, cookie).body()).contains("Who are you");
    }
}
