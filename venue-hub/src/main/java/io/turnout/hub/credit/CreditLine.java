package io.turnout.hub.credit;

import io.turnout.protocol.access.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What one attendee earned in one session, and why.
 *
 * @param present the time inside, within the session and its grace, by best times
 * @param counted of it what counts for credit, by the rules
 * @param least what counts at least, where times are uncertain; else as {@code counted}
 * @param most what counts at most
 * @param granted whether it is credited; with no credits where the session has no field of study
 * @param flagged whether a person should look at it, because uncertain times could decide otherwise
 * @param credits of each field of study of the session in its order; none where nothing is granted
 * @param reasons the rules that fired, in the order in which they are to be read
 */
public record CreditLine(
        SessionId session,
        String title,
        Instant start,
        Instant end,
        Duration present,
        Duration counted,
        Duration least,
        Duration most,
        boolean granted,
        boolean flagged,
        List<Credit> credits,
        List<Reason> reasons) {
    public CreditLine {
        credits = List.copyOf(credits);
        reasons = List.copyOf(reasons);
    }
}
