package io.turnout.hub.fleet;

import io.turnout.protocol.message.HubTime;
import io.turnout.protocol.message.UnitId;
import io.turnout.protocol.message.UnitInfo;
import io.turnout.protocol.message.UnitTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Says the hub's time to units that report, so that both sides can compare their clocks. */
public record HubTimes(ListKey key, InstantSource clock) {
    /** The time as it is now, signed for one unit; empty where it does not say when it asked. */
    public Optional<HubTime> answer(UnitId unit, UnitInfo info) {
        return info.time().map(asked -> answer(unit, info.boot(), asked));
    }

    private HubTime answer(UnitId unit, String boot, UnitTime asked) {
        long monotonic = asked.monotonicMillis();
        Instant now = Instant.ofEpochMilli(clock.millis());
        return new HubTime(boot, monotonic, now, key.sign(unit, boot, monotonic, now));
    }
}
