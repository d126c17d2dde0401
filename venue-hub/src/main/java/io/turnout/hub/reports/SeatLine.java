package io.turnout.hub.reports;

import io.turnout.hub.fleet.UnitView;
import io.turnout.hub.seats.SessionSeats;
import io.turnout.protocol.seats.SeatLender.AtDoor;
import java.util.ArrayList;
import java.util.List;

/**
 * A door's seats for one session, as far as its scans are here.
 *
 * @param lost declared lost, or a journal that its unit does not write any more
 * @param known false while a restored hub does not know what it was lent
 * @param mayBeInside how many may be inside by this door for all the hub knows
 */
public record SeatLine(
        UnitView unit, boolean lost, boolean known, long lent, long inside, long mayBeInside) {
    /** By door, those in use first. */
    static List<SeatLine> of(SessionSeats seats, List<UnitView> units) {
        List<SeatLine> lines = new ArrayList<>();
        for (UnitView unit : units) {
            seats.doors().stream()
                    .filter(door -> door.holder().unit().value().equals(unit.id()))
                    .filter(door -> door.current() || door.bound().orElse(1) > 0)
                    .map(door -> line(unit, door))
                    .forEach(lines::add);
        }
        return List.copyOf(lines);
    }

    private static SeatLine line(UnitView unit, AtDoor door) {
        return new SeatLine(
                unit,
                door.lost() || !door.current(),
                door.bound().isPresent(),
                door.lent(),
                door.inside(),
                door.bound().orElse(0));
    }

    /** Seats that nobody has taken yet. */
    public long free() {
        return lost ? 0 : Math.max(0, lent - inside);
    }
}
