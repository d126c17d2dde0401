package io.turnout.hub.checkin;

import static io.turnout.hub.checkin.CheckinSite.cookie;
import static io.turnout.hub.checkin.CheckinSite.form;
import static io.turnout.hub.checkin.CheckinSite.location;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tablets beside a room, from the page on which they are made to the scan log. */
final class KiosksTest {
    private static final String KIOSKS = "/events/e1/kiosks";

    @TempDir private static Path folder;
    private static CheckinSite site;

    @BeforeAll
    static void start() throws Exception {
        site = new CheckinSite(folder);
        site.sql("UPDATE event SET cool_down_s = 1");
        site.sql(
                "UPDATE session SET check_in = 1, check_in_code = 'Blue7', check_out = 1,"
                        + " check_out_code = 'Bye' WHERE id = 's2'");
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    private static HttpResponse<String> make(String session, String mode, String asks)
            throws Exception {
        return site.organizer(
                KIOSKS, form("name", "Left", "session", session, "mode", mode, "asks", asks));
    }

    private static String link(HttpResponse<String> made) {
        return URI.create(
                        made.body()
                                .replaceAll(
                                        "(?s).*value=\"(http[^\"]+/kiosk/open/[^\"]+)\".*", "$1"))
                .getPath();
    }

    /** A kiosk's cookie. */
    private static String kiosk(String session, String mode, String asks) throws Exception {
        return cookie(site.post(link(make(session, mode, asks)), "", ""));
    }

    private static String said(String cookie, String badge) throws Exception {
        return site.follow(site.post("/kiosk", cookie, form("badge", badge)), cookie).body();
    }

    private static List<String> scans() {
        return site.rows(
                "SELECT way || ' ' || side || ' ' || outcome FROM scan JOIN badge b"
                        + " ON b.fingerprint = badge WHERE b.attendee = "
                        + site.last()
                        + " ORDER BY number");
    }

    @Test
    @DisplayName("C-6 a badge checks in although the session has codes, and nobody asks for them")
    void ignoresCodes() throws Exception {
        String cookie = kiosk("s2", "in", "badge");
        String start = site.get("/kiosk", cookie).body();
        assertThat(start)
                .contains("Session s2", "Hold your badge to the scanner", "autofocus")
                .contains("autocomplete=\"off\"")
                .doesNotContain("code\"", "<script", "<header", "<nav");
        site.badge("KIOSK-1");
        assertThat(said(cookie, " KIOSK-1\t")).contains("verdict in", "word\">In<");
        assertThat(scans()).containsExactly("kiosk in admitted");
        assertThat(said(cookie, "NOBODYS-8")).contains("No entry");
        assertThat(said(cookie, "<b>")).contains("No entry").doesNotContain("<b>");
        assertThat(said(cookie, "")).contains("This is not a badge");
    }

    @Test
    @DisplayName("C-6 C-9 a kiosk checks out, or both ways, and one reading is never two")
    void checksOut() throws Exception {
        String in = kiosk("s2", "in", "badge");
        String out = kiosk("s2", "out", "badge");
        site.badge("KIOSK-2");
        said(in, "KIOSK-2");
        assertThat(said(out, "KIOSK-2")).contains("word\">Out<");

        site.sql("UPDATE event SET cool_down_s = 60");
        String both = kiosk("s1", "auto", "badge");
        assertThat(site.get("/kiosk", both).body()).contains("Check in or out");
        site.badge("KIOSK-3");
        assertThat(said(both, "KIOSK-3")).contains("word\">In<");
        assertThat(said(both, "KIOSK-3")).as("read twice").contains("word\">In<");
        site.sql("UPDATE event SET cool_down_s = 0");
        assertThat(said(both, "KIOSK-3")).contains("word\">Out<");
        site.sql("UPDATE event SET cool_down_s = 1");
        assertThat(scans()).containsExactly("kiosk in admitted", "kiosk out admitted");
    }

    @Test
    @DisplayName("C-6 it returns to its start by itself, and leaves nothing of the last person")
    void leavesNothing() throws Exception {
        String cookie = kiosk("s1", "in", "badge");
        site.badge("KIOSK-4");
        HttpResponse<String> answer = site.post("/kiosk", cookie, form("badge", "KIOSK-4"));
        HttpResponse<String> shown = site.german(location(answer), cookie);
        assertThat(shown.body())
                .contains("Drin")
                .doesNotContain("Given", "Family", "KIOSK-4", "N" + site.last());
        assertThat(shown.headers().firstValue("Refresh")).contains("5; url=/kiosk");
        assertThat(shown.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(shown.headers().allValues("Set-Cookie"))
                .as("the next person reads the tablet's own language")
                .anyMatch(one -> one.startsWith("lang=;"));
        assertThat(location(answer)).doesNotContain("KIOSK");

        HttpResponse<String> start = site.get("/kiosk", cookie);
        assertThat(start.headers().firstValue("Refresh")).contains("60; url=/kiosk");
        assertThat(location(site.get("/kiosk/said", cookie)))
                .as("who goes back sees the start")
                .isEqualTo("/kiosk");
    }

    @Test
    @DisplayName("S-5 C-6 people say who they are; a wrong answer tells nothing, and is not kept")
    void identifies() throws Exception {
        String cookie = kiosk("s1", "in", "identification");
        String number = site.person();
        assertThat(site.get("/kiosk", cookie).body()).contains("Badge number", "Family name");
        String right =
                site.follow(
                                site.post(
                                        "/kiosk",
                                        cookie,
                                        form("badge-number", number, "family-name", "family")),
                                cookie)
                        .body();
        assertThat(right).contains("word\">In<");
        String wrongName = wrong(cookie, number, "Nobody");
        assertThat(wrongName).contains("does not fit anybody").doesNotContain(number, "Nobody");
        assertThat(wrong(cookie, "N99999", "Family")).isEqualTo(wrongName);
    }

    private static String wrong(String cookie, String number, String name) throws Exception {
        return site.follow(
                        site.post(
                                "/kiosk",
                                cookie,
                                form("badge-number", number, "family-name", name)),
                        cookie)
                .body();
    }

    @Test
    @DisplayName("C-6 its link opens one browser once, signs it out, and opens nothing else")
    void opensOnce() throws Exception {
        String link = link(make("s1", "in", "badge"));
        assertThat(site.get(link, "").body()).contains("Start the kiosk", "Session s1");
        HttpResponse<String> opened = site.post(link, "", "");
        assertThat(location(opened)).isEqualTo("/kiosk");
        assertThat(opened.headers().allValues("Set-Cookie"))
                .anyMatch(one -> one.matches("turnout-kiosk=.*Path=/kiosk; HttpOnly; SameSite.*"))
                .anyMatch(one -> one.startsWith("turnout=; Path=/; Max-Age=0"))
                .anyMatch(one -> one.startsWith("turnout-my=; Path=/my; Max-Age=0"));
        assertThat(site.get(link, "").body()).contains("This link was used already");
        assertThat(site.post(link, "", "").body()).contains("This link was used already");
        assertThat(site.german(link + "x", "").body()).contains("Dieser Link öffnet keinen Kiosk");

        String cookie = cookie(opened);
        assertThat(site.get("/my/e1", cookie).body()).contains("Who are you");
        assertThat(site.get("/events/e1/people", cookie).statusCode()).isEqualTo(303);
        assertThat(site.get(KIOSKS, cookie).statusCode()).isEqualTo(303);
        assertThat(site.get("/kiosk", "").body()).contains("This browser is no kiosk");
        assertThat(site.get("/kiosk", "turnout-kiosk=forged;").body())
                .contains("This browser is no kiosk");
        assertThat(site.rows("SELECT link_hash || coalesce(device_hash, '') FROM kiosk"))
                .noneMatch(kept -> kept.contains(link.substring("/kiosk/open/".length())));
    }

    @Test
    @DisplayName("C-6 a kiosk that was revoked, or whose session is long over, records nothing")
    void revokes() throws Exception {
        String cookie = kiosk("s1", "in", "badge");
        String id = site.rows("SELECT max(id) FROM kiosk").getFirst();
        assertThat(site.organizerGet(KIOSKS).body()).contains("Open since");
        site.organizer(KIOSKS + "/" + id + "/revoke", "");
        site.badge("KIOSK-5");
        HttpResponse<String> refused = site.post("/kiosk", cookie, form("badge", "KIOSK-5"));
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("This kiosk is closed");
        assertThat(scans()).isEmpty();
        assertThat(site.organizerGet(KIOSKS).body()).contains("Revoked");

        assertThat(site.get(link(make("s3", "in", "badge")), "").body())
                .as("yesterday's session")
                .contains("This link opens no kiosk");
    }

    @Test
    @DisplayName("C-2 of two who set what somebody may scan, the second is told what the first did")
    void tellsOfTwoGrants() throws Exception {
        String path = "/users/8/scanning/e1";
        String version =
                site.organizerGet(path)
                        .body()
                        .replaceAll("(?s).*name=\"version\" value=\"([0-9]+)\".*", "$1");
        String all = form("scope", "all", "version", version);
        assertThat(site.organizer(path, all).statusCode()).isEqualTo(303);
        HttpResponse<String> late =
                site.organizer(path, form("scope", "chosen", "session", "s1", "version", version));
        assertThat(late.statusCode()).isEqualTo(409);
        assertThat(late.body()).contains("noor");
        assertThat(site.rows("SELECT scope FROM scan_grant")).containsExactly("all");
        site.sql("DELETE FROM scan_grant");
    }

    @Test
    @DisplayName("C-2 C-6 an attendant makes kiosks for the sessions that they may scan at")
    void asksForTheRight() throws Exception {
        assertThat(site.userGet("finn", KIOSKS).statusCode()).isEqualTo(403);
        site.sql("INSERT INTO scan_grant VALUES (8, 'e1', 'chosen')");
        site.sql("INSERT INTO scan_grant_session VALUES (8, 's1')");
        make("s2", "in", "badge");
        String others = site.rows("SELECT max(id) FROM kiosk").getFirst();
        assertThat(site.userGet("finn", KIOSKS).body())
                .contains("Session s1")
                .doesNotContain("Session s2", "/" + others + "/revoke");
        String form = form("name", "Mine", "mode", "in", "asks", "badge", "session", "");
        assertThat(site.user("finn", KIOSKS, form + "s2").statusCode()).isEqualTo(422);
        assertThat(site.user("finn", KIOSKS, form + "s1").body()).contains("Kiosk Mine");
        assertThat(site.user("finn", KIOSKS + "/" + others + "/revoke", "").statusCode())
                .isEqualTo(404);
    }
}
