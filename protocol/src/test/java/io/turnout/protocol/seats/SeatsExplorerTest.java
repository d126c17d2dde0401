package io.turnout.protocol.seats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.turnout.protocol.seats.SeatsWorld.Broken;
import io.turnout.protocol.seats.SeatsWorld.Bug;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Both sides of the lending against each other, under faults from a seed. More steps: {@code
 * -Dturnout.seats.steps=10000000}; another seed: {@code -Dturnout.seats.seed=7}.
 */
final class SeatsExplorerTest {
    private static final long STEPS = Long.getLong("turnout.seats.steps", 1_000_000);
    private static final long SEED = Long.getLong("turnout.seats.seed", 20_261_122);

    @Test
    @DisplayName("A-4 capacity holds whatever happens, and free seats are lent again")
    void capacityHoldsWhateverHappens() {
        Explored explored = explore(Bug.NONE, STEPS);

        System.out.printf(
                "seats: seed %d, %,d steps in %,d worlds%n",
                SEED, explored.steps(), explored.worlds());
        explored.broken().ifPresent(broken -> fail(broken));
        assertThat(explored.steps()).isGreaterThanOrEqualTo(STEPS);
    }

    @ParameterizedTest
    @EnumSource(value = Bug.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void findsWhatIsPlanted(Bug bug) {
        Explored explored = explore(bug, 20 * STEPS);

        System.out.printf(
                "seats: %s found after %,d steps: %s%n",
                bug, explored.steps(), explored.broken().orElse("never"));
        assertThat(explored.broken())
                .hasValueSatisfying(how -> assertThat(how).contains(" inside "));
    }

    private record Explored(long steps, long worlds, Optional<String> broken) {}

    private static Explored explore(Bug bug, long most) {
        long steps = 0;
        long worlds = 0;
        while (steps < most) {
            long seed = SEED + worlds++;
            SeatsWorld world = new SeatsWorld(seed, bug);
            try {
                for (int i = world.worthwhile(); i > 0; i--) {
                    steps++;
                    world.step();
                }
                if (bug == Bug.NONE) {
                    world.heal();
                }
            } catch (Broken broken) {
                return new Explored(
                        steps, worlds, Optional.of("world " + seed + ": " + broken.getMessage()));
            }
        }
        return new Explored(steps, worlds, Optional.empty());
    }
}
