package io.turnout.hub.fleet;

import java.util.List;

/**
 * A badge that is out of use, and where that is in force.
 *
 * @param attendee the number of its holder
 * @param state revoked, blocked or replaced
 * @param sinceMs by the hub's clock; 0 where it was not noted
 * @param units how many there are
 * @param missing the units that do not follow it yet
 */
public record Revocation(
        String attendee, String state, long sinceMs, int units, List<UnitView> missing) {
    public Revocation {
        missing = List.copyOf(missing);
    }

    public int inForce() {
        return units - missing.size();
    }
}
