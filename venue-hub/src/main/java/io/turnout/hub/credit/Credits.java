package io.turnout.hub.credit;

import java.util.List;

/** What attendees earned. Thread-safe. */
public interface Credits {
    /**
     * One line for each session that an attendee was read at, by start, then by id. A session that
     * is not over has its line, and grants nothing yet.
     *
     * @return none for somebody the event does not have
     */
    List<CreditLine> of(String event, long attendee);
}
