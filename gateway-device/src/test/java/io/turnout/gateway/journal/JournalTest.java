package io.turnout.gateway.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.turnout.protocol.message.JournalEpoch;
import io.turnout.protocol.message.LostScans;
import io.turnout.protocol.message.Scan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JournalTest {
    @TempDir private Path folder;

    @Test
    void numbersFromOneWithoutGapsAcrossRestarts() throws Exception {
        JournalEpoch epoch;
        try (Journal journal = open()) {
            epoch = journal.epoch();
            assertThat(journal.last()).isZero();
            assertThat(append(journal, 3)).extracting(Scan::number).containsExactly(1L, 2L, 3L);
        }
        try (Journal journal = open()) {
            assertThat(journal.epoch()).isEqualTo(epoch);
            assertThat(append(journal, 2)).extracting(Scan::number).containsExactly(4L, 5L);
            assertThat(journal.read(1, 10))
                    .containsExactlyElementsOf(
                            List.of(
                                    Scans.scan(1),
                                    Scans.scan(2),
                                    Scans.scan(3),
                                    Scans.scan(4),
                                    Scans.scan(5)));
        }
    }

    @Test
    void isANewEpochInANewFolder() throws Exception {
        try (Journal one = open();
                Journal two = Journal.open(folder.resolve("other").resolve("journal"))) {
            assertThat(one.epoch()).isNotEqualTo(two.epoch());
        }
    }

    @Test
    void readsNoMoreThanAskedFor() throws Exception {
        try (Journal journal = open()) {
            append(journal, 10);
            assertThat(journal.read(4, 3)).extracting(Scan::number).containsExactly(4L, 5L, 6L);
            assertThat(journal.read(11, 3)).isEmpty();
        }
    }

    @Test
    void remembersWhatTheHubHas() throws Exception {
        try (Journal journal = open()) {
            append(journal, 10);
            assertThat(journal.acknowledge(journal.epoch(), 7)).isTrue();
            assertThat(journal.acknowledge(journal.epoch(), 5))
                    .as("an older word arrives late")
                    .isTrue();
            assertThat(journal.acknowledged()).isEqualTo(7);
        }
        try (Journal journal = open()) {
            assertThat(journal.acknowledged()).isEqualTo(7);
            assertThat(journal.waiting()).isEqualTo(3);
        }
    }

    @Test
    void waitsAgainWithWhatTheHubHasLostAlsoAfterAKill() throws Exception {
        Journal killed = open();
        append(killed, 10);
        killed.acknowledge(killed.epoch(), 9);
        killed.setBack(4);
        assertThat(killed.waiting()).isEqualTo(6);
        killed.setBack(7);
        assertThat(killed.acknowledged()).as("only ever back").isEqualTo(4);
        // Not closed: what close() writes down must not be needed.
        try (Journal journal = open()) {
            assertThat(journal.acknowledged()).isEqualTo(4);
            journal.prune(Scans.NOON.plus(Duration.ofDays(30)));
            assertThat(journal.read(1, 20)).extracting(Scan::number).contains(5L, 6L, 10L);
        }
    }

    @Test
    void knowsTheOldestScanItHas() throws Exception {
        try (Journal journal = open()) {
            assertThat(journal.first()).isEmpty();
            append(journal, 50);
            assertThat(journal.first()).hasValue(1);
            journal.acknowledge(journal.epoch(), 30);
            journal.prune(Scans.NOON.plus(Duration.ofDays(30)));
            assertThat(journal.first().orElseThrow()).isBetween(20L, 31L);
        }
        try (Journal journal = open()) {
            assertThat(journal.first().orElseThrow()).isBetween(20L, 31L);
            assertThat(journal.condition().lost()).as("forgotten is not lost").isEmpty();
        }
    }

    @Test
    void doesNotBelieveThatTheHubHasWhatItNeverWrote() throws Exception {
        try (Journal journal = open()) {
            append(journal, 2);
            assertThat(journal.acknowledge(journal.epoch(), 3)).isFalse();
            assertThat(journal.acknowledged()).isZero();
        }
    }

    @Test
    void forgetsOnlyOldScansThatTheHubHasAndNeverTheNewest() throws Exception {
        try (Journal journal = open()) {
            for (int i = 0; i < 40; i++) {
                // A clock that was wrong for a while must not tear a hole.
                Duration off = i == 12 ? Duration.ofDays(9) : Duration.ofDays(-3);
                journal.append(n -> Scans.scan(n, Scans.NOON.plus(off)));
            }
            journal.prune(Scans.NOON);
            assertThat(journal.read(1, 99)).as("the hub has nothing").hasSize(40);

            journal.acknowledge(journal.epoch(), 40);
            journal.prune(Scans.NOON);
            assertThat(journal.first().orElseThrow()).as("old ones").isBetween(2L, 13L);

            journal.prune(Scans.NOON.plus(Duration.ofDays(30)));
            assertThat(journal.read(1, 99))
                    .extracting(Scan::number)
                    .contains(40L)
                    .hasSizeLessThan(9);
        }
        try (Journal journal = open()) {
            assertThat(append(journal, 1)).extracting(Scan::number).containsExactly(41L);
        }
    }

    @Test
    void beginsANewEpochWhereTheHubHasWhatIsNotHere() throws Exception {
        JournalEpoch first;
        try (Journal journal = open()) {
            first = journal.epoch();
            append(journal, 3);
            journal.startOver(8);
            assertThat(journal.epoch()).isNotEqualTo(first);
            assertThat(append(journal, 1)).extracting(Scan::number).containsExactly(1L);
            assertThat(journal.acknowledged(first)).isEqualTo(8);
        }
        try (Journal journal = open()) {
            Unsent earlier = Next.of(journal, 10).orElseThrow();
            assertThat(earlier.epoch()).isEqualTo(first);
            assertThat(earlier.scans()).isEmpty();
            assertThat(earlier.lost()).containsExactly(new LostScans(9, 9, true));
            assertThat(journal.acknowledge(first, 9)).isTrue();
            assertThat(Next.of(journal, 10).orElseThrow().scans())
                    .extracting(Scan::number)
                    .containsExactly(1L);
        }
    }

    @Test
    void manyWhoScanAtOnceShareAWriteAndEachGetsItsOwnNumber() throws Exception {
        CountingDisk disk = new CountingDisk();
        try (Journal journal = TestJournals.open(folder(), 64 * 1024, disk)) {
            journal.append(Scans::scan);
            int before = disk.syncs();
            List<Long> numbers = Collections.synchronizedList(new ArrayList<>());
            disk.holdSync(() ->
                    TestJournals.atOnce(
                            20, () -> numbers.add(journal.append(Scans::scan).number())));
            assertThat(numbers).hasSize(20).doesNotHaveDuplicates();
            assertThat(disk.syncs() - before)
                    .as("two groups: the first, and those who waited")
                    .isEqualTo(2);
            assertThat(journal.read(1, 99)).hasSize(21);
        }
    }

    @Test
    void aScanThatCannotBeMadeKeepsNobodyElseFromTheirs() throws Exception {
        try (Journal journal = open()) {
            assertThatThrownBy(() ->
                            journal.append(_ -> {
                                throw new IllegalStateException("no draft");
                            }))
                    .hasMessage("no draft");
            assertThat(append(journal, 1)).extracting(Scan::number).containsExactly(1L);
        }
    }

    @Test
    void saysWhatToDoWhereItMayNotWrite() throws IOException {
        Files.writeString(folder.resolve("file"), "in the way");
        assertThatThrownBy(() -> Journal.open(folder.resolve("file").resolve("journal")))
                .isInstanceOf(JournalUnusable.class)
                .hasMessageContaining("make it writable");
    }

    @Test
    void replaysEveryScanInOrder() throws Exception {
        try (Journal journal = open()) {
            append(journal, 1200);
            List<Long> numbers = new ArrayList<>();
            journal.replay((epoch, scan) -> numbers.add(scan.number()));
            assertThat(numbers).hasSize(1200).isSorted().endsWith(1200L);
        }
    }

    private static List<Scan> append(Journal journal, int count) throws JournalFailure {
        List<Scan> scans = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            scans.add(journal.append(Scans::scan));
        }
        return scans;
    }

    /** Few scans fill a segment, so that it has many. */
    private Journal open() throws JournalUnusable {
        return TestJournals.open(folder(), 1024);
    }

    private Path folder() {
        return folder.resolve("journal");
    }
}
