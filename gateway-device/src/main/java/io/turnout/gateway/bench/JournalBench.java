package io.turnout.gateway.bench;

import io.turnout.gateway.accesslist.AccessList;
import io.turnout.gateway.clock.UnitClock;
import io.turnout.gateway.door.AskHub;
import io.turnout.gateway.door.Door;
import io.turnout.gateway.door.Outcome;
import io.turnout.gateway.door.Place;
import io.turnout.gateway.indicator.VirtualIndicator;
import io.turnout.gateway.journal.Journal;
import io.turnout.gateway.journal.JournalFailure;
import io.turnout.gateway.journal.JournalUnusable;
import io.turnout.gateway.reader.Reading;
import io.turnout.protocol.access.Mode;
import io.turnout.protocol.access.Side;
import io.turnout.protocol.measure.Figure;
import io.turnout.protocol.measure.Pairs;
import io.turnout.protocol.message.MessageCodec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * G2, G4 and G5: from the bytes of a badge to its verdict on the lamps, the durable journal
 * included.
 */
final class JournalBench {
    private static final int ROUND = 300;
    private static final int WARM_UP_ROUNDS = 4;
    private static final double TARGET = 1.2;

    private final AccessList list;
    private final Path folder;
    private final int pairs;
    private long nextBadge;

    JournalBench(AccessList list, Path folder, int pairs) {
        this.list = list;
        this.folder = folder;
        this.pairs = pairs;
    }

    List<Figure> run() throws IOException, JournalUnusable, JournalFailure {
        List<Figure> figures = new ArrayList<>();
        figures.add(badgeToVerdict());
        figures.addAll(new AppendBench(folder, pairs).run());
        return figures;
    }

    private Figure badgeToVerdict() throws IOException, JournalUnusable, JournalFailure {
        try (Journal journal = Journal.open(folder.resolve("journal"));
                FileChannel bare =
                        FileChannel.open(
                                folder.resolve("bare.log"),
                                StandardOpenOption.CREATE,
                                StandardOpenOption.WRITE,
                                StandardOpenOption.APPEND)) {
            Door door = door(journal);
            present(door);
            byte[] payload = new MessageCodec().write(journal.read(1, 1).getFirst());
            Pairs measured = new Pairs();
            for (int i = -WARM_UP_ROUNDS; i < pairs; i++) {
                double ours = presentMany(door);
                double reference = appendMany(bare, payload);
                if (i >= 0) {
                    measured.add(ours, reference);
                }
            }
            String name =
                    "badge in to verdict shown, p99 / append+fdatasync of %d bytes, p99"
                            .formatted(payload.length);
            return Figure.atMost(TARGET, new Figure.Label("G2", name, "µs"), measured);
        }
    }

    private Door door(Journal journal) {
        InstantSource now = InstantSource.fixed(Site.NOW);
        UnitClock clock =
                new UnitClock(
                        now,
                        System::nanoTime,
                        "bench",
                        () -> true,
                        Site.NOW.minus(Duration.ofDays(1)));
        return Door.open(
                new Door.Surroundings(
                        () -> Optional.of(list),
                        journal,
                        new VirtualIndicator(now),
                        clock,
                        () -> true,
                        AskHub.NOBODY,
                        _ -> {}),
                Place.unassigned(Site.UNIT),
                Mode.IN);
    }

    private double presentMany(Door door) {
        long[] nanos = new long[ROUND];
        for (int i = 0; i < ROUND; i++) {
            nanos[i] = present(door);
        }
        return Pairs.percentile(nanos, 99) / 1000.0;
    }

    private long present(Door door) {
        byte[] bytes = Site.code(nextBadge++).text().getBytes(StandardCharsets.US_ASCII);
        long start = System.nanoTime();
        Outcome outcome =
                door.present(new Reading(new String(bytes, StandardCharsets.US_ASCII), Side.IN));
        long nanos = System.nanoTime() - start;
        if (!(outcome instanceof Outcome.Decided)) {
            throw new IllegalStateException("not decided: " + outcome);
        }
        return nanos;
    }

    private static double appendMany(FileChannel bare, byte[] payload) throws IOException {
        long[] nanos = new long[ROUND];
        for (int i = 0; i < ROUND; i++) {
            long start = System.nanoTime();
            bare.write(ByteBuffer.wrap(payload));
            bare.force(false);
            nanos[i] = System.nanoTime() - start;
        }
        return Pairs.percentile(nanos, 99) / 1000.0;
    }
}
