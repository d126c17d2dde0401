package io.turnout.hub.privacy;

import java.time.LocalDate;
import java.util.Optional;

/**
 * What an event's page of personal data shows.
 *
 * @param kept whether a number of days is set
 * @param due by the setting; empty where data are kept for ever, or the last day is not known
 * @param known attendees whose data are here
 * @param erased attendees whose data are not
 */
public record RetentionView(
        boolean kept,
        Optional<LocalDate> due,
        Optional<RetentionPlan> plan,
        long known,
        long erased) {
    /** Whether it goes on now. */
    public boolean isRunning(LocalDate today) {
        return plan.filter(said -> !said.ended() && !today.isBefore(said.erase())).isPresent();
    }
}
