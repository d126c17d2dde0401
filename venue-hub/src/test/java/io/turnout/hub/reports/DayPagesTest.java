package io.turnout.hub.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages of a day, and the screens. */
final class DayPagesTest {
    private static final Instant NOW = Instant.parse("2026-01-31T13:20:00Z");
    private static final Instant TWO = Instant.parse("2026-01-31T13:00:00Z");

    @TempDir private Path directory;
    private ServedHub hub;
    private Rows rows;

    @BeforeEach
    void start() throws Exception {
        hub = new ServedHub(directory, InstantSource.fixed(NOW), 0);
        rows = new Rows(hub.database);
        rows.event("fosdem", "FOSDEM 2026", "Europe/Brussels");
        rows.room("janson", "Janson <b>", 3, 1);
        rows.room("quiet", "Quiet", 0, 2);
        rows.session("s1", "janson", "Opening <script>", TWO, 60);
        rows.session("s2", "janson", "Later", TWO.plusSeconds(7_200), 60);
        rows.session("s3", "janson", "Tomorrow", TWO.plusSeconds(86_400), 60);
        long ada = rows.attendee("A1", "Ada", "Lovelace");
        long bo = rows.attendee("A2", "Bo", "Bar");
        long cy = rows.attendee("A3", "Cy", "Car");
        rows.registration(ada, "s1");
        rows.registration(cy, "s1");
        rows.presence(ada, "s1", TWO.plusSeconds(60), null);
        rows.presence(bo, "s1", TWO.plusSeconds(120), TWO.plusSeconds(600));
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    @Test
    @DisplayName("R-2 a day's page draws what its table says, at the venue's time")
    void showsTheDay() throws Exception {
        String page = page("/day");
        assertThat(page)
                .contains("Sat 31 Jan</a>", "Sun 1 Feb</a>", "aria-current=\"date\">Sat 31 Jan")
                .contains("Janson &lt;b&gt;", "title=\"Opening &lt;script")
                .containsPattern(
                        "<time>14:00</time></th><td class=\"right\">2</td><td class=\"right\">1</td><td class=\"right\">1</td>")
                .containsPattern("<td class=\"right h5\" title=\"Opening[^\"]*\">2</td>")
                .contains("title=\"Later\">·")
                .doesNotContain("Quiet</th>");
        assertThat(page("/day?date=2026-02-01")).contains("Nothing has happened yet", "Tomorrow");
        assertThat(page("/day?date=nonsense")).contains("aria-current=\"date\">Sat 31 Jan");
        assertThat(page("/day?lang=de")).contains("Kommen und Gehen", "Räume, jede halbe Stunde");
    }

    @Test
    @DisplayName("R-2 who registered and did not come, and who came without")
    void showsWhoDidNotCome() throws Exception {
        assertThat(page("/day/no-shows"))
                .containsPattern(
                        "(?s)Opening &lt;script&gt;</a>.*?<td class=\"right\">2</td>\\s*<td class=\"right\">1</td>\\s*<td class=\"right\">1 <span class=\"muted\">\\(50 %\\).*?<td class=\"right wide\">1</td>")
                .doesNotContain("Later</a>");
        assertThat(page("/day/no-shows?date=2026-02-01")).contains("Nobody was expected so far");
    }

    @Test
    @DisplayName("a screen beside the door tells the seats that are left, and when there are none")
    void showsSeatsLeft() throws Exception {
        String free = page("/screens/rooms/janson");
        assertThat(free)
                .contains("Opening &lt;script&gt;", "data-key=\"left\">2</b>", "seats left")
                .contains("Next, 16:00: Later")
                .doesNotContain("class=\"rail\"");
        for (int i = 4; i < 6; i++) {
            rows.presence(rows.attendee("A" + i, "X", "Y"), "s1", TWO, null);
        }
        assertThat(page("/screens/rooms/janson/fragment"))
                .contains("seats refused", ">Full</b>")
                .doesNotContain("<html");
        assertThat(hub.get("/events/fosdem/screens/rooms/none").statusCode()).isEqualTo(404);
        assertThat(page("/screens/wall"))
                .contains("data-room-name=\"Janson", "data-fragment=\"/events/fosdem/fragment\"")
                .doesNotContain("class=\"rail\"");
    }

    private String page(String path) throws Exception {
        HttpResponse<String> answer = hub.get("/events/fosdem" + path);
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return answer.body();
    }
}
