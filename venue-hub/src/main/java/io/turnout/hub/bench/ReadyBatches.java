package io.turnout.hub.bench;

import io.turnout.protocol.access.DoorId;
import io.turnout.protocol.access.Effect;
import io.turnout.protocol.access.Mode;
import io.turnout.protocol.access.RoomId;
import io.turnout.protocol.access.SessionId;
import io.turnout.protocol.access.Side;
import io.turnout.protocol.access.Way;
import io.turnout.protocol.badge.BadgeFingerprint;
import io.turnout.protocol.message.ClockQuality;
import io.turnout.protocol.message.JournalEpoch;
import io.turnout.protocol.message.Scan;
import io.turnout.protocol.message.ScanBatch;
import io.turnout.protocol.message.UnitId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jdbi.v3.core.Handle;

/** Batches as units send them, full ones, of a room of their own. */
final class ReadyBatches {
    private static final Instant START = Instant.parse("2026-01-30T09:00:00Z");
    private static final String ROOM = "ready";

    private ReadyBatches() {}

    /** Their room and units. */
    static void register(Handle handle, String event, int units) {
        handle.execute(
                "INSERT INTO room (id, event, name, place) VALUES (?, ?, 'R', 99)", ROOM, event);
        handle.execute("INSERT INTO door (id, room, name) VALUES ('d', ?, 'D')", ROOM);
        for (int i = 0; i < units; i++) {
            handle.execute("INSERT INTO unit (id, door, secret_hash) VALUES (?, 'd', '')", "u" + i);
        }
    }

    /** So many of each unit, in turns, by a fixed seed. */
    static List<ScanBatch> make(int units, int each) {
        Random random = new Random(1);
        List<ScanBatch> batches = new ArrayList<>();
        for (int part = 0; part < each; part++) {
            for (int unit = 0; unit < units; unit++) {
                batches.add(batch(unit, part, random));
            }
        }
        return batches;
    }

    /** The next full batch of a unit. */
    static ScanBatch batch(int unit, int part, Random random) {
        List<Scan> scans = new ArrayList<>();
        for (int i = 1; i <= ScanBatch.MAX_SCANS; i++) {
            scans.add(scan((long) part * ScanBatch.MAX_SCANS + i, random));
        }
        return new ScanBatch(new UnitId("u" + unit), new JournalEpoch("epoch" + unit), scans);
    }

    private static Scan scan(long number, Random random) {
        return new Scan(
                number,
                START.plusMillis(number * 7),
                number * 7,
                "K4JX2M9QW7PT",
                ClockQuality.SYNCED,
                new DoorId("d"),
                new RoomId(ROOM),
                Side.IN,
                Mode.AUTO,
                Way.UNIT,
                Optional.of(new BadgeFingerprint(random.nextLong(), random.nextInt())),
                "admitted",
                "registered",
                false,
                List.of(new Effect.Enter(new SessionId("session-" + random.nextInt(9)), true)),
                3,
                true);
    }
}
