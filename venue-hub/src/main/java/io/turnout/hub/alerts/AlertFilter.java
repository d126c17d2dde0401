package io.turnout.hub.alerts;

import io.turnout.hub.fleet.UnitProblem.Kind;
import io.turnout.hub.web.HttpProblem;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which alerts are asked for.
 *
 * @param unit its id; empty for all
 */
public record AlertFilter(State state, Optional<Kind> kind, String unit) {
    /** How far they are. */
    public enum State {
        OPEN(" AND a.end_ms = 0"),
        /** Open, and nobody has seen it. */
        NEW(" AND a.end_ms = 0 AND a.seen_ms = 0"),
        OVER(" AND a.end_ms > 0"),
        ALL("");

        private final String sql;

        State(String sql) {
            this.sql = sql;
        }

        String sql() {
            return sql;
        }

        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** As addresses name them. */
    public static final List<String> STATES =
            Arrays.stream(State.values()).map(State::key).toList();

    /**
     * As an address asks; what is empty does not count, and without a state those that stand.
     *
     * @throws HttpProblem 422 where it is no filter
     */
    static AlertFilter of(String state, String kind, String unit) {
        return new AlertFilter(
                state.isEmpty() ? State.OPEN : state(state),
                kind.isEmpty() ? Optional.empty() : Optional.of(kind(kind)),
                unit);
    }

    private static State state(String key) {
        return Arrays.stream(State.values())
                .filter(state -> state.key().equals(key))
                .findFirst()
                .orElseThrow(() -> HttpProblem.badField("state", String.join(", ", STATES) + "."));
    }

    private static Kind kind(String word) {
        return Kind.of(word)
                .orElseThrow(() -> HttpProblem.badField("kind", "As alerts are called."));
    }
}
