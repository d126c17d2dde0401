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
}
