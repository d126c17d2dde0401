package io.turnout.gateway.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.protocol.message.LostScans;
import io.turnout.protocol.message.Scan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The journal of a unit that is no more, read from its card. */
final class CardCopyTest {
    @TempDir private Path folder;

    @Test
    @DisplayName("U-6 a journal as a killed unit left it is read from a copy, and left as it is")
    void readsWhatAKilledUnitLeft() throws Exception {
        Path card = folder.resolve("card");
        try (Journal unit = Journal.open(card)) {
            append(unit, 5);
            unit.acknowledge(unit.epoch(), 2);
            Map<Path, String> before = content(card);
            try (Journal read = Journal.open(copied(card, "copy"))) {
                assertThat(read.kept())
                        .singleElement()
                        .satisfies(kept -> {
                            assertThat(kept.epoch()).isEqualTo(unit.epoch());
                            assertThat(kept.first()).isEqualTo(1);
                            assertThat(kept.last()).isEqualTo(5);
                        });
                Unsent all = read.unsent(unit.epoch(), 0, 100).orElseThrow();
                assertThat(all.scans())
                        .extracting(Scan::number)
                        .containsExactly(1L, 2L, 3L, 4L, 5L);
                assertThat(all.lost()).isEmpty();
            }
            assertThat(content(card)).isEqualTo(before);
        }
    }

    @Test
    @DisplayName("U-6 what a torn end has is read, and the rest is told as lost")
    void readsBeforeATornEnd() throws Exception {
        Path card = folder.resolve("card");
        try (Journal unit = Journal.open(card)) {
            append(unit, 5);
        }
        Path segment = firstSegment(card);
        byte[] bytes = Files.readAllBytes(segment);
        int end = bytes.length - 1;
        while (bytes[end] == 0) {
            end--;
        }
        bytes[end - 20] ^= 0x55;
        Files.write(segment, bytes);
        try (Journal read = Journal.open(copied(card, "copy"))) {
            Kept torn = read.kept().getFirst();
            Unsent all = read.unsent(torn.epoch(), 0, 100).orElseThrow();
            assertThat(all.scans()).extracting(Scan::number).containsExactly(1L, 2L, 3L, 4L);
            assertThat(all.lost()).containsExactly(new LostScans(5, 5, true));
            assertThat(torn.last()).isEqualTo(5);
        }
    }

    @Test
    void saysThatAnEmptyJournalHasNothing() throws Exception {
        try (Journal unit = Journal.open(folder.resolve("card"))) {
            assertThat(unit.last()).isZero();
        }
        try (Journal read = Journal.open(copied(folder.resolve("card"), "copy"))) {
            assertThat(read.kept()).isEmpty();
        }
    }

    private static void append(Journal journal, int scans) throws JournalFailure {
        for (int i = 0; i < scans; i++) {
            journal.append(Scans::scan);
        }
    }

    private Path copied(Path card, String name) throws IOException {
        Path copy = Files.createDirectory(folder.resolve(name));
        CardCopy copying = new CardCopy();
        copying.copy(card, copy);
        assertThat(copying.unreadable()).isZero();
        return copy;
    }

    private static Path firstSegment(Path journal) throws IOException {
        try (Stream<Path> all = Files.walk(journal)) {
            List<Path> segments =
                    all.filter(file -> file.toString().endsWith(SegmentFiles.ENDING))
                            .sorted()
                            .toList();
            return segments.getFirst();
        }
    }

    private static Map<Path, String> content(Path folder) throws IOException {
        Map<Path, String> content = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                content.put(file, String.valueOf(Arrays.hashCode(Files.readAllBytes(file))));
            }
        }
        return content;
    }
}
