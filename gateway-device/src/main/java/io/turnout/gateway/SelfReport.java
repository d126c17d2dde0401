package io.turnout.gateway;

import io.turnout.gateway.accesslist.AccessList;
import io.turnout.gateway.accesslist.AccessListStore;
import io.turnout.gateway.clock.UnitClock;
import io.turnout.gateway.door.Door;
import io.turnout.gateway.door.Place;
import io.turnout.gateway.journal.Journal;
import io.turnout.protocol.access.DoorId;
import io.turnout.protocol.access.RoomId;
import io.turnout.protocol.message.UnitInfo;
import io.turnout.protocol.message.UnitState;
import io.turnout.protocol.message.UnitTime;
import java.time.Instant;
import java.util.Optional;

/**
 * What the unit says of itself to its hub.
 *
 * @param startedAt by the system's clock
 */
record SelfReport(
        GatewayConfig config,
        UnitClock clock,
        Instant startedAt,
        Journal journal,
        AccessListStore lists,
        Readers readers,
        Indicators indicators,
        HealthReport health) {
    UnitState state(UnitState.Status status) {
        return new UnitState(status, clock.boot(), clock.now().wall());
    }

    UnitInfo info(Door door, Presses presses) {
        Optional<AccessList> list = lists.current();
        Place unassigned = Place.unassigned(config.unit());
        UnitClock.Moment now = clock.now();
        RoomId room = list.map(used -> used.header().room()).orElse(unassigned.room());
        DoorId at = list.map(used -> used.header().door()).orElse(unassigned.door());
        // Before the last number: it is never behind it then.
        Optional<Long> first = journal.first().stream().boxed().findFirst();
        return new UnitInfo(
                Version.text(),
                clock.boot(),
                startedAt,
                now.wall(),
                room,
                at,
                journal.epoch(),
                first,
                journal.last(),
                journal.waiting(),
                lists.revision(),
                lists.current().isPresent() ? Optional.of(lists.serial()) : Optional.empty(),
                now.quality(),
                readers.reader().map(reader -> reader.health().word()).orElse("none"),
                indicators.word(),
                Optional.of(
                        new UnitTime(now.monotonicMillis(), now.basis().wireName(), clock.heard())),
                Optional.of(health.now(door, presses)));
    }
}
