package io.turnout.gateway.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.turnout.protocol.message.JournalEpoch;
import io.turnout.protocol.message.Scan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
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

    /** A killed process loses nothing either way: only a power cut would show that this is gone. */
    @Test
    void waitsForTheDiskAtEveryCommit() throws Exception {
        try (Connection connection = new JournalFile(file()).connect();
                Statement statement = connection.createStatement()) {
            assertThat(JournalFile.number(statement, "PRAGMA synchronous")).isEqualTo(2);
            assertThat(JournalFile.text(statement, "PRAGMA journal_mode")).isEqualTo("wal");
        }
    }

    /** After a full disk was freed a door stayed out of order until its restart. */
    @Test
    void recordsAgainOnceWhatKeptItFromRecordingIsGone() throws Exception {
        try (Journal journal = open();
                Connection other = new JournalFile(file()).connect();
                Statement statement = other.createStatement()) {
            append(journal, 1);
            statement.execute("ALTER TABLE entry RENAME TO away");
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> append(journal, 1)).isInstanceOf(JournalFailure.class);
            }
            statement.execute("ALTER TABLE away RENAME TO entry");
            assertThat(append(journal, 1)).extracting(Scan::number).containsExactly(2L);
        }
    }

    @Test
    void isANewEpochInANewFile() throws Exception {
        try (Journal one = open();
                Journal two = Journal.open(folder.resolve("other").resolve("journal.db"))) {
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
            assertThat(journal.acknowledge(7)).isTrue();
            assertThat(journal.acknowledge(5)).as("an older word arrives late").isTrue();
            assertThat(journal.acknowledged()).isEqualTo(7);
        }
        try (Journal journal = open()) {
            assertThat(journal.acknowledged()).isEqualTo(7);
            assertThat(journal.waiting()).isEqualTo(3);
        }
    }

    @Test
    void waitsAgainWithWhatTheHubHasLostAlsoAfterAKill() throws Exception {
        try (Journal journal = open()) {
            append(journal, 10);
            journal.acknowledge(9);
        }
        Journal killed = open();
        killed.setBack(4);
        assertThat(killed.waiting()).isEqualTo(6);
        killed.setBack(7);
        assertThat(killed.acknowledged()).as("only ever back").isEqualTo(4);
        // Not closed: what close() writes down must not be needed.
        try (Journal journal = open()) {
            assertThat(journal.acknowledged()).isEqualTo(4);
            journal.prune(Scans.NOON.plus(Duration.ofDays(30)));
            assertThat(journal.read(1, 20)).as("4 are with the hub").hasSize(6);
            journal.acknowledge(10);
        }
        killed.close();
    }

    @Test
    void knowsTheOldestScanItHas() throws Exception {
        try (Journal journal = open()) {
            assertThat(journal.first()).isEmpty();
            append(journal, 5);
            assertThat(journal.first()).hasValue(1);
            journal.acknowledge(3);
            journal.prune(Scans.NOON.plus(Duration.ofDays(30)));
            assertThat(journal.first()).hasValue(4);
        }
        try (Journal journal = open()) {
            assertThat(journal.first()).hasValue(4);
        }
    }

    @Test
    void doesNotBelieveThatTheHubHasWhatItNeverWrote() throws Exception {
        try (Journal journal = open()) {
            append(journal, 2);
            assertThat(journal.acknowledge(3)).isFalse();
            assertThat(journal.acknowledged()).isZero();
        }
    }

    @Test
    void forgetsOnlyOldScansThatTheHubHasAndNeverTheNewest() throws Exception {
        try (Journal journal = open()) {
            journal.append(n -> Scans.scan(n, Scans.NOON.minus(Duration.ofDays(3))));
            // A clock that was wrong for a while must not tear a hole.
            journal.append(n -> Scans.scan(n, Scans.NOON.plus(Duration.ofDays(9))));
            journal.append(n -> Scans.scan(n, Scans.NOON.minus(Duration.ofDays(3))));
            journal.append(n -> Scans.scan(n, Scans.NOON.minus(Duration.ofDays(3))));
            journal.prune(Scans.NOON);
            assertThat(journal.read(1, 9)).as("the hub has nothing").hasSize(4);

            journal.acknowledge(4);
            journal.prune(Scans.NOON);
            assertThat(journal.read(1, 9)).extracting(Scan::number).containsExactly(2L, 3L, 4L);

            journal.prune(Scans.NOON.plus(Duration.ofDays(30)));
            assertThat(journal.read(1, 9)).extracting(Scan::number).containsExactly(4L);
        }
        try (Journal journal = open()) {
            assertThat(append(journal, 1)).extracting(Scan::number).containsExactly(5L);
        }
    }

    @Test
    void refusesAJournalWithAFlippedBitAndLeavesItAlone() throws Exception {
        try (Journal journal = open()) {
            append(journal, 20);
        }
        byte[] bytes = Files.readAllBytes(file());
        // The last one: SQLite leaves old copies of rows in what it does not use any more.
        int place = new String(bytes, StandardCharsets.ISO_8859_1).lastIndexOf("K.3.201");
        bytes[place] ^= 1;
        Files.write(file(), bytes);

        assertThatThrownBy(this::openAndReplay)
                .isInstanceOf(JournalUnusable.class)
                .hasMessageContaining("damaged")
                .hasMessageContaining("keep a copy");
        assertThat(Files.readAllBytes(file())).isEqualTo(bytes);
    }

    @Test
    void refusesAFileThatIsNoJournal() throws IOException {
        Files.writeString(file(), "this is a letter, and a long one at that".repeat(100));
        assertThatThrownBy(this::open)
                .isInstanceOf(JournalUnusable.class)
                .hasMessageContaining("damaged");
        assertThat(file()).content().startsWith("this is a letter");
    }

    @Test
    void saysWhatToDoWhereItMayNotWrite() throws IOException {
        Files.writeString(folder.resolve("file"), "in the way");
        assertThatThrownBy(() -> Journal.open(folder.resolve("file").resolve("journal.db")))
                .isInstanceOf(JournalUnusable.class)
                .hasMessageContaining("make it writable");
    }

    @Test
    void replaysEveryScanInOrder() throws Exception {
        try (Journal journal = open()) {
            append(journal, 1200);
            List<Long> numbers = new ArrayList<>();
            journal.replay(scan -> numbers.add(scan.number()));
            assertThat(numbers).hasSize(1200).isSorted().endsWith(1200L);
        }
    }

    private void openAndReplay() throws Exception {
        try (Journal journal = open()) {
            journal.replay(_ -> {});
        }
    }

    private static List<Scan> append(Journal journal, int count) throws JournalFailure {
        List<Scan> scans = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            scans.add(journal.append(Scans::scan));
        }
        return scans;
    }

    private Journal open() throws JournalUnusable {
        return Journal.open(file());
    }

    private Path file() {
        return folder.resolve("journal.db");
    }
}
