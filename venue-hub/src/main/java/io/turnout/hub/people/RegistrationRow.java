package io.turnout.hub.people;

/**
 * A registration as a list tells it.
 *
 * @param line first line of the row in the file, for messages of later checks
 */
public record RegistrationRow(int line, AttendeeNumber attendee, SessionReference session) {}
