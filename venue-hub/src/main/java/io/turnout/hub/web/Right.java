package io.turnout.hub.web;

import io.helidon.webserver.http.Handler;
import java.util.Locale;
import java.util.Optional;

/**
 * What somebody may do. Every route names the one it needs, and {@link Gate} asks for it. Where an
 * address names an event, a right of that event is enough; where it names none, the right must hold
 * for all events.
 */
public enum Right {
    /** Anybody; the route itself looks at who asks, where it must. */
    OPEN,
    /** Whoever is signed in; the route shows no more than that user may see. */
    SIGNED_IN,
    /** Sessions, rooms, doors and numbers of an event; no attendee's name. */
    SEE,
    /** The attendees of an event. */
    SEE_PEOPLE,
    /** Who came; there is nothing of it where an event tracks no attendance. */
    SEE_ATTENDANCE,
    /** Scan badges by hand; nobody does where an event tracks no attendance. */
    SCAN,
    /** Scan badges by hand at the sessions chosen for the user, or at all by {@link #SCAN}. */
    SCAN_SOME,
    /** Sessions, presenters and rooms. */
    CHANGE_AGENDA,
    /** Attendees, groups, registrations and badges. */
    CHANGE_PEOPLE,
    /** Corrections of who came; there are none where an event tracks no attendance. */
    CHANGE_ATTENDANCE,
    /** Doors, units and readers. */
    CHANGE_DOORS,
    /** What an event is, and its rules. */
    CHANGE_EVENT,
    /** Where an event's attendance is told to. */
    CHANGE_WEBHOOKS,
    /** New events. */
    MAKE_EVENTS,
    /** Users and what they may do. */
    CHANGE_USERS,
    /** Tokens of other programs. */
    CHANGE_TOKENS,
    /** Who changed what. */
    SEE_RECORD,
    /** Users who may change users. */
    CHANGE_ADMINS,
    /** What the organization uses, and what admins cannot change of it. */
    CHANGE_ORGANIZATION,
    /** Programs of meetings, their paths and who is in them; gone where there are no programs. */
    CHANGE_PROGRAMS,
    /**
     * Meetings of the paths somebody is a Program Admin of, or by {@link #CHANGE_PROGRAMS} of all.
     */
    RUN_PATHS;

    /** A route for whoever has this right. */
    public Handler lets(Handler handler) {
        return new Guarded(this, handler, Optional.empty());
    }

    /**
     * A route that hands whoever has this right a file of people's data: the record tells of it.
     *
     * @param what as the record calls it, {@code download attendees}
     */
    public Handler hands(String what, Handler handler) {
        return new Guarded(this, handler, Optional.of(what));
    }

    /** As it is stored and sent: {@code see-people}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether it is about attendance, and so gone where an event does not track that. */
    public boolean isOfAttendance() {
        return switch (this) {
            case SEE_ATTENDANCE, SCAN, SCAN_SOME, CHANGE_ATTENDANCE -> true;
            case OPEN,
                    SIGNED_IN,
                    SEE,
                    SEE_PEOPLE,
                    CHANGE_AGENDA,
                    CHANGE_PEOPLE,
                    CHANGE_DOORS,
                    CHANGE_EVENT,
                    CHANGE_WEBHOOKS,
                    MAKE_EVENTS,
                    CHANGE_USERS,
                    CHANGE_TOKENS,
                    SEE_RECORD,
                    CHANGE_ADMINS,
                    CHANGE_ORGANIZATION,
                    CHANGE_PROGRAMS,
                    RUN_PATHS ->
                    false;
        };
    }

    /** Whether it is about programs, and so gone where the organization has none. */
    public boolean isOfPrograms() {
        return this == CHANGE_PROGRAMS || this == RUN_PATHS;
    }
}
