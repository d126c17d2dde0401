package io.turnout.hub.people;

import io.turnout.hub.importing.Preview;

/** What a list of people would do. */
public record PeoplePlan(Kind kind, Preview preview) {
    /** What a list holds, which its heading tells. */
    public enum Kind {
        ATTENDEES,
        REGISTRATIONS
    }
}
