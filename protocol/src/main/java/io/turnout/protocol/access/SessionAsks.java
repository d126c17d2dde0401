package io.turnout.protocol.access;

/**
 * What an organizer has set for a session's own page.
 *
 * @param checkIn whether attendees must check in before they join
 * @param checkInCode empty for none
 * @param checkOut whether attendees must check out
 * @param checkOutCode empty for none
 */
public record SessionAsks(
        boolean checkIn, String checkInCode, boolean checkOut, String checkOutCode) {
    /** Nothing is asked for. */
    public static final SessionAsks NOTHING = new SessionAsks(false, "", false, "");

    /** The code for one direction, empty for none. */
    public String code(Side side) {
        return side == Side.IN ? checkInCode : checkOutCode;
    }

    /** Whether the session's page has this direction at all: by its flag, or by its code. */
    public boolean has(Side side) {
        boolean must = side == Side.IN ? checkIn : checkOut;
        return must || !code(side).isEmpty();
    }
}
