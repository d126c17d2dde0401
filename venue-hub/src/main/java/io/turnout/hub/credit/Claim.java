package io.turnout.hub.credit;

import io.turnout.protocol.access.SessionId;
import java.time.Instant;
import java.util.Comparator;

/**
 * What one session claims of an attendee's time.
 *
 * @param credits whether it gives any: then it comes before those that give none
 * @param entered when it was entered first
 */
record Claim(SessionId session, boolean credits, Instant start, Instant entered, Spans spans) {
    private static final Comparator<Claim> CREDITS =
            Comparator.comparing(Claim::credits).reversed();

    private static final Comparator<Claim> ENTERED =
            Comparator.comparing(Claim::entered)
                    .thenComparing(Claim::start)
                    .thenComparing(Claim::session);

    static final Comparator<Claim> FIRST_ENTERED = CREDITS.thenComparing(ENTERED);

    static final Comparator<Claim> LONGEST =
            CREDITS.thenComparing(
                            Comparator.comparing((Claim claim) -> claim.spans().length())
                                    .reversed())
                    .thenComparing(ENTERED);

    static Claim of(Inside inside, Inside.Reading reading) {
        return new Claim(
                inside.session().id(),
                !inside.session().fields().isEmpty(),
                inside.session().start(),
                inside.entered(reading),
                inside.spans(reading));
    }
}
