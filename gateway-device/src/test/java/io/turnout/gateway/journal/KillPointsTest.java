package io.turnout.gateway.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.gateway.Killed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * FT1: a real process is killed at its n-th system call that changes a file, for every n: while the
 * journal is made, written, changes segments, prunes and notes acknowledgements.
 */
final class KillPointsTest {
    private static final List<String> CALLS =
            List.of("pwrite64", "fdatasync", "fsync", "rename", "unlink", "mkdir", "ftruncate");
    private static final boolean ALL = Boolean.getBoolean("turnout.faults");
    private static final int MOST_POINTS = 400;

    @TempDir private Path folder;

    /** What the process said, and so would have shown. */
    private final Map<String, TreeSet<Long>> said = new HashMap<>();

    @Test
    @DisplayName("FT1: killed at every write, sync, rename and delete")
    void losesNothingThatItSaidWhereverItIsKilled() throws Exception {
        Killed.assumePossible();
        int points = 0;
        for (String call : CALLS) {
            boolean killed = true;
            for (int n = 1; killed && n < MOST_POINTS; n += ALL ? 1 : 23) {
                Path here = folder.resolve(call + n);
                said.clear();
                killed = live(here, call, n);
                points += killed ? 1 : 0;
                points += live(here, call, n) ? 1 : 0;
                check(call + " " + n, here);
            }
        }
        System.out.println(
                "FT1: "
                        + points
                        + " kills, in new journals and in those left by a kill, 0 lost, 0 twice");
        assertThat(points).isGreaterThan(ALL ? 100 : 5);
    }

    /** Whether it was killed: not when it has fewer such calls. */
    private boolean live(Path here, String call, int n) throws IOException {
        return Killed.at(
                call,
                n,
                Life.class,
                here,
                line -> {
                    String[] words = line.split(" ", -1);
                    if (words.length == 2) {
                        boolean first =
                                said.computeIfAbsent(words[0], _ -> new TreeSet<>())
                                        .add(Long.parseLong(words[1]));
                        assertThat(first).as("%s %d: %s twice", call, n, line).isTrue();
                    }
                });
    }

    private void check(String name, Path here) throws Exception {
        Map<String, TreeSet<Long>> found = new HashMap<>();
        try (Journal journal = TestJournals.open(here, Life.SEGMENT)) {
            journal.setBack(0);
            for (int i = 0; i < 100 && journal.waiting() > 0; i++) {
                Unsent unsent = Next.of(journal, 100).orElseThrow();
                TreeSet<Long> numbers =
                        found.computeIfAbsent(unsent.epoch().value(), _ -> new TreeSet<>());
                unsent.scans().forEach(scan -> assertThat(numbers.add(scan.number())).isTrue());
                long scans = unsent.scans().isEmpty() ? 0 : unsent.scans().getLast().number();
                long lost = unsent.lost().isEmpty() ? 0 : unsent.lost().getLast().to();
                journal.acknowledge(unsent.epoch(), Math.max(scans, lost));
            }
            assertThat(journal.waiting()).as(name).isZero();
        }
        said.forEach((epoch, numbers) -> {
            // Pruned are only those that were acknowledged: all but the last eleven and more.
            TreeSet<Long> kept = new TreeSet<>(numbers.tailSet(numbers.last() - 9));
            assertThat(found.getOrDefault(epoch, new TreeSet<>())).as(name).containsAll(kept);
        });
    }
}
