package io.turnout.gateway.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.turnout.protocol.message.JournalEpoch;
import io.turnout.protocol.message.Scan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** FT3 and FT9: each call to the disk fails once, or from then on. */
final class JournalFaultsTest {
    private static final int SEGMENT = 1024;

    @TempDir private Path folder;

    /** What the test itself knows: the scans that append() returned, and were so shown. */
    private final Map<JournalEpoch, TreeSet<Long>> shown = new HashMap<>();

    @ParameterizedTest
    @EnumSource(FaultyDisk.Fault.class)
    @DisplayName("FT3: one failing call is survived at every call there is")
    void losesNothingWhereOneCallFails(FaultyDisk.Fault fault) throws Exception {
        int calls = run("none", fault, Integer.MAX_VALUE, 0);
        for (int at = 1; at <= calls; at++) {
            run(fault + "-" + at, fault, at, at + 1);
        }
        System.out.println("FT3 " + fault + ": one failure at each of " + calls + " calls, 0 lost");
    }

    @ParameterizedTest
    @EnumSource(FaultyDisk.Fault.class)
    @DisplayName("FT3: a disk that fails for a while is survived, wherever it begins")
    void losesNothingWhereManyCallsFail(FaultyDisk.Fault fault) throws Exception {
        int calls = run("none", fault, Integer.MAX_VALUE, 0);
        for (int at = 1; at <= calls; at += 3) {
            run(fault + "-from-" + at, fault, at, at + 12);
        }
    }

    @Test
    @DisplayName("a failed fsync that is called durable would be noticed")
    void theHarnessNoticesADiskThatLies() {
        assertThatThrownBy(
                        () -> {
                            for (int at = 1; at < 60; at++) {
                                FaultyDisk disk = new FaultyDisk(new CountingDisk(false));
                                disk.lie();
                                run("lie-" + at, disk, FaultyDisk.Fault.EIO, at, at + 1);
                            }
                        })
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("shown");
    }

    @Test
    @DisplayName("FT9: the space is used up, the door is out of order; freed, it works again")
    void isOutOfOrderWhileThereIsNoRoomAndRecovers() throws Exception {
        for (int round = 0; round < 10; round++) {
            Path here = folder.resolve("full-" + round);
            long budget = (5L + round) * SEGMENT;
            Disk disk = new CountingDisk(false);
            try (Journal journal = TestJournals.open(here, SEGMENT, disk, budget)) {
                long last = fill(journal);
                assertThat(journal.failing()).isTrue();
                assertThat(journal.condition().nearlyFull()).isTrue();
                assertThat(journal.read(1, 10_000)).hasSize((int) last);
                journal.acknowledge(journal.epoch(), last);
                journal.retry();
                assertThat(journal.failing()).as("the hub has them").isFalse();
                assertThat(journal.append(Scans::scan).number()).isEqualTo(last + 1);
                assertThat(journal.condition().nearlyFull()).isFalse();
            }
        }
    }

    private static long fill(Journal journal) {
        while (true) {
            try {
                journal.append(Scans::scan);
            } catch (JournalFailure full) {
                assertThat(full).hasMessageContaining("used up");
                return journal.last();
            }
        }
    }

    private int run(String name, FaultyDisk.Fault fault, int from, int until) throws Exception {
        return run(name, new FaultyDisk(new CountingDisk(false)), fault, from, until);
    }

    /** Writes over several segments, restarts, acknowledges and prunes, with the fault in it. */
    private int run(String name, FaultyDisk disk, FaultyDisk.Fault fault, int from, int until)
            throws Exception {
        shown.clear();
        disk.fail(fault, from, until);
        Path here = folder.resolve(name);
        for (int life = 0; life < 2; life++) {
            try (Journal journal = TestJournals.open(here, SEGMENT, disk)) {
                append(journal, 20);
                acknowledge(journal, 12);
                append(journal, 4);
            } catch (JournalUnusable | JournalFailure failed) {
                assertThat(disk.calls()).as("%s: %s", name, failed).isGreaterThanOrEqualTo(from);
            }
        }
        int calls = disk.calls();
        disk.fail(fault, Integer.MAX_VALUE, Integer.MAX_VALUE);
        check(name, here);
        return calls;
    }

    private void append(Journal journal, int count) {
        for (int i = 0; i < count; i++) {
            try {
                Scan scan = journal.append(Scans::scan);
                assertThat(shown.computeIfAbsent(journal.epoch(), _ -> new TreeSet<>()))
                        .as("a number given twice")
                        .doesNotContain(scan.number());
                shown.get(journal.epoch()).add(scan.number());
            } catch (JournalFailure failed) {
                assertThat(journal.failing()).isTrue();
            }
        }
    }

    private void acknowledge(Journal journal, long upTo) {
        try {
            if (journal.acknowledge(journal.epoch(), upTo)) {
                journal.prune(Scans.NOON.plus(Duration.ofDays(30)));
            }
        } catch (JournalFailure failed) {
            assertThat(failed).hasMessageMatching("(noting|forgetting).*");
        }
    }

    /** With a disk that works again: each scan that was shown is there, or with the hub. */
    private void check(String name, Path here) throws Exception {
        Map<JournalEpoch, TreeSet<Long>> found = new HashMap<>();
        try (Journal journal = TestJournals.open(here, SEGMENT, new CountingDisk(false))) {
            assertThat(journal.append(Scans::scan).number()).isPositive();
            for (int i = 0; i < 500 && journal.waiting() > 0; i++) {
                Unsent unsent = Next.of(journal, 50).orElseThrow();
                TreeSet<Long> numbers = found.computeIfAbsent(unsent.epoch(), _ -> new TreeSet<>());
                long upTo = 0;
                for (Scan scan : unsent.scans()) {
                    assertThat(numbers.add(scan.number())).as(name).isTrue();
                    upTo = scan.number();
                }
                long lost = unsent.lost().isEmpty() ? 0 : unsent.lost().getLast().to();
                journal.acknowledge(unsent.epoch(), Math.max(upTo, lost));
            }
            assertThat(journal.waiting()).as(name).isZero();
        }
        shown.forEach((epoch, numbers) ->
                assertThat(found.getOrDefault(epoch, new TreeSet<>()))
                        .as("%s: shown and not found", name)
                        .containsAll(numbers.tailSet(12L, false)));
    }
}
