package io.turnout.hub.trust;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.protocol.message.UnitId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Who speaks as a unit. */
final class TwinsTest {
    private static final UnitId UNIT = new UnitId("u1");

    private final List<UnitId> found = new ArrayList<>();
    private final Twins twins = new Twins(found::add);

    @Test
    @DisplayName("U-5 two machines that speak as one unit in turns are noticed")
    void noticesACopyThatTakesTurns() {
        say("first", "first", "copy");
        assertThat(found).as("it may have started anew").isEmpty();
        say("first");
        assertThat(found).containsExactly(UNIT);
        say("first", "copy");
        assertThat(found).hasSize(2);
    }

    @Test
    void takesStartsForWhatTheyAre() {
        for (int start = 0; start < 50; start++) {
            say("start-" + start, "start-" + start);
        }
        twins.spoke(new UnitId("u2"), "start-49");
        assertThat(found).isEmpty();
    }

    private void say(String... boots) {
        for (String boot : boots) {
            twins.spoke(UNIT, boot);
        }
    }
}
