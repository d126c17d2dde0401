package io.turnout.hub.checkin;

import static io.turnout.hub.checkin.CheckinSite.form;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sessions that attendees add by themselves. */
final class SelfReportTest {
    @TempDir private static Path folder;
    private static CheckinSite site;

    @BeforeAll
    static void start() throws Exception {
        site = new CheckinSite(folder);
        site.sql(
                "UPDATE session SET check_in_code = 'Blue7', title = 'A <b>talk</b>'"
                        + " WHERE id = 's2'");
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    @BeforeEach
    void switchOn() {
        site.sql("DELETE FROM way_setting");
        site.sql("INSERT INTO way_setting VALUES ('e1', 0, 1, 7, '', 1)");
    }

    private static HttpResponse<String> add(String cookie, String session, String code)
            throws Exception {
        return site.post(
                "/my/e1/add/" + session, cookie, form("code", code, "my", site.csrf(cookie)));
    }

    private static List<String> scans() {
        return site.rows(
                "SELECT way || ' ' || outcome || ' ' || flagged || ' ' || takes_seat"
                        + " FROM scan JOIN badge b ON b.fingerprint = badge WHERE b.attendee = "
                        + site.last()
                        + " ORDER BY number");
    }

    @Test
    @DisplayName("C-7 it is there only where an organizer switched it on")
    void isSwitchedOn() throws Exception {
        String cookie = site.signedIn();
        assertThat(site.get("/my/e1", cookie).body()).contains("Add a session");
        site.sql("DELETE FROM way_setting");
        assertThat(site.get("/my/e1", cookie).body()).doesNotContain("Add a session");
        assertThat(site.get("/my/e1/add", cookie).body()).contains("cannot be added here");
        assertThat(add(cookie, "s1", "").statusCode()).isEqualTo(404);
        assertThat(scans()).isEmpty();

        String on = form("self-report", "yes", "report-days", "3", "version", "0");
        assertThat(site.organizer("/events/e1/ways", on).statusCode()).isEqualTo(303);
        assertThat(site.get("/my/e1/add", cookie).statusCode()).isEqualTo(200);
        HttpResponse<String> late = site.organizer("/events/e1/ways", on);
        assertThat(late.statusCode()).as("the second of two is told").isEqualTo(409);
        assertThat(late.body()).contains("noor");
        assertThat(site.organizer("/events/e1/ways", form("report-days", "91")).statusCode())
                .isEqualTo(422);
    }

    @Test
    @DisplayName("C-7 every session is listed whatever its settings, and found by its words")
    void listsAll() throws Exception {
        assertThat(site.get("/my/e1/add", "").body()).contains("Who are you");
        String cookie = site.signedIn();
        assertThat(site.get("/my/e1/add", cookie).body())
                .contains("Session s1", "A &lt;b&gt;talk", "Session s3")
                .doesNotContain("<b>talk");
        assertThat(site.get("/my/e1/add?q=TALK", cookie).body())
                .contains("A &lt;b&gt;talk")
                .doesNotContain("Session s1");
        assertThat(site.get("/my/e1/add?q=%22%3E%3Cscript%3E", cookie).body())
                .contains("No session fits")
                .doesNotContain("<script>");
    }

    @Test
    @DisplayName("C-7 must check in need not be set, but a code that is set is asked for")
    void asksForTheCode() throws Exception {
        String cookie = site.signedIn();
        assertThat(site.follow(add(cookie, "s1", ""), cookie).body()).contains("word\">In<");
        assertThat(add(cookie, "s2", "").body()).contains("Enter the code");
        HttpResponse<String> wrong = add(cookie, "s2", "RED");
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body()).contains("This is not the code");
        assertThat(scans()).containsExactly("self-report admitted 0 1");
        assertThat(site.follow(add(cookie, "s2", " blue7"), cookie).body()).contains("word\">In<");
        assertThat(site.get("/my/e1", cookie).body()).contains("reported by yourself");
        for (int i = 0; i < 5; i++) {
            add(cookie, "s2", "RED" + i);
        }
        assertThat(add(cookie, "s2", "blue7").statusCode()).as("guessing is slowed").isEqualTo(429);
    }

    @Test
    @DisplayName("C-7 a late report has the time at which it came, is flagged, and moves nobody")
    void recordsLateReports() throws Exception {
        String cookie = site.signedIn();
        add(cookie, "s1", "");
        assertThat(site.get("/my/e1/add/s3", cookie).body()).contains("You report that you were");
        assertThat(site.follow(add(cookie, "s3", ""), cookie).body()).contains("word\">In<");
        assertThat(scans()).containsExactly("self-report admitted 0 1", "self-report admitted 1 0");
        assertThat(site.rows("SELECT wall_ms - received_ms FROM scan WHERE entered = 's3'"))
                .as("when it was said")
                .containsExactly("0");
        String presence =
                "SELECT session || ' ' || inside || ' ' || ins || ' ' || present_ms"
                        + " FROM presence WHERE session = 's3' AND attendee = "
                        + site.last();
        await().until(() -> !site.rows(presence).isEmpty());
        assertThat(site.rows(presence)).containsExactly("s3 0 1 0");
        assertThat(
                        site.rows(
                                "SELECT inside FROM presence WHERE session = 's1' AND attendee = "
                                        + site.last()))
                .as("nobody is in two rooms by that")
                .containsExactly("1");
        assertThat(site.rows("SELECT kind FROM double_use WHERE attendee = " + site.last()))
                .isEmpty();
    }

    @Test
    @DisplayName("C-7 what is over for too long, or not open yet, says until or from when")
    void hasItsTime() throws Exception {
        site.sql("UPDATE way_setting SET report_days = 0");
        String cookie = site.signedIn();
        assertThat(site.get("/my/e1/add/s3", cookie).body())
                .contains("over for too long")
                .doesNotContain("Add to my attendance");
        assertThat(add(cookie, "s3", "").statusCode()).isEqualTo(422);
        site.sql(
                "UPDATE session SET start_ms = start_ms + 108000000, end_ms = end_ms + 108000000"
                        + " WHERE id = 's3'");
        assertThat(site.german("/my/e1/add/s3", cookie).body()).contains("lässt sich ab");
        assertThat(add(cookie, "s3", "").statusCode()).isEqualTo(422);
        site.sql(
                "UPDATE session SET start_ms = start_ms - 108000000, end_ms = end_ms - 108000000"
                        + " WHERE id = 's3'");
        assertThat(scans()).isEmpty();
        assertThat(site.get("/my/e1/add/nowhere", cookie).statusCode()).isEqualTo(404);
    }
}
