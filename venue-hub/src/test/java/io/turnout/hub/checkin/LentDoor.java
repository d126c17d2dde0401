package io.turnout.hub.checkin;

import io.turnout.hub.attendance.Attendance;
import io.turnout.hub.fleet.ListKey;
import io.turnout.hub.identity.Audit;
import io.turnout.hub.people.BadgeDesk;
import io.turnout.hub.people.EventKeys;
import io.turnout.hub.seats.SeatDesk;
import io.turnout.hub.start.CannotStart;
import io.turnout.hub.store.Database;
import io.turnout.protocol.message.HubLife;
import java.nio.file.Path;
import java.time.InstantSource;

/** The hub's own door with the lender of its seats, as a hub wires them. */
record LentDoor(HubDoor door, SeatDesk seats) {
    static LentDoor open(Path folder, Database database, InstantSource clock, Attendance attendance)
            throws CannotStart {
        BadgeDesk badges = new BadgeDesk(database, new Audit(clock), clock, _ -> {}, _ -> {});
        HubDoor opened =
                new HubDoor(
                        database,
                        new HubDoor.Clocks(clock, clock::millis),
                        new Arrival.Source(badges, EventKeys.open(folder)));
        SeatDesk seats =
                SeatDesk.start(
                        database,
                        ListKey.open(folder),
                        clock,
                        new HubLife("life"),
                        (unit, notice) -> {
                            if (HubDoor.isOne(unit)) {
                                opened.lent(unit, notice);
                            }
                        });
        Runnable stored =
                () -> {
                    seats.stored();
                    attendance.stored();
                };
        return new LentDoor(opened.start(new HubDoor.Outlets(seats::held, stored, _ -> {})), seats);
    }
}
