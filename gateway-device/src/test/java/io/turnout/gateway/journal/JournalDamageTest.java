package io.turnout.gateway.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.turnout.protocol.message.JournalEpoch;
import io.turnout.protocol.message.LostScans;
import io.turnout.protocol.message.Scan;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a disk does to the files: the unit goes on, and says what it lost. */
final class JournalDamageTest {
    private static final int SEGMENT = 1024;
    private static final int SCANS = 24;

    @TempDir private Path folder;

    private final Map<Path, byte[]> whole = new HashMap<>();
    private JournalEpoch epoch = new JournalEpoch("x");

    @Test
    @DisplayName("a segment cut off at every byte: what is before is delivered, the loss is told")
    void survivesEveryTruncation() throws Exception {
        prepare();
        for (Path segment : segments()) {
            for (int length = 0; length < SEGMENT; length += step(length)) {
                restore();
                Files.write(segment, Arrays.copyOf(bytes(segment), length));
                assertWell(segment.getFileName() + " cut to " + length);
            }
        }
    }

    @Test
    @DisplayName("a bit flipped in every byte: the others are delivered, the loss is told")
    void survivesEveryFlippedBit() throws Exception {
        prepare();
        for (Path segment : segments()) {
            for (int at = 0; at < SEGMENT; at += step(at)) {
                restore();
                byte[] flipped = bytes(segment).clone();
                flipped[at] ^= (byte) (1 << at % 8);
                Files.write(segment, flipped);
                assertWell(segment.getFileName() + " flipped at " + at);
            }
        }
    }

    @Test
    void survivesSegmentsThatAreGone() throws Exception {
        prepare();
        for (Path segment : segments()) {
            restore();
            Files.delete(segment);
            boolean spare = segment.equals(segments().getLast());
            try (Journal journal = open()) {
                assertThat(journal.epoch().equals(epoch)).as("%s", segment).isEqualTo(true);
                assertThat(spare || journal.last() == 0 || hasAllBut(journal, segment)).isTrue();
            }
        }
    }

    @Test
    void survivesFilesOfNotesThatAreDamaged() throws Exception {
        try (Journal journal = open()) {
            append(journal, SCANS);
            journal.acknowledge(journal.epoch(), 10);
        }
        Path note = volume().resolve("acknowledged");
        Files.writeString(note, "999 0\n");
        try (Journal journal = open()) {
            assertThat(journal.acknowledged()).isZero();
            assertThat(journal.condition().lost()).isEmpty();
        }
    }

    @Test
    void beginsAnewWhereTheHubHadMoreThanIsLeft() throws Exception {
        prepare();
        restore();
        new Note(new RealDisk(), volume().resolve("acknowledged")).write(SCANS + 5L);
        try (Journal journal = open()) {
            assertThat(journal.epoch()).isNotEqualTo(epoch);
            Unsent unsent = Next.of(journal, 100).orElseThrow();
            assertThat(unsent.lost()).containsExactly(new LostScans(30, 30, true));
        }
    }

    @Test
    @DisplayName("what the hub has of an ended journal and the unit has not holds up nothing")
    void goesOnWhereTheHubHasMoreOfAnEndedJournalThanIsLeft() throws Exception {
        prepare();
        Path last = segments().get(segments().size() - 2);
        Files.write(last, Arrays.copyOf(bytes(last), Layout.HEAD + 1));
        try (Journal journal = open()) {
            assertThat(journal.epoch()).isNotEqualTo(epoch);
            journal.append(Scans::scan);
            assertThat(journal.delivering()).isEqualTo(epoch);
            // Read to be sent, and never arrived.
            assertThat(journal.unsent(epoch, journal.acknowledged(epoch), SCANS)).isPresent();
            assertThat(journal.acknowledge(epoch, SCANS)).isTrue();
            assertThat(journal.unsent(epoch, SCANS, 10))
                    .contains(
                            new Unsent(
                                    epoch,
                                    List.of(),
                                    List.of(new LostScans(SCANS + 1, SCANS + 1, true))));
            assertThat(journal.acknowledge(epoch, SCANS + 1)).isTrue();
            assertThat(journal.delivering()).isEqualTo(journal.epoch());
        }
    }

    @Test
    @DisplayName("an ended journal that is damaged once more: that loss is told too")
    void tellsWhatASecondDamageTakesOfAnEndedJournal() throws Exception {
        prepare();
        for (Path segment : segments()) {
            restore();
            Files.write(segment, Arrays.copyOf(bytes(segment), SEGMENT / 2));
            open().close();
            Files.write(segment, Arrays.copyOf(bytes(segment), SEGMENT / 4));
            assertWell(segment.getFileName() + " cut twice");
        }
    }

    @Test
    void findsDamageWhileReadingAndGoesOnBehindIt() throws Exception {
        try (Journal journal = open()) {
            append(journal, SCANS);
            Path first = segments().getFirst();
            byte[] bytes = Files.readAllBytes(first);
            bytes[Layout.HEAD + Layout.RECORD_HEAD + 3] ^= 1;
            Files.write(first, bytes);
            Unsent unsent = Next.of(journal, 100).orElseThrow();
            assertThat(unsent.lost()).containsExactly(new LostScans(1, 1, false));
            assertThat(unsent.scans()).hasSize(SCANS - 1);
            assertThat(journal.condition().lost()).hasSize(1);
            assertThat(journal.unreadable()).containsExactly(new LostScans(1, 1, false));
        }
    }

    @Test
    void refusesAJournalOfALaterVersionAndLeavesItAlone() throws Exception {
        prepare();
        restore();
        Path first = segments().getFirst();
        byte[] bytes = bytes(first).clone();
        bytes[11] = 2;
        CRC32C sum = new CRC32C();
        sum.update(bytes, 0, Layout.HEAD - 4);
        ByteBuffer.wrap(bytes).putInt(Layout.HEAD - 4, (int) sum.getValue());
        Files.write(first, bytes);
        assertThatThrownBy(this::open)
                .isInstanceOf(JournalUnusable.class)
                .hasMessageContaining("start the version that wrote it");
        assertThat(Files.readAllBytes(first)).isEqualTo(bytes);
    }

    /** Every byte of the heads, and of all where time does not matter. */
    private static int step(int at) {
        boolean all = Boolean.getBoolean("turnout.faults");
        return all || at < Layout.HEAD + Layout.RECORD_HEAD ? 1 : 5;
    }

    private void prepare() throws Exception {
        try (Journal journal = open()) {
            epoch = journal.epoch();
            append(journal, SCANS);
        }
        for (Path file : files()) {
            whole.put(file, Files.readAllBytes(file));
        }
        assertThat(segments()).hasSizeGreaterThan(3);
    }

    private byte[] bytes(Path file) {
        return whole.getOrDefault(file, new byte[0]);
    }

    private void restore() throws IOException {
        for (Path each : tree()) {
            if (!each.equals(folder) && !whole.containsKey(each)) {
                boolean keep = whole.keySet().stream().anyMatch(file -> file.startsWith(each));
                if (!keep) {
                    Files.delete(each);
                }
            }
        }
        for (Map.Entry<Path, byte[]> file : whole.entrySet()) {
            Files.write(file.getKey(), file.getValue());
        }
    }

    /** Delivered or told as lost, each number of the journal; and none is given again. */
    private void assertWell(String what) throws Exception {
        TreeSet<Long> delivered = new TreeSet<>();
        TreeSet<Long> lost = new TreeSet<>();
        boolean[] open = new boolean[1];
        try (Journal journal = open()) {
            Scan next = journal.append(Scans::scan);
            boolean same = journal.epoch().equals(epoch);
            assertThat(same ? next.number() : SCANS + 1L).as(what).isGreaterThan(SCANS);
            for (int i = 0; i < 50 && journal.waiting() > 0; i++) {
                Unsent unsent = Next.of(journal, 7).orElseThrow();
                if (unsent.epoch().equals(epoch)) {
                    unsent.scans()
                            .forEach(scan -> {
                                assertThat(scan).as(what).isEqualTo(Scans.scan(scan.number()));
                                delivered.add(scan.number());
                            });
                    unsent.lost()
                            .forEach(range -> {
                                for (long n = range.from(); n <= range.to(); n++) {
                                    lost.add(n);
                                }
                                open[0] |= range.more();
                            });
                }
                acknowledge(journal, unsent);
            }
            assertThat(journal.waiting()).as(what).isZero();
        }
        for (long number = 1; number <= SCANS; number++) {
            boolean told = lost.contains(number) || (open[0] && number > lost.last());
            assertThat(delivered.contains(number) || told).as("%s: scan %d", what, number).isTrue();
        }
        assertThat(delivered).as(what).hasSizeGreaterThanOrEqualTo(SCANS / 2);
    }

    private static void acknowledge(Journal journal, Unsent unsent) throws JournalFailure {
        long scans = unsent.scans().isEmpty() ? 0 : unsent.scans().getLast().number();
        long lost = unsent.lost().isEmpty() ? 0 : unsent.lost().getLast().to();
        journal.acknowledge(unsent.epoch(), Math.max(scans, lost));
    }

    private static boolean hasAllBut(Journal journal, Path segment) throws JournalFailure {
        return journal.read(1, 100).size() >= SCANS / 2
                || segment.getFileName().toString().equals("000001.seg");
    }

    private static void append(Journal journal, int count) throws JournalFailure {
        for (int i = 0; i < count; i++) {
            journal.append(Scans::scan);
        }
    }

    private List<Path> segments() throws IOException {
        return files().stream()
                .filter(file -> file.toString().endsWith(SegmentFiles.ENDING))
                .sorted()
                .toList();
    }

    private Path volume() throws IOException {
        return folder.resolve(files().getFirst()).resolveSibling("");
    }

    private List<Path> files() throws IOException {
        return tree().stream().filter(Files::isRegularFile).toList();
    }

    /** Files before their folders. */
    private List<Path> tree() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return new ArrayList<>(all.sorted(Comparator.reverseOrder()).toList());
        }
    }

    private Journal open() throws JournalUnusable {
        return TestJournals.open(folder, SEGMENT, new CountingDisk(false));
    }
}
