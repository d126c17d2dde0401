package io.turnout.hub.web;

/**
 * What stands around each page of an event.
 *
 * @param event the event's id
 * @param complete how complete the data is, one sentence
 * @param trouble what keeps it from being complete; empty for nothing
 */
public record Frame(String event, String title, VenueText text, String complete, String trouble) {
    /** The address of a page of this event, of ids that need no escaping. */
    public String path(String rest) {
        return "/events/" + event + rest;
    }
}
