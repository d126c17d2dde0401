package io.turnout.protocol.access;

/**
 * What is left of the seats lent to a door for one session.
 *
 * @param left not negative
 * @param certain false when the door is cut off and others may have seats to spare
 */
public record Seats(int left, boolean certain) {
    public Seats {
        if (left < 0) {
            throw new IllegalArgumentException("seats left: " + left);
        }
    }
}
