package io.turnout.gateway.journal;

import io.turnout.protocol.access.DoorId;
import io.turnout.protocol.access.Effect;
import io.turnout.protocol.access.Mode;
import io.turnout.protocol.access.RoomId;
import io.turnout.protocol.access.SessionId;
import io.turnout.protocol.access.Side;
import io.turnout.protocol.access.Way;
import io.turnout.protocol.badge.BadgeFingerprint;
import io.turnout.protocol.message.ClockQuality;
import io.turnout.protocol.message.Scan;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Scans to journal. */
public final class Scans {
    public static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private Scans() {}

    /** An admitted entry of a badge that follows from the number. */
    public static Scan scan(long number) {
        return scan(number, NOON);
    }

    public static Scan scan(long number, Instant wall) {
        return new Scan(
                number,
                wall,
                number * 10,
                "boot",
                ClockQuality.SYNCED,
                new DoorId("door-a"),
                new RoomId("K.3.201"),
                Side.IN,
                Mode.IN,
                Way.UNIT,
                Optional.of(new BadgeFingerprint(number, 7)),
                "admitted",
                "registered",
                false,
                List.of(new Effect.Enter(new SessionId("now"), true)),
                4,
                true);
    }
}
