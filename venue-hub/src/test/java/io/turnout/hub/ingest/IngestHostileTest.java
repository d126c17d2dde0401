package io.turnout.hub.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.turnout.hostile.Campaign;
import io.turnout.hostile.Fate;
import io.turnout.hostile.Mutator;
import io.turnout.hub.store.Database;
import io.turnout.hub.store.TestDatabase;
import io.turnout.protocol.access.Effect;
import io.turnout.protocol.access.SessionId;
import io.turnout.protocol.message.HubLife;
import io.turnout.protocol.message.JournalEpoch;
import io.turnout.protocol.message.LostScans;
import io.turnout.protocol.message.MessageCodec;
import io.turnout.protocol.message.ScanBatch;
import io.turnout.protocol.message.UnitId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

final class IngestHostileTest {
    private static final UnitId U1 = new UnitId("u1");
    private static final UnitId U2 = new UnitId("u2");
    private static final MessageCodec CODEC = new MessageCodec();
    private static final Mutator BATCHES = new Mutator(batches());

    /** Fields of a batch, and the few faults that have no field. */
    private static final int KINDS = 40;

    private final ListAppender<ILoggingEvent> said = new ListAppender<>();
    private final Logger log = (Logger) LoggerFactory.getLogger(IngestCounts.class);

    @BeforeEach
    void listen() {
        said.start();
        log.addAppender(said);
    }

    @AfterEach
    void stop() {
        log.detachAppender(said);
    }

    @Test
    @DisplayName("AT5 a batch is rows of its unit, or it is counted and said once for each kind")
    void readsABatchOrCountsIt() {
        IngestCounts counts = new IngestCounts();
        try (Intake intake = new Intake(CODEC, counts, _ -> {})) {
            Campaign.Result result =
                    Campaign.against("scan batch")
                            .believingOnly(U1::equals)
                            .run(BATCHES, input -> fate(intake.read(new Mail.Scans(U1, input))));
            assertThat(counts.snapshot().malformed()).isEqualTo(result.refused());
            assertThat(result.accepted()).isPositive();
        }
        assertThat(said.list).hasSizeBetween(1, KINDS);
    }

    private static Fate fate(Optional<Work> work) {
        return work.<Fate>map(read -> new Fate.Accepted(read.journal().unit()))
                .orElseGet(Fate.Refused::new);
    }

    @Test
    @DisplayName("AT13 a unit that has lost its mind keeps no other unit from being heard")
    void goesOnAfterHostileBatches(@TempDir Path folder) throws Exception {
        BlockingQueue<UnitId> acknowledged = new LinkedBlockingQueue<>();
        try (Database database = TestDatabase.in(folder)) {
            TestDatabase.seed(database);
            try (Ingest ingest = ingest(database, acknowledged)) {
                List<byte[]> inputs = new ArrayList<>(worst());
                Campaign.against("batches kept for ingest")
                        .of(2000)
                        .run(
                                BATCHES,
                                input -> {
                                    inputs.add(input);
                                    return new Fate.Refused();
                                });
                inputs.forEach(input -> ingest.receive(U1, input));
                ingest.receive(U2, CODEC.write(TestScans.batchOf("u2", "e", 1, 2, 3)));
                UnitId next = acknowledged.poll(60, TimeUnit.SECONDS);
                while (next != null && !next.equals(U2)) {
                    next = acknowledged.poll(60, TimeUnit.SECONDS);
                }
                assertThat(next).isEqualTo(U2);
                assertThat(ingest.counts().malformed()).isPositive();
            }
        }
    }

    private static Ingest ingest(Database database, BlockingQueue<UnitId> acknowledged) {
        return new Ingest(
                database,
                CODEC,
                InstantSource.system(),
                new HubLife("life"),
                new Ingest.Outlets((unit, _) -> acknowledged.add(unit), () -> {}));
    }

    /** What once ended the thread that reads, or would have stopped the database. */
    private static List<byte[]> worst() {
        String batch = new String(TestScans.batch("e", 1), StandardCharsets.UTF_8);
        return List.of(
                with(batch, "\"2026-01-31T09:00:01Z\"", "\"+1000000000-12-31T23:59:59Z\""),
                with(batch, "\"boot1\"", "\"a\\u0000b\""),
                with(batch, "\"boot1\"", "\"a\\ud800b\""),
                with(batch, "\"number\":1", "\"number\":9223372036854775807"),
                batch.getBytes(StandardCharsets.UTF_16),
                new byte[ScanBatch.MAX_BYTES + 1]);
    }

    private static byte[] with(String batch, String good, String hostile) {
        assertThat(batch).contains(good);
        return batch.replace(good, hostile).getBytes(StandardCharsets.UTF_8);
    }

    private static List<byte[]> batches() {
        ScanBatch turnover =
                new ScanBatch(
                        U1,
                        new JournalEpoch("e"),
                        List.of(
                                TestScans.scan(
                                        4,
                                        9,
                                        List.of(
                                                new Effect.Leave(Optional.of(new SessionId("s1"))),
                                                new Effect.Enter(new SessionId("s2"), false))),
                                TestScans.scan(5, 9, List.of())),
                        Optional.of(List.of(new LostScans(1, 2, true))));
        return List.of(
                TestScans.batch("e", 1),
                TestScans.batch("e", 1, 2, 3),
                CODEC.write(turnover),
                CODEC.write(TestScans.batchOf("u2", "e", 7)));
    }
}
