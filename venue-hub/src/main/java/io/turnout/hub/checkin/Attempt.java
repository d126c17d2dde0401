package io.turnout.hub.checkin;

import io.turnout.hub.agenda.EventFacts;
import io.turnout.protocol.access.SessionId;
import io.turnout.protocol.access.Side;
import io.turnout.protocol.access.Way;

/**
 * Somebody at the hub's door of a session. What the way asks for besides, codes above all, has been
 * looked at before.
 */
public record Attempt(EventFacts event, Who who, SessionId session, Side side, Way way) {
    /** Whose attempt it is. */
    public sealed interface Who {
        /** An attendee who is known already. */
        record Person(long attendee) implements Who {}

        /** Whoever has the badge with this text, as a reader or a camera read it. */
        record Badge(String text) implements Who {
            /** Without the code, so that it may stand in a log. */
            @Override
            public String toString() {
                return "Badge[]";
            }
        }
    }
}
