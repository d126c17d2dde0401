package io.turnout.protocol.message;

import io.turnout.protocol.access.DoorId;
import io.turnout.protocol.access.RoomId;
import java.time.Instant;
import java.util.Optional;

/**
 * What a unit says of itself. Retained, sent at connect, at each change of list, and every 30 s.
 *
 * @param at the unit's clock when it said so; the hub derives the clock's offset from it
 * @param lastNumber the last number in the journal, 0 for none
 * @param firstNumber the first number that the journal still has: what is before it and not at the
 *     hub is lost. Absent for an empty journal and from units that do not say
 * @param waiting scans not yet acknowledged
 * @param listRevision the list in use, 0 for none
 * @param changes every change up to this serial is in force; absent from units that do not say
 * @param clock how far {@code at} can be believed
 * @param time what else the unit knows of time; absent from units that do not say
 * @param health how its hardware is; absent from units that do not say
 */
public record UnitInfo(
        String version,
        String boot,
        Instant startedAt,
        Instant at,
        RoomId room,
        DoorId door,
        JournalEpoch epoch,
        Optional<Long> firstNumber,
        long lastNumber,
        long waiting,
        long listRevision,
        Optional<Long> changes,
        ClockQuality clock,
        String reader,
        String indicator,
        Optional<UnitTime> time,
        Optional<UnitHealth> health) {
    public UnitInfo {
        if (firstNumber.isPresent() && (firstNumber.get() < 1 || firstNumber.get() > lastNumber)) {
            throw new IllegalArgumentException(
                    "first number " + firstNumber.get() + ", last number " + lastNumber);
        }
    }
}
