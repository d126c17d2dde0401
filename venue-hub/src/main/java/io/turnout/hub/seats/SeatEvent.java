package io.turnout.hub.seats;

import io.turnout.protocol.message.SeatsHeld;
import io.turnout.protocol.message.UnitId;

/** What lets the desk look at its seats. */
sealed interface SeatEvent {
    /**
     * A unit says what it keeps to.
     *
     * @param received by {@link Lending#millis}
     */
    record Said(UnitId unit, SeatsHeld held, long received) implements SeatEvent {}

    /** The scan log may have grown. */
    record Stored() implements SeatEvent {}

    /** Sessions, doors or units may have changed. */
    record Changed() implements SeatEvent {}

    /** The broker may have forgotten what was said. */
    record Forgotten() implements SeatEvent {}
}
