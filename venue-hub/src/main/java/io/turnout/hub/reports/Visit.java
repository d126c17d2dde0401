package io.turnout.hub.reports;

/**
 * A time that somebody was inside, as the attendance fold has it.
 *
 * @param outMs where nobody saw the attendee leave, the end by policy
 * @param open whether nobody saw the attendee leave
 */
record Visit(long attendee, long inMs, long outMs, boolean open) {}
