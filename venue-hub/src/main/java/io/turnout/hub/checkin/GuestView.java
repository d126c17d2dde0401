package io.turnout.hub.checkin;

import io.turnout.hub.checkin.Visitors.Visitor;
import io.turnout.hub.web.VenueText;
import java.util.Optional;

/**
 * What pages of attendees know of who is there.
 *
 * @param title of the event
 * @param path of its pages for attendees
 * @param part whether it is shown inside another site's page
 */
public record GuestView(
        String title, String path, VenueText text, boolean part, Optional<Visitor> visitor) {
    /** For the hidden field; empty where nobody is signed in. */
    public String csrf() {
        return visitor.map(Visitor::csrf).orElse("");
    }
}
