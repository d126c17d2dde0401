package io.turnout.provisioning.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.turnout.gateway.journal.JournalFailure;
import io.turnout.gateway.uplink.UplinkConfig;
import io.turnout.protocol.message.UnitId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The unit's own journal and uplink against the hub's own broker and ingest. */
final class DeliveryTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** More for the long run: {@code -Dturnout.delivery.runs=200}. */
    private static final int RUNS = Integer.getInteger("turnout.delivery.runs", 4);

    private static final int AT_ONCE = 8;
    private static final int BACKLOG = 8_000;

    @TempDir private Path folder;

    @Test
    @DisplayName("FT7: every acknowledgement lost once, batches lost, repeated and reordered")
    void deliversEachScanOnceWhateverIsLostRepeatedOrOvertaken() throws Exception {
        long seed = Long.getLong("turnout.delivery.seed", 20261122);
        LossyLink faults = new LossyLink(seed);
        try (HubHalf hub = new HubHalf(folder, faults)) {
            for (int run = 0; run < RUNS; run += AT_ONCE) {
                lossyRuns(hub, seed, IntStream.range(run, Math.min(RUNS, run + AT_ONCE)));
            }
            System.out.printf(
                    "FT7: %d runs, seed %d: %d acknowledgements lost, %d overtakings, %s%n",
                    RUNS,
                    seed,
                    faults.lostAcknowledgements(),
                    faults.overtaken(),
                    hub.ingest().counts());
            assertThat(faults.lostAcknowledgements()).isGreaterThanOrEqualTo(RUNS);
            assertThat(faults.overtaken()).isPositive();
            assertThat(hub.ingest().counts().conflicts()).isZero();
            assertThat(hub.ingest().counts().repeated()).isPositive();
        }
    }

    @Test
    @DisplayName("a scan that the hub cannot read is set aside and holds up nothing")
    void oneScanThatTheHubCannotReadHoldsUpNothing() throws Exception {
        try (HubHalf hub = new HubHalf(folder, new PoisonedScan(5));
                BacklogUnit unit = unit(hub, "poisoned", 5, Duration.ofMillis(150))) {
            unit.append(9);
            unit.start();
            await().atMost(PATIENCE).until(() -> unit.journal().waiting() == 0);
            unit.append(1);
            await().atMost(PATIENCE).until(() -> unit.journal().waiting() == 0);
            assertThat(hub.badges(unit.id())).hasSize(9);
            assertThat(hub.ingest().refused()).isEqualTo(1);
        }
    }

    private void lossyRuns(HubHalf hub, long seed, IntStream runs) throws Exception {
        List<BacklogUnit> units = new ArrayList<>();
        try {
            for (int run : runs.toArray()) {
                units.add(unit(hub, "ft7-" + run, seed + run, Duration.ofMillis(150)));
            }
            crowd(units, new Random(seed));
            awaitDelivered(units);
            units.forEach(unit -> isComplete(hub, unit));
        } finally {
            for (BacklogUnit unit : units) {
                unit.close();
            }
        }
    }

    /** Scans before the connection and many a small batch after it. */
    private static void crowd(List<BacklogUnit> units, Random random) throws JournalFailure {
        for (BacklogUnit unit : units) {
            unit.append(random.nextInt(40));
            unit.start();
        }
        for (int i = 0; i < 40; i++) {
            for (BacklogUnit unit : units) {
                unit.append(random.nextInt(4));
            }
        }
    }

    @Test
    void tenUnitsWithBacklogsShareASlowHubAndALiveScanDoesNotWaitForThem() throws Exception {
        try (HubHalf hub = new HubHalf(folder, HubHalf.Faults.none());
                SlowDisk slow = new SlowDisk(hub.database())) {
            Path journal = filled(BACKLOG);
            List<BacklogUnit> units = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                BacklogUnit.copy(journal, folder.resolve("full-" + i).resolve("journal"));
                units.add(unit(hub, "full-" + i, i, Duration.ofSeconds(5)));
            }
            try (BacklogUnit live = unit(hub, "live", 99, Duration.ofSeconds(5))) {
                live.start();
                units.forEach(BacklogUnit::start);
                await().atMost(PATIENCE).until(() -> delivered(units) >= 10 * BACKLOG / 3);
                live.append(1);
                await().atMost(PATIENCE).until(() -> live.journal().waiting() == 0);
                assertThat(delivered(units))
                        .as("what was delivered before the live scan")
                        .isLessThan(10 * BACKLOG);
                await().atMost(PATIENCE).until(() -> most(units) == BACKLOG);
                long least =
                        units.stream().mapToLong(u -> hub.acknowledged(u.id())).min().orElseThrow();
                System.out.printf("the first has all %d, the last %d%n", BACKLOG, least);
                assertThat(least).as("when the first has all").isGreaterThan(BACKLOG / 3);
                awaitDelivered(units);
                units.forEach(unit -> isComplete(hub, unit));
                assertThat(hub.ingest().dropped()).isZero();
            } finally {
                for (BacklogUnit unit : units) {
                    unit.close();
                }
            }
            assertThat(slow.stalls()).isPositive();
        }
    }

    private Path filled(int scans) throws Exception {
        Path file = folder.resolve("filled").resolve("journal");
        BacklogUnit.fill(file, scans);
        return file;
    }

    private BacklogUnit unit(HubHalf hub, String id, long seed, Duration resend) throws Exception {
        hub.register(new UnitId(id));
        Path file = folder.resolve(id).resolve("journal");
        return BacklogUnit.open(file, config(hub.url(), id, resend), seed);
    }

    private static UplinkConfig config(String url, String id, Duration resend) {
        return BacklogUnit.config(url, HubHalf.SITE, new UnitId(id), "secret", resend);
    }

    private static long delivered(List<BacklogUnit> units) {
        return units.stream().mapToLong(unit -> unit.journal().acknowledged()).sum();
    }

    private static long most(List<BacklogUnit> units) {
        return units.stream().mapToLong(u -> u.journal().acknowledged()).max().orElseThrow();
    }

    private static void awaitDelivered(List<BacklogUnit> units) {
        await().atMost(PATIENCE)
                .until(() -> units.stream().allMatch(unit -> unit.journal().waiting() == 0));
    }

    /** Each scan of the unit once, as it was read. */
    private static void isComplete(HubHalf hub, BacklogUnit unit) {
        assertThat(hub.badges(unit.id()))
                .as("%s", unit.id())
                .isEqualTo(
                        LongStream.rangeClosed(1, unit.journal().last())
                                .mapToObj(n -> BacklogUnit.scan(n).badge().orElseThrow().toString())
                                .toList());
    }
}
