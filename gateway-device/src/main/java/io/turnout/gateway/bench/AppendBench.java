package io.turnout.gateway.bench;

import io.turnout.gateway.journal.Journal;
import io.turnout.gateway.journal.JournalCosts;
import io.turnout.gateway.journal.JournalFailure;
import io.turnout.gateway.journal.JournalUnusable;
import io.turnout.protocol.access.DoorId;
import io.turnout.protocol.access.Effect;
import io.turnout.protocol.access.Mode;
import io.turnout.protocol.access.RoomId;
import io.turnout.protocol.access.SessionId;
import io.turnout.protocol.access.Side;
import io.turnout.protocol.access.Way;
import io.turnout.protocol.badge.BadgeFingerprint;
import io.turnout.protocol.measure.Figure;
import io.turnout.protocol.measure.Pairs;
import io.turnout.protocol.message.ClockQuality;
import io.turnout.protocol.message.MessageCodec;
import io.turnout.protocol.message.Scan;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** G4 and G5: the journal alone, one scan at a time and in a crowd, against a bare append. */
final class AppendBench {
    private static final int ROUND = 400;
    private static final int CROWD = 16;
    private static final int WARM_UP_ROUNDS = 3;
    private static final double SPEED = 0.8;
    private static final double BYTES = 2;

    private final Path folder;
    private final int pairs;
    private final MessageCodec codec = new MessageCodec();
    private final SplittableRandom random = new SplittableRandom(1);

    AppendBench(Path folder, int pairs) {
        this.folder = folder;
        this.pairs = pairs;
    }

    List<Figure> run() throws IOException, JournalUnusable, JournalFailure {
        JournalCosts costs = new JournalCosts();
        byte[] payload = codec.write(scan(1));
        try (Journal journal = costs.open(folder.resolve("appends"), Journal.BUDGET);
                ExecutorService crowd = Executors.newFixedThreadPool(CROWD);
                FileChannel bare =
                        FileChannel.open(
                                folder.resolve("appends.log"),
                                StandardOpenOption.CREATE,
                                StandardOpenOption.WRITE,
                                StandardOpenOption.APPEND)) {
            Pairs single = new Pairs();
            Pairs group = new Pairs();
            Pairs syncs = new Pairs();
            Pairs bytes = new Pairs();
            for (int i = -WARM_UP_ROUNDS; i < pairs; i++) {
                long syncsBefore = costs.syncs();
                long bytesBefore = costs.bytes();
                double alone = perSecond(() -> one(journal));
                double commits = costs.syncs() - syncsBefore;
                double written = costs.bytes() - bytesBefore;
                double bareAlone = perSecond(() -> bare(bare, payload, 1));
                double together = perSecond(() -> together(journal, crowd));
                double bareGroup = perSecond(() -> bare(bare, payload, CROWD));
                if (i >= 0) {
                    single.add(alone, bareAlone);
                    group.add(together, bareGroup);
                    syncs.add(commits, ROUND);
                    bytes.add(written / ROUND, payload.length);
                }
            }
            return figures(single, group, syncs, bytes);
        }
    }

    private static List<Figure> figures(Pairs single, Pairs group, Pairs syncs, Pairs bytes) {
        return List.of(
                Figure.atLeast(
                        SPEED, label("G4", "journal, batch 1 / append+fdatasync", "/s"), single),
                Figure.atLeast(
                        SPEED,
                        label("G4", "journal, crowd of 16 / append of 16+fdatasync", "/s"),
                        group),
                Figure.atMost(
                        1.01,
                        label("G5", "fdatasyncs / commits (making segments incl.)", ""),
                        syncs),
                Figure.atMost(
                        BYTES, label("G5", "bytes written (zeros incl.) / payload", "B"), bytes));
    }

    private static Figure.Label label(String id, String name, String unit) {
        return new Figure.Label(id, name, unit);
    }

    private static double perSecond(Callable<Integer> round) throws IOException, JournalFailure {
        long start = System.nanoTime();
        try {
            int scans = round.call();
            return scans * 1e9 / (System.nanoTime() - start);
        } catch (IOException | JournalFailure | RuntimeException failed) {
            throw failed;
        } catch (Exception failed) { // Callable declares no less
            throw new IllegalStateException(failed);
        }
    }

    private int one(Journal journal) throws JournalFailure {
        for (int i = 0; i < ROUND; i++) {
            journal.append(this::scan);
        }
        return ROUND;
    }

    private int together(Journal journal, ExecutorService crowd)
            throws InterruptedException, ExecutionException {
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < CROWD; i++) {
            all.add(
                    crowd.submit(() -> {
                        for (int j = 0; j < ROUND; j++) {
                            journal.append(this::scan);
                        }
                        return null;
                    }));
        }
        for (Future<?> each : all) {
            each.get();
        }
        return CROWD * ROUND;
    }

    private static int bare(FileChannel file, byte[] payload, int batch) throws IOException {
        ByteBuffer group = ByteBuffer.allocate(payload.length * batch);
        for (int i = 0; i < batch; i++) {
            group.put(payload);
        }
        for (int i = 0; i < ROUND; i++) {
            file.write(group.flip());
            file.force(false);
        }
        return ROUND * batch;
    }

    /** As a door makes them: another badge each time, a boot id, readable room and session. */
    private synchronized Scan scan(long number) {
        return new Scan(
                number,
                Site.NOW.plusMillis(number * 731),
                number * 731 + 5_000_000,
                "7f1c2d7e-6f3b-4a86-9a53-0d8d2e6f1b90",
                ClockQuality.SYNCED,
                new DoorId("k-1-105-left"),
                new RoomId("k-1-105"),
                Side.IN,
                Mode.AUTO,
                Way.UNIT,
                Optional.of(new BadgeFingerprint(random.nextLong(), random.nextInt())),
                "admitted",
                "registered",
                false,
                List.of(new Effect.Enter(new SessionId("fosdem-2026-7001"), true)),
                12,
                true);
    }
}
