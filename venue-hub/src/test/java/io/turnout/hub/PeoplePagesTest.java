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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages of people and badges of a whole hub, as a browser gets them. */
final class PeoplePagesTest {
    private static final String PEOPLE = "/events/e1/people";

    @TempDir private Path folder;
    private final HttpClient client = HttpClient.newHttpClient();
    private HubProgram.Started hub;

    @BeforeEach
    void start() throws Exception {
        hub = WholeHub.start(folder);
        try (Database database = TestDatabase.in(folder)) {
            TestDatabase.seed(database);
            TestDatabase.session(database, "s1", "r1", 0, 3_600_000);
            database.change(handle -> TestDatabase.user(handle, 7, "noor", "admin"));
        }
    }

    @AfterEach
    void stop() {
        hub.program().close();
    }

    @Test
    @DisplayName("R-2 A-3 an attendee is made, registered, found, changed and shown on a page")
    void makesAndShowsAnAttendee() throws Exception {
        assertThat(get(PEOPLE).body()).contains("Nobody yet");
        assertThat(post(PEOPLE, "number=&given-name=Ada").statusCode()).isEqualTo(422);
        String page = made("17", "<i>Ada</i>", "Byron");
        assertThat(post(page + "/sessions", "do=register&session=s1").statusCode()).isEqualTo(303);
        assertThat(post(page + "/sessions", "do=target&session=s1").statusCode()).isEqualTo(303);
        assertThat(get(page).body())
                .contains("&lt;i&gt;Ada", "Session s1", "Registered", "Target by name")
                .doesNotContain("<i>Ada");
        assertThat(get(PEOPLE + "?q=byr&session=s1&badge=none").body())
                .contains("1 of 1 attendees");
        assertThat(get(PEOPLE + "?q=nobody").body()).contains("No attendee matches");
        String again = "number=17&given-name=Ada&family-name=Lovelace&groups=Speakers&version=";
        assertThat(post(page + "/edit", again + "1").statusCode()).isEqualTo(303);
        HttpResponse<String> stale = post(page + "/edit", again + "1");
        assertThat(stale.statusCode()).isEqualTo(409);
        assertThat(stale.body()).contains("noor changed this");
        assertThat(get("/events/e1/exports/people.csv?q=love").body()).contains("17,Lovelace,Ada");
    }

    @Test
    @DisplayName("S-5 fields of the event's own are filled in, shown, kept apart and downloaded")
    void editsOwnFields() throws Exception {
        try (Database database = TestDatabase.in(folder)) {
            database.change(handle ->
                    handle.execute(
                            "UPDATE event SET identify = 'own:Member <no>' || char(10) ||"
                                    + " 'own:Town'"));
        }
        assertThat(get(PEOPLE + "/new").body())
                .contains("for=\"own.Member+%3Cno%3E\"", "Member &lt;no&gt;", "Town");
        String fields = "number=17&family-name=Byron&own.Town=Bonn&own.Member%2B%253Cno%253E=";
        String page = post(PEOPLE, fields + "M%3C1").headers().firstValue("location").orElseThrow();
        assertThat(get(page).body()).contains("Member &lt;no&gt;", "M&lt;1", "Bonn");
        assertThat(get(page + "/edit").body()).contains("value=\"M&lt;1\"", "value=\"Bonn\"");
        assertThat(post(page + "/edit", fields + "M2&version=1").statusCode()).isEqualTo(303);
        HttpResponse<String> stale = post(page + "/edit", fields + "M3&version=1");
        assertThat(stale.statusCode()).isEqualTo(409);
        assertThat(stale.body()).contains("noor changed this", "Member &lt;no&gt;</a>: ", "M2");
        assertThat(post(page + "/edit", fields + "x".repeat(201)).body())
                .contains("Member &lt;no&gt;</a>: ");
        assertThat(get("/events/e1/exports/people.csv").body())
                .contains("badges,Member <no>,Town", ",M2,Bonn");
        assertThat(get(PEOPLE + "/import/all.csv").body())
                .contains("groups,Member <no>,Town", "17,Byron,,,,,M2,Bonn");
        assertThat(get(PEOPLE + "/import/attendees.csv").body()).contains("badge,Member <no>,Town");
    }

    @Test
    @DisplayName(
            "U-8 A-6 badges are issued, printed, reissued and revoked on pages, with a question")
    void handlesBadges() throws Exception {
        String page = made("17", "Ada", "Byron");
        assertThat(get(PEOPLE + "/badges").body())
                .contains("1 attendee is without an active badge");
        post(PEOPLE + "/badges", "");
        String shown = get(page).body();
        String badge = shown.replaceAll("(?s).*(/badges/[^/\"]+)/label\\.pdf.*", "$1");
        assertThat(get(page + badge + "/label.pdf").body()).startsWith("%PDF");
        assertThat(get(page + badge + "/qr.svg").body()).startsWith("<svg");
        String sheet = PEOPLE + "/badges/sheet.pdf?layout=a4-24&start=";
        assertThat(get(sheet + "24").body()).startsWith("%PDF");
        assertThat(get(sheet + "25").statusCode()).isEqualTo(422);
        assertThat(get(page + badge + "/state?do=reissue").body()).contains("1 badge is made");
        assertThat(post(page + badge + "/state", "do=reissue").statusCode()).isEqualTo(303);
        assertThat(get(page).body()).contains("Replaced", "Active");
        assertThat(post(page + badge + "/state", "do=block").statusCode()).isEqualTo(409);
        String id = page.substring(page.lastIndexOf('/') + 1);
        assertThat(get(PEOPLE + "/badges/revoke?pick=" + id + "&pick=99").body())
                .contains("1 active badges of 2 attendees");
        post(PEOPLE + "/badges/revoke", "pick=" + id + "+99");
        assertThat(get(page).body()).contains("Revoked").doesNotContain("Active");
    }

    @Test
    @DisplayName("C-8 a code that somebody has is refused, with who has it")
    void refusesACodeTwice() throws Exception {
        String ada = made("17", "Ada", "Byron");
        String bo = made("18", "Bo", "Weiss");
        assertThat(post(ada + "/badges", "do=register&code=EAN-1").statusCode()).isEqualTo(303);
        HttpResponse<String> twice = post(bo + "/badges", "do=register&code=EAN-1");
        assertThat(twice.statusCode()).isEqualTo(409);
        assertThat(twice.body()).contains("Ada Byron", "17");
    }

    @Test
    @DisplayName("A-3 groups have members and sessions; two attendees become one after a preview")
    void groupsAndMerges() throws Exception {
        String ada = made("17", "Ada", "Byron");
        made("18", "Ada", "Byron");
        post(PEOPLE + "/groups", "name=Press+%26+co&do=join&number=18");
        post(PEOPLE + "/groups", "name=Press+%26+co&do=target&session=s1");
        String group = get(PEOPLE + "/groups?name=Press+%26+co").body();
        assertThat(group).contains("Press &amp; co", "1 members", "Session s1");
        assertThat(get(PEOPLE + "/groups").body()).contains("Press &amp; co");
        assertThat(get(ada + "/merge?number=18").body()).contains("0 targets and 1 groups move");
        assertThat(post(ada + "/merge", "number=18").statusCode()).isEqualTo(303);
        assertThat(get(ada).body()).contains("Target by group Press &amp; co");
        assertThat(get(PEOPLE).body()).contains("1 of 1 attendees");
        assertThat(get(ada + "/remove").body()).contains("No registration is removed");
        assertThat(post(ada + "/remove", "").statusCode()).isEqualTo(303);
        assertThat(get(ada).statusCode()).isEqualTo(404);
    }

    private String made(String number, String given, String family) throws Exception {
        String fields =
                "number=%s&given-name=%s&family-name=%s"
                        .formatted(number, given.replace("/", "%2F"), family);
        return post(PEOPLE, fields).headers().firstValue("location").orElseThrow();
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(request(path).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String fields) throws Exception {
        return client.send(
                request(path)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("csrf=c&" + fields))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(hub.config().url() + path))
                .header("Authorization", "Bearer noor")
                .header("Accept", "text/html")
                .header("Accept-Language", "en");
    }
}
