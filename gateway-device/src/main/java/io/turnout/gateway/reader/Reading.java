package io.turnout.gateway.reader;

import io.turnout.protocol.access.Mode;
import io.turnout.protocol.access.Side;

/**
 * What a reader read.
 *
 * @param text as read, whatever it is; nobody has judged it yet
 * @param side where the reader stands
 * @param directed whether there is a reader at each side of the door, so that the side alone says
 *     who comes and who goes
 */
public record Reading(String text, Side side, boolean directed) {
    /** Of the only reader of a door. */
    public Reading(String text, Side side) {
        this(text, side, false);
    }

    /** What it means at a door of this mode. */
    public Mode meant(Mode mode) {
        if (!directed || mode != Mode.AUTO) {
            return mode;
        }
        return side == Side.OUT ? Mode.OUT : Mode.IN;
    }
}
