package io.turnout.hub.checkin;

import io.turnout.hub.checkin.GuestHttpService.Guest;
import io.turnout.hub.store.Database;
import io.turnout.hub.web.HttpProblem;
import io.turnout.protocol.access.Side;

/**
 * Brings attendees to the hub's door, and says which page shows what the log has of it, and can be
 * loaded again.
 */
record Presenting(Database database, HubDoor door) {
    /**
     * Decides.
     *
     * @param scans where the page is that shows it, but for what it shows
     * @return the address to go on to
     */
    String present(Guest guest, Attempt attempt, String scans) {
        return switch (door.present(attempt)) {
            case Answer.Decided decided -> scans + "/" + which(decided, attempt.side());
            case Answer.NoSuchSession() ->
                    throw HttpProblem.notFound("session", attempt.session().value());
            case Answer.NoSuchPerson() -> guest.path();
            case Answer.TryAgain() -> throw HttpProblem.of(503, "hub", "not-written");
        };
    }

    /** The number of its scan; where a verdict is shown again, the last one of that side. */
    private static String which(Answer.Decided decided, Side side) {
        return decided.scan()
                .map(scan -> String.valueOf(scan.number()))
                .orElse(side == Side.IN ? "in" : "out");
    }

    /**
     * What the log has.
     *
     * @throws HttpProblem 404 where that is nothing of this attendee
     */
    Recorded recorded(Guest guest, Talk talk, long attendee, String which) {
        return database.read(
                        handle -> Recorded.find(handle, guest.event(), attendee, talk.id(), which))
                .orElseThrow(() -> HttpProblem.notFound("scan", which));
    }
}
