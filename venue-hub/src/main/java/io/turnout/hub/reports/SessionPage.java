package io.turnout.hub.reports;

import io.turnout.hub.fleet.Completeness;
import io.turnout.hub.reports.SessionFilter.State;
import io.turnout.hub.reports.SessionList.Session;
import io.turnout.hub.web.VenueText;
import java.util.Optional;

/**
 * A session with its attendance.
 *
 * @param registered how many are registered
 * @param turnedAway refused at the room's doors while it was open for entry
 * @param full of those, for want of a seat
 * @param completeness of the room's units
 */
public record SessionPage(
        Session session,
        Sums sums,
        Occupancy occupancy,
        long registered,
        long turnedAway,
        long full,
        Completeness completeness,
        VenueText text) {
    /**
     * Its people in numbers.
     *
     * @param people who is or was in it, or left it
     * @param derived of those who went out, how many nobody read: they entered elsewhere
     * @param registered of those who came in
     */
    public record Sums(
            long people, long inside, long cameIn, long wentOut, long derived, long registered) {}

    public State state() {
        return session.state(text.now().toEpochMilli());
    }

    public long inside() {
        return sums.inside();
    }

    /** Registered and never in. */
    public long absent() {
        return Math.max(0, registered - sums.registered());
    }

    /** Whether nobody more may come in. */
    public boolean isFull() {
        Optional<Long> seats = session.seats().filter(most -> inside() >= most);
        return state() == State.NOW && seats.isPresent();
    }

    public OccupancyPlot plot() {
        return new OccupancyPlot(occupancy, session.seats(), completeness.silentMs(), text);
    }

    /**
     * How long somebody has been in the session, cut to its start and end; when it is over, by the
     * policy for who was not seen leaving.
     */
    public long insideMs(Stay stay) {
        long followed = occupancy.insideMs().getOrDefault(stay.attendee(), stay.presentMs());
        return stay.inside() && state() != State.OVER ? followed : stay.presentMs();
    }
}
