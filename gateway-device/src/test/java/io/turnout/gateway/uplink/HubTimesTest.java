package io.turnout.gateway.uplink;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.gateway.clock.TimeBasis;
import io.turnout.gateway.clock.UnitClock;
import io.turnout.protocol.crypto.Ed25519;
import io.turnout.protocol.message.HubTime;
import io.turnout.protocol.message.UnitId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;

final class HubTimesTest {
    private static final UnitId UNIT = new UnitId("door-1");
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private final Ed25519.Keys hub = Ed25519.generate();
    private final UnitClock clock =
            new UnitClock(
                    new UnitClock.Sources(
                            () -> Instant.EPOCH,
                            () -> 60_000_000_000L,
                            "boot-1",
                            () -> false,
                            false),
                    NOON.minusSeconds(9_000_000));
    private int known;
    private final HubTimes times = new HubTimes(UNIT, hub.publicKey(), clock, () -> known++);

    @Test
    void setsTheClockByWhatTheHubSigned() {
        times.take(signed(UNIT, "boot-1", 59_980, NOON));
        assertThat(clock.now().basis()).isEqualTo(TimeBasis.HUB);
        assertThat(clock.best()).isBetween(NOON, NOON.plusMillis(20));
        assertThat(known).isEqualTo(1);
    }

    @Test
    void anOldTimeThatIsRepeatedWidensNothing() {
        times.take(signed(UNIT, "boot-1", 59_980, NOON));
        times.take(signed(UNIT, "boot-1", 1_000, NOON.minusSeconds(59)));
        assertThat(clock.best()).isBetween(NOON, NOON.plusMillis(20));
        assertThat(known).isEqualTo(1);
    }

    @Test
    void believesNobodyElse() {
        HubTime good = signed(UNIT, "boot-1", 59_980, NOON);
        times.take(new HubTime("boot-1", 59_980, NOON.plusSeconds(3_600), good.signature()));
        times.take(new HubTime("boot-1", 59_981, NOON, good.signature()));
        times.take(signed(new UnitId("door-2"), "boot-1", 59_980, NOON));
        times.take(signed(UNIT, "boot-1", 60_001, NOON));
        times.take(new HubTime("boot-1", 59_980, NOON, "no base64!"));
        times.take(signed(UNIT, "boot-0", 59_980, NOON));
        assertThat(clock.now().basis()).isEqualTo(TimeBasis.NONE);
        assertThat(times.refused()).isEqualTo(5);
    }

    private HubTime signed(UnitId unit, String boot, long monotonic, Instant at) {
        byte[] content =
                HubTime.signedContent(unit, boot, monotonic, at).getBytes(StandardCharsets.UTF_8);
        String signature = Base64.getEncoder().encodeToString(Ed25519.sign(hub.seed(), content));
        return new HubTime(boot, monotonic, at, signature);
    }
}
