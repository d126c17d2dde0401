package io.turnout.hub.reports;

import io.turnout.hub.fleet.Completeness;
import io.turnout.hub.reports.SessionFilter.State;
import io.turnout.hub.reports.SessionList.Session;
import io.turnout.hub.web.VenueText;
import java.util.List;
import java.util.Optional;

/**
 * A session with its attendance.
 *
 * @param stays everybody who is or was in it
 * @param registered how many are registered
 * @param turnedAway refused at the room's doors while it was open for entry
 * @param full of those, for want of a seat
 * @param completeness of the room's units
 */
public record SessionPage(
        Session session,
        List<Stay> stays,
        Occupancy occupancy,
        long registered,
        long turnedAway,
        long full,
        Completeness completeness,
        VenueText text) {
    public SessionPage {
        stays = List.copyOf(stays);
    }

    public State state() {
        return session.state(text.now().toEpochMilli());
    }

    public long inside() {
        return stays.stream().filter(Stay::inside).count();
    }

    public long cameIn() {
        return stays.stream().filter(stay -> stay.firstInMs().isPresent()).count();
    }

    public long wentOut() {
        return stays.stream().filter(s -> s.firstInMs().isPresent() && !s.inside()).count();
    }

    /** Of those who went out, how many nobody read: they entered elsewhere. */
    public long derived() {
        return stays.stream().filter(stay -> !stay.inside() && stay.derived()).count();
    }

    /** Registered and never in. */
    public long absent() {
        long here = stays.stream().filter(s -> s.registered() && s.firstInMs().isPresent()).count();
        return Math.max(0, registered - here);
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
