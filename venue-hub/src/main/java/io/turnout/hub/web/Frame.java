package io.turnout.hub.web;

/**
 * What stands around each page of an event.
 *
 * @param event the event's id
 * @param complete how complete the data is, one sentence
 * @param trouble what keeps it from being complete; empty for nothing
 * @param oneSession whether the event is one session only: nothing of managing several is shown
 * @param attendance whether attendance is tracked: nothing of it is shown otherwise
 * @param erases the day from which on its attendees are erased, {@code YYYY-MM-DD}; empty where
 *     that is not soon, or done
 */
public record Frame(
        String event,
        String title,
        VenueText text,
        String complete,
        String trouble,
        boolean oneSession,
        boolean attendance,
        String erases) {
    /** The address of a page of this event, of ids that need no escaping. */
    public String path(String rest) {
        return "/events/" + event + rest;
    }
}
