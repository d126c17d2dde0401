package io.turnout.provisioning.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a technician reads of a hub's refusal. */
final class RefusalTest {
    @Test
    @DisplayName("U-5 what is wrong with a list is told line by line, with what to do")
    void tellsALineForEachProblem() {
        String body =
                """
                {"error": {"what": "The file is not taken: 3 problems.", "where": "body",
                  "fix": "Correct it."}, "notListed": 1,
                 "problems": [
                  {"line": 4, "element": "B (room)", "reason": "there is no room “Cellar”",
                   "fix": "Make the room first"},
                  {"line": 9, "element": "", "reason": "has 1 cells", "fix": "Add one"}]}
                """;
        assertThat(Refusal.text(body).lines())
                .containsExactly(
                        "The file is not taken: 3 problems. Correct it.",
                        "line 4, B (room): there is no room “Cellar”. Make the room first.",
                        "line 9: has 1 cells. Add one.",
                        "and 1 more");
    }

    @Test
    void showsTheAnswerOfWhateverIsNoHub() {
        assertThat(Refusal.text("<html>Bad gateway</html>")).isEqualTo("<html>Bad gateway</html>");
        assertThat(Refusal.text("{\"error\": \"no\"}")).isEqualTo("{\"error\": \"no\"}");
    }
}
