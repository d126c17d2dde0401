package io.turnout.hub.swap;

import io.turnout.hub.fleet.Swaps;
import io.turnout.hub.fleet.Swaps.Journal;
import io.turnout.hub.fleet.Units;
import io.turnout.hub.trust.Enrolment;
import io.turnout.protocol.message.UnitId;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Replaces units and settles what becomes of their journals. Thread-safe.
 *
 * @param enrolment missing where the hub takes units' secrets instead of certificates
 * @param changed is told the id of an event whose units changed
 */
public record SwapDesk(
        Swaps swaps,
        Units units,
        Optional<Enrolment> enrolment,
        Recovery recovery,
        Consumer<String> changed) {

    /**
     * Puts a new unit in the place of another, which is cut off first: whatever comes after, nobody
     * speaks in its name any more.
     */
    Swaps.Outcome replace(Enrolment open, UnitId unit, UnitId successor, String who) {
        if (swaps.of(unit).isEmpty()) {
            open.revoke(unit, who);
        }
        Swaps.Outcome outcome = swaps.replace(unit, successor, who);
        if (outcome instanceof Swaps.Outcome.Replaced) {
            told(unit);
        }
        return outcome;
    }

    /** Notes what became of a journal; false where there is nothing to note any more. */
    boolean settle(UnitId unit, Journal journal, String who, String detail) {
        boolean settled = swaps.settle(unit, journal, who, detail);
        if (settled) {
            told(unit);
        }
        return settled;
    }

    private void told(UnitId unit) {
        units.eventOf(unit).ifPresent(changed);
    }
}
