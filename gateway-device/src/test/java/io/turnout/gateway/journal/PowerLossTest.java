package io.turnout.gateway.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.turnout.protocol.message.JournalEpoch;
import io.turnout.protocol.message.Scan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * FT2: disks as a power cut may leave them. A recorded run is cut at a random step; of what was not
 * synced each sector of 512 bytes is there or not, in any order, and so is each name.
 */
final class PowerLossTest {
    private static final int SEGMENT = 1024;
    private static final long SEED = Long.getLong("turnout.seed", 20261122);
    private static final int IMAGES = Integer.getInteger("turnout.images", 120);

    @TempDir private Path folder;

    @Test
    @DisplayName("FT2: no scan that was shown is lost, and no number is given twice")
    void losesNothingThatWasShown() throws Exception {
        int[] result = images(record(folder.resolve("run"), true), IMAGES);
        System.out.printf(
                "FT2 seed %d: %d images, %d unopenable, 0 lost, 0 twice, %d with a new epoch%n",
                SEED, IMAGES, result[0], result[1]);
        assertThat(result[0]).isZero();
    }

    @Test
    @DisplayName("an fsync left out would be noticed")
    void theHarnessNoticesAnFsyncLeftOut() throws Exception {
        List<FaultyDisk.Step> trace = record(folder.resolve("lies"), false);
        assertThatThrownBy(() -> images(trace, IMAGES))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("shown");
    }

    /** A run over several segments with a restart in it; then without the syncs of appends. */
    private static List<FaultyDisk.Step> record(Path here, boolean honest) throws Exception {
        FaultyDisk disk = new FaultyDisk(new CountingDisk(false));
        for (int life = 0; life < 2; life++) {
            try (Journal journal = TestJournals.open(here, SEGMENT, disk)) {
                for (int i = 0; i < 15; i++) {
                    disk.said(journal.append(Scans::scan).number());
                    if (i == 9) {
                        journal.acknowledge(journal.epoch(), 5);
                    }
                }
            }
        }
        List<FaultyDisk.Step> trace = new ArrayList<>(disk.trace());
        if (!honest) {
            trace.removeIf(step ->
                    step instanceof FaultyDisk.Step.Sync(Path file)
                            && file.toString().endsWith(SegmentFiles.ENDING));
        }
        return trace;
    }

    private int[] images(List<FaultyDisk.Step> trace, int count) throws Exception {
        Random random = new Random(SEED);
        int[] result = new int[2];
        for (int image = 0; image < count; image++) {
            int cut = 1 + random.nextInt(trace.size());
            Path into = folder.resolve("image-" + image);
            long said =
                    new Image(random)
                            .write(
                                    trace.subList(0, cut),
                                    folder.resolve("run"),
                                    folder.resolve("lies"),
                                    into);
            check("seed " + SEED + " image " + image + " cut at " + cut, into, said, result);
        }
        return result;
    }

    private static void check(String name, Path image, long said, int[] result) throws Exception {
        TreeSet<Long> found = new TreeSet<>();
        try (Journal journal = TestJournals.open(image, SEGMENT, new CountingDisk(false))) {
            JournalEpoch before = journal.epoch();
            Scan next = journal.append(Scans::scan);
            boolean anew = said > 0 && next.number() <= said;
            result[1] += anew ? 1 : 0;
            for (int i = 0; i < 100 && journal.waiting() > 0; i++) {
                Unsent unsent = Next.of(journal, 50).orElseThrow();
                boolean earlier = !unsent.epoch().equals(before);
                if (earlier || !anew) {
                    unsent.scans()
                            .forEach(scan ->
                                    assertThat(found.add(scan.number()))
                                            .as(name + ": twice")
                                            .isTrue());
                }
                long scans = unsent.scans().isEmpty() ? 0 : unsent.scans().getLast().number();
                long lost = unsent.lost().isEmpty() ? 0 : unsent.lost().getLast().to();
                journal.acknowledge(unsent.epoch(), Math.max(scans, lost));
            }
            assertThat(journal.waiting()).as(name).isZero();
        } catch (JournalUnusable unopenable) {
            result[0]++;
        }
        for (long number = 6; number <= said; number++) {
            assertThat(found).as(name + ": shown and lost").contains(number);
        }
    }

    /** A disk after a power cut. Names and contents are durable by their own syncs. */
    private static final class Image {
        private final Random random;
        private final Map<Path, Integer> file = new HashMap<>();
        private final Map<Integer, byte[]> durable = new HashMap<>();
        private final Map<Integer, List<FaultyDisk.Step.Write>> pending = new HashMap<>();
        private final Map<Path, Integer> names = new HashMap<>();
        private int inodes;

        Image(Random random) {
            this.random = random;
        }

        /** Returns the last number that was shown. */
        long write(List<FaultyDisk.Step> steps, Path run, Path lies, Path into) throws IOException {
            long said = 0;
            List<Runnable> unsynced = new ArrayList<>();
            for (FaultyDisk.Step step : steps) {
                switch (step) {
                    case FaultyDisk.Step.Create(Path path) -> {
                        int inode = ++inodes;
                        file.put(path, inode);
                        unsynced.add(() -> names.put(path, inode));
                    }
                    case FaultyDisk.Step.Write write ->
                            pending.computeIfAbsent(inode(write.file()), _ -> new ArrayList<>())
                                    .add(write);
                    case FaultyDisk.Step.Sync(Path path) -> flush(inode(path), false);
                    case FaultyDisk.Step.Rename(Path from, Path to) -> {
                        renamed(from, to);
                        unsynced.add(() -> move(from, to));
                    }
                    case FaultyDisk.Step.Delete(Path path) ->
                            unsynced.add(() -> names.remove(path));
                    case FaultyDisk.Step.MakeFolder _ -> {}
                    case FaultyDisk.Step.SyncFolder _ -> {
                        unsynced.forEach(Runnable::run);
                        unsynced.clear();
                    }
                    case FaultyDisk.Step.Said(long number) -> said = number;
                }
            }
            // A journalling file system keeps the order of names: the first so many are there.
            unsynced.stream().limit(random.nextLong(unsynced.size() + 1L)).forEach(Runnable::run);
            pending.keySet().forEach(inode -> flush(inode, true));
            for (Map.Entry<Path, Integer> name : names.entrySet()) {
                Path root = name.getKey().startsWith(run) ? run : lies;
                Path target = into.resolve(root.relativize(name.getKey()).toString());
                Files.createDirectories(target.resolveSibling(""));
                Files.write(target, durable.getOrDefault(name.getValue(), new byte[0]));
            }
            return said;
        }

        private int inode(Path path) {
            return file.getOrDefault(path, 0);
        }

        private void renamed(Path from, Path to) {
            for (Path path : List.copyOf(file.keySet())) {
                if (path.startsWith(from)) {
                    file.put(moved(path, from, to), inode(path));
                    file.remove(path);
                }
            }
        }

        private void move(Path from, Path to) {
            for (Path path : List.copyOf(names.keySet())) {
                if (path.startsWith(from)) {
                    names.put(moved(path, from, to), names.getOrDefault(path, 0));
                    names.remove(path);
                }
            }
        }

        private static Path moved(Path path, Path from, Path to) {
            return path.equals(from) ? to : to.resolve(from.relativize(path));
        }

        private void flush(int inode, boolean cut) {
            for (FaultyDisk.Step.Write write : pending.getOrDefault(inode, List.of())) {
                byte[] bytes = write.bytes();
                for (int at = 0; at < bytes.length; ) {
                    int place = (int) write.at() + at;
                    int length = Math.min(bytes.length - at, 512 - place % 512);
                    if (!cut || random.nextBoolean()) {
                        put(inode, place, bytes, at, length);
                    }
                    at += length;
                }
            }
            if (!cut) {
                pending.getOrDefault(inode, new ArrayList<>()).clear();
            }
        }

        private void put(int inode, int place, byte[] bytes, int at, int length) {
            byte[] now = durable.getOrDefault(inode, new byte[0]);
            byte[] grown = java.util.Arrays.copyOf(now, Math.max(now.length, place + length));
            System.arraycopy(bytes, at, grown, place, length);
            durable.put(inode, grown);
        }
    }
}
