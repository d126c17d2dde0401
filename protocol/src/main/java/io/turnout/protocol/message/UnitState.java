package io.turnout.protocol.message;

import java.time.Instant;

/**
 * Whether a unit is there. Retained; the same topic carries the will.
 *
 * @param boot random id of the boot that says so: a late will of an earlier life is recognised
 * @param at when it was said, for {@code LOST} when the connection was made
 */
public record UnitState(Status status, String boot, Instant at) {
    public enum Status {
        READY,
        DISCONNECTED,
        LOST
    }
}
