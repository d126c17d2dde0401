package io.turnout.hub.people;

/**
 * A registration as a list tells it.
 *
 * @param line as the spreadsheet counts, in CSV the first line of the row, for messages of later
 *     checks
 */
record RegistrationRow(int line, AttendeeNumber attendee, SessionReference session, Places places) {
    /** How messages name the columns. */
    record Places(String attendee, String session) {}
}
