package io.turnout.hub.attendance;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.hub.SmallHub;
import io.turnout.hub.start.CannotStart;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("2.4, 2.5, 2.6, 2.9 settings of an event")
final class AttendanceRulesTest {
    private static final String PATH = "/api/v1/events/ev/attendance-rules";

    @TempDir private Path directory;
    private SmallHub hub;

    @BeforeEach
    void start() throws CannotStart {
        hub = SmallHub.start(directory);
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    @Test
    void keepsWhatAPostLeavesOutAndFoldsAgain() throws Exception {
        assertThat(hub.get(PATH).body())
                .contains("\"elsewhereLeaves\":\"auto\"", "\"stillOpen\":\"session-end\"")
                .contains("\"graceBeforeMinutes\":0", "\"walkingMinutes\":3");
        HttpResponse<String> set =
                hub.post(PATH, "{\"elsewhereLeaves\":\"on\",\"stillOpen\":\"no-time\"}");
        assertThat(set.statusCode()).isEqualTo(200);
        assertThat(hub.post(PATH, "{\"walkingMinutes\":0,\"graceAfterMinutes\":5}").body())
                .isEqualTo(hub.get(PATH).body())
                .contains("\"elsewhereLeaves\":\"on\"", "\"stillOpen\":\"no-time\"")
                .contains("\"graceAfterMinutes\":5", "\"walkingMinutes\":0");
        assertThat(hub.told()).containsExactly("ev", "ev");
        assertThat(hub.rows("SELECT what FROM audit"))
                .containsExactly("set attendance rules", "set attendance rules");
    }

    @Test
    void refusesWhatItDoesNotKnow() throws Exception {
        assertThat(hub.post(PATH, "{\"stillOpen\":\"perhaps\"}").body())
                .contains("stillOpen", "session-end, last-seen, no-time");
        assertThat(hub.post(PATH, "{\"walkingMinutes\":-1}").statusCode()).isEqualTo(422);
        assertThat(hub.post(PATH, "{\"graceBeforeMinutes\":241}").statusCode()).isEqualTo(422);
        assertThat(hub.get("/api/v1/events/other/attendance-rules").statusCode()).isEqualTo(404);
        assertThat(hub.rows("SELECT what FROM audit")).isEmpty();
    }

    @Test
    void aSessionHasItsOwnRulesUntilTheyAreTakenBack() throws Exception {
        addSession();
        String own = "/api/v1/events/ev/sessions/s1/attendance-rules";
        assertThat(hub.get(own).body()).contains("\"own\":{}", "\"minimum\":\"80 %\"");
        assertThat(hub.post(own, "{\"minimum\":\"45MIN\",\"graceAfterMinutes\":5}").body())
                .contains("\"minimum\":\"45 min\"", "\"graceAfterMinutes\":5");
        hub.post(PATH, "{\"award\":\"proportional\",\"minimum\":\"50 %\"}");
        assertThat(hub.post(own, "{\"minimum\":null}").body())
                .contains("\"graceAfterMinutes\":5", "\"award\":\"proportional\"")
                .contains("\"minimum\":\"50 %\"")
                .doesNotContain("45 min");
        assertThat(hub.told()).containsExactly("ev", "ev", "ev");
        assertThat(hub.rows("SELECT what, subject, detail FROM audit ORDER BY seq"))
                .anyMatch(row -> row.contains("grace-after: 5; minimum: 45 min"))
                .anyMatch(row -> row.contains("award: whole, then proportional"))
                .anyMatch(row -> row.contains("set session rules"));
    }

    @Test
    void refusesSettingsThatContradictEachOtherWithASentence() throws Exception {
        addSession();
        String own = "/api/v1/events/ev/sessions/s1/attendance-rules";
        assertThat(
                        hub.post(
                                        PATH,
                                        "{\"stillOpen\":\"no-time\",\"withoutCheckOut\":\"as-read\"}")
                                .body())
                .contains("nothing would ever count");
        assertThat(hub.post(own, "{\"minimum\":\"61 min\"}").body())
                .contains("The session is shorter");
        assertThat(hub.post(own, "{\"roundingStep\":\"0.5\"}").body())
                .contains("Credits are not rounded here");
        assertThat(hub.post(own, "{\"walkingMinutes\":1}").body())
                .contains("It is of the whole event.");
        assertThat(hub.post(PATH, "{\"minimum\":\"101 %\"}").statusCode()).isEqualTo(422);
        assertThat(hub.post(PATH, "{\"minimum\":\"45\"}").body()).contains("45 min; 0 for any");
        assertThat(hub.rows("SELECT what FROM audit")).isEmpty();
        assertThat(hub.rows("SELECT rule FROM session_rule")).isEmpty();
    }

    private void addSession() {
        hub.database()
                .change(handle -> {
                    handle.execute(
                            "INSERT INTO room (id, event, name, place) VALUES ('r', 'ev', 'R', 1)");
                    handle.execute(
                            "INSERT INTO session (id, event, room, day, title, start_ms, end_ms,"
                                    + " early_min, late_min) VALUES ('s1', 'ev', 'r', '2026-01-31',"
                                    + " 'Talk', 0, 3600000, 15, 0)");
                });
    }
}
