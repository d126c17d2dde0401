package io.turnout.hub.commands;

import java.util.Arrays;
import java.util.Locale;

/**
 * A command as it is kept.
 *
 * @param detail resync: the least revision; move: the door; else empty
 * @param sentMs when it was last said to the unit, 0 for never
 * @param answeredMs when it was closed, or the unit took it; 0 for not yet
 * @param why a word for why the unit refused it; else empty
 */
public record CommandRow(
        String unit,
        long serial,
        Order order,
        String detail,
        long madeMs,
        String madeBy,
        long untilMs,
        long sentMs,
        State state,
        long answeredMs,
        String why) {
    /** How far it is. */
    public enum State {
        /** For the unit to be there, or for a command before it. */
        WAITING(""),
        SENT(""),
        /** The unit does it. */
        TAKEN(""),
        DONE("in"),
        REFUSED("refused"),
        /** Nobody answered, or did it, in time. */
        EXPIRED("offline");

        private final String shape;

        State(String shape) {
            this.shape = shape;
        }

        /** The state of the look that shows it; empty for none. */
        public String shape() {
            return shape;
        }

        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        public boolean isOpen() {
            return this == WAITING || this == SENT || this == TAKEN;
        }

        static State of(String key) {
            return Arrays.stream(values())
                    .filter(state -> state.key().equals(key))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** The end of its text's key: {@code expired-unsent} where it never reached the unit. */
    public String said() {
        boolean unsent = state == State.EXPIRED && sentMs == 0;
        return unsent ? "expired-unsent" : state.key();
    }
}
