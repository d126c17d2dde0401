package io.turnout.protocol.message;

import io.turnout.protocol.access.SessionId;

/**
 * How many may be inside a session by one door at most.
 *
 * @param seats not negative
 */
public record SeatLevel(SessionId session, int seats) {
    public SeatLevel {
        if (seats < 0) {
            throw new IllegalArgumentException("seats of " + session + ": " + seats);
        }
    }
}
