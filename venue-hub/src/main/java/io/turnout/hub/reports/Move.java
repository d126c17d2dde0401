package io.turnout.hub.reports;

/**
 * Somebody went through the room's door.
 *
 * @param atMs the unit's wall clock
 */
record Move(long attendee, long atMs, boolean in, boolean flagged) {}
