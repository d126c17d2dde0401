package io.turnout.hub.ingest;

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
import io.turnout.protocol.message.MessageCodec;
import io.turnout.protocol.message.Scan;
import io.turnout.protocol.message.ScanBatch;
import io.turnout.protocol.message.UnitId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/** Scans as a unit would make them. */
public final class TestScans {
    public static final Instant START = Instant.parse("2026-01-31T09:00:00Z");
    private static final MessageCodec CODEC = new MessageCodec();

    private TestScans() {}

    /** An entry of badge {@code badge} to session s1 by number, one second after the other. */
    public static Scan in(long number, long badge) {
        return scan(number, badge, List.of(new Effect.Enter(new SessionId("s1"), true)));
    }

    public static Scan out(long number, long badge) {
        return scan(number, badge, List.of(new Effect.Leave(Optional.empty())));
    }

    public static Scan scan(long number, long badge, List<Effect> effects) {
        return new Scan(
                number,
                START.plusSeconds(number),
                number * 1000,
                "boot1",
                ClockQuality.SYNCED,
                new DoorId("d1"),
                new RoomId("r1"),
                Side.IN,
                Mode.AUTO,
                Way.UNIT,
                Optional.of(badge(badge)),
                effects.isEmpty() ? "refused" : "admitted",
                effects.isEmpty() ? "not-registered" : "open",
                false,
                effects,
                1,
                true);
    }

    public static BadgeFingerprint badge(long number) {
        return new BadgeFingerprint(number, 0);
    }

    /** A batch of unit u1 with entries of as many badges. */
    public static byte[] batch(String epoch, long... numbers) {
        return CODEC.write(batchOf("u1", epoch, numbers));
    }

    public static ScanBatch batchOf(String unit, String epoch, long... numbers) {
        List<Scan> scans = LongStream.of(numbers).mapToObj(n -> in(n, n)).toList();
        return new ScanBatch(new UnitId(unit), new JournalEpoch(epoch), scans);
    }

    public static long[] range(long from, long to) {
        return LongStream.rangeClosed(from, to).toArray();
    }
}
