package io.turnout.hub.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.hub.fleet.Delivered.Gap;
import io.turnout.hub.ingest.Ingest;
import io.turnout.hub.ingest.TestScans;
import io.turnout.hub.store.Database;
import io.turnout.hub.store.TestDatabase;
import io.turnout.protocol.message.HubLife;
import io.turnout.protocol.message.JournalEpoch;
import io.turnout.protocol.message.LostScans;
import io.turnout.protocol.message.MessageCodec;
import io.turnout.protocol.message.Scan;
import io.turnout.protocol.message.ScanBatch;
import io.turnout.protocol.message.UnitId;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What reports say that they lack. */
final class CompletenessTest {
    private static final UnitId U1 = new UnitId("u1");
    private static final MessageCodec CODEC = new MessageCodec();

    @TempDir private Path folder;
    private Database database;

    @BeforeEach
    void start() {
        database = TestDatabase.in(folder);
        TestDatabase.seed(database);
    }

    @AfterEach
    void stop() {
        database.close();
    }

    @Test
    @DisplayName("R-6: what a unit lost at the end of a journal is a gap, though nothing follows")
    void showsTheLostEndOfAJournal() {
        scans("e", new long[] {1, 2, 3}, new LostScans(3, 5, true));
        assertThat(gaps()).containsExactly(new Gap("e", 4, 5, true, true));
        assertThat(completeness().lost()).isEqualTo(2);
        assertThat(completeness().complete()).isEmpty();
    }

    @Test
    @DisplayName("R-6: the scans of a later journal do not hide what was lost of an earlier one")
    void showsTheLostEndOfAnEarlierJournal() {
        scans("e", new long[] {1, 2}, new LostScans(3, 3, true));
        scans("later", new long[] {1, 2, 3, 4});
        assertThat(gaps()).containsExactly(new Gap("e", 3, 3, true, true));
    }

    @Test
    @DisplayName("R-6: one gap may have lost parts and parts that are on their way")
    void partsAGap() {
        scans("e", new long[] {1, 10}, new LostScans(4, 5, false), new LostScans(5, 6, false));
        assertThat(gaps())
                .containsExactly(
                        new Gap("e", 2, 3, false, false),
                        new Gap("e", 4, 5, true, false),
                        new Gap("e", 6, 6, true, false),
                        new Gap("e", 7, 9, false, false));
    }

    @Test
    @DisplayName("R-6: what was told as lost and arrived all the same is not missing")
    void believesWhatArrived() {
        scans("e", new long[] {1, 2, 3, 4, 5}, new LostScans(3, 5, true));
        assertThat(gaps()).isEmpty();
    }

    private void scans(String epoch, long[] numbers, LostScans... lost) {
        List<Scan> scans =
                LongStream.of(numbers).mapToObj(n -> TestScans.scan(n, n, List.of())).toList();
        ScanBatch batch =
                new ScanBatch(U1, new JournalEpoch(epoch), scans, Optional.of(List.of(lost)));
        try (Ingest ingest =
                new Ingest(
                        database,
                        CODEC,
                        InstantSource.system(),
                        new HubLife("life"),
                        new Ingest.Outlets((_, _) -> {}, () -> {}))) {
            ingest.receive(U1, CODEC.write(batch));
        }
    }

    private Completeness completeness() {
        return database.read(
                handle -> new UnitsQueries().completeness(handle, "e1", Instant.now()));
    }

    private List<Gap> gaps() {
        return completeness().gaps();
    }
}
