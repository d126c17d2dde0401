package io.turnout.gateway.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JournalKillTest {
    private static final int ROUNDS = 6;

    @TempDir private Path folder;

    @Test
    void losesNothingThatItSaidWhenKilledAtAnyMoment() throws Exception {
        long seed = 42;
        Random random = new Random(seed);
        Path file = folder.resolve("journal");
        long said = 0;
        for (int round = 0; round < ROUNDS; round++) {
            said = Math.max(said, appendUntilKilled(file, 1 + random.nextInt(400)));
            List<Long> found = new ArrayList<>();
            try (Journal journal = Journal.open(file)) {
                journal.replay((epoch, scan) -> found.add(scan.number()));
                assertThat(journal.last()).as("seed %s round %s", seed, round).isGreaterThan(0);
            }
            assertThat(found)
                    .as("seed %s round %s", seed, round)
                    .hasSizeGreaterThanOrEqualTo((int) said);
            for (int i = 0; i < found.size(); i++) {
                assertThat(found.get(i)).isEqualTo(i + 1L);
            }
        }
    }

    /**
     * Kills after so many lines; the child is somewhere in the middle of a later append by then.
     */
    private static long appendUntilKilled(Path file, int lines) throws IOException {
        Process child =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Appender.class.getName(),
                                file.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        long last = 0;
        try (BufferedReader out = child.inputReader(StandardCharsets.UTF_8)) {
            for (int i = 0; i < lines; i++) {
                last = Long.parseLong(String.valueOf(out.readLine()));
            }
            // Not child.destroyForcibly(): that also closes the pipe with what was said last.
            child.toHandle().destroyForcibly();
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                last = line.isEmpty() ? last : Math.max(last, Long.parseLong(line));
            }
        }
        child.onExit().join();
        return last;
    }
}
