package io.turnout.hub.people;

import java.util.List;
import java.util.Optional;

/**
 * An attendee's page: every session registered, targeted or attended.
 *
 * @param addable sessions of the event in their order
 */
public record AttendeePage(
        Attendee attendee,
        List<Line> lines,
        List<BadgeDesk.Kept> badges,
        List<PeopleList.SessionChoice> addable,
        boolean attended) {
    public AttendeePage {
        lines = List.copyOf(lines);
        badges = List.copyOf(badges);
        addable = List.copyOf(addable);
    }

    /**
     * A session of theirs.
     *
     * @param byName whether it is meant for them by name
     * @param byGroup a group of theirs that it is meant for; empty for none
     */
    public record Line(
            String session,
            String title,
            String room,
            String day,
            long startMs,
            long endMs,
            boolean cancelled,
            boolean registered,
            boolean byName,
            String byGroup,
            Optional<Presence> presence) {}

    /**
     * What the fold made of their scans in a session.
     *
     * @param visits each time that they were inside
     */
    public record Presence(boolean inside, boolean walkIn, long presentMs, List<Interval> visits) {
        public Presence {
            visits = List.copyOf(visits);
        }
    }

    /**
     * Once inside.
     *
     * @param endedBy {@code exit}, {@code entry-elsewhere}, or the policy that ended it
     */
    public record Interval(long inMs, long outMs, String endedBy) {}
}
