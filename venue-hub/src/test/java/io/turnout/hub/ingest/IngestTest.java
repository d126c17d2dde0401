package io.turnout.hub.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.hub.store.Database;
import io.turnout.hub.store.TestDatabase;
import io.turnout.protocol.message.Ack;
import io.turnout.protocol.message.HubLife;
import io.turnout.protocol.message.JournalEpoch;
import io.turnout.protocol.message.LostScans;
import io.turnout.protocol.message.MessageCodec;
import io.turnout.protocol.message.Scan;
import io.turnout.protocol.message.ScanBatch;
import io.turnout.protocol.message.UnitId;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class IngestTest {
    private static final UnitId U1 = new UnitId("u1");
    private static final HubLife LIFE = new HubLife("life");
    private static final MessageCodec CODEC = new MessageCodec();

    @TempDir private Path folder;
    private final BlockingQueue<Ack> acks = new LinkedBlockingQueue<>();
    private final AtomicInteger stored = new AtomicInteger();
    private Database database;
    private Ingest ingest;

    @BeforeEach
    void start() {
        database = TestDatabase.in(folder);
        TestDatabase.seed(database);
        ingest = ingest();
    }

    @AfterEach
    void stop() {
        ingest.close();
        database.close();
    }

    @Test
    void acknowledgesWhatIsStored() throws Exception {
        ingest.receive(U1, TestScans.batch("e", 1, 2, 3));
        assertThat(nextAck()).isEqualTo(ack(3));
        ingest.close();
        assertThat(numbers()).containsExactly(1L, 2L, 3L);
        assertThat(stored.get()).isEqualTo(1);
        assertThat(text("SELECT DISTINCT event FROM scan")).isEqualTo("e1");
        assertThat(text("SELECT heard_ms FROM unit WHERE id = 'u1'")).isNotEqualTo("0");
    }

    @Test
    void acknowledgesOnlyUpToTheFirstGap() throws Exception {
        ingest.receive(U1, TestScans.batch("e", 5, 6));
        assertThat(nextAck()).isEqualTo(ack(0));
        ingest.receive(U1, TestScans.batch("e", 1, 2, 3));
        assertThat(nextAck()).isEqualTo(ack(3));
        ingest.receive(U1, TestScans.batch("e", 4));
        assertThat(nextAck()).isEqualTo(ack(6));
    }

    @Test
    @DisplayName("AT5 scans that come again are stored once")
    void storesRepeatsOnceAndAcknowledgesThemAgain() throws Exception {
        ingest.receive(U1, TestScans.batch("e", 1, 2));
        assertThat(nextAck()).isEqualTo(ack(2));
        ingest.receive(U1, TestScans.batch("e", 1, 2));
        assertThat(nextAck()).isEqualTo(ack(2));
        ingest.receive(U1, TestScans.batch("e", 2, 3));
        assertThat(nextAck()).isEqualTo(ack(3));
        assertThat(numbers()).containsExactly(1L, 2L, 3L);
        assertThat(ingest.counts().repeated()).isEqualTo(3);
        assertThat(ingest.counts().conflicts()).isZero();
    }

    @Test
    @DisplayName("AT5 a captured batch counts nothing on the topic of another unit")
    void countsNothingOnTheTopicOfAnother() throws Exception {
        ingest.receive(U1, TestScans.batch("e", 1, 2));
        assertThat(nextAck()).isEqualTo(ack(2));
        ingest.receive(new UnitId("u2"), TestScans.batch("e", 3, 4));
        ingest.close();
        assertThat(numbers()).containsExactly(1L, 2L);
        assertThat(ingest.counts().malformed()).isEqualTo(1);
    }

    @Test
    void endsWithTheSameLogInWhateverOrderBatchesCome() throws Exception {
        long seed = 20260131;
        List<byte[]> batches = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            batches.add(TestScans.batch("e", TestScans.range(i * 3L + 1, i * 3L + 5)));
        }
        Collections.shuffle(batches, new Random(seed));
        batches.forEach(batch -> ingest.receive(U1, batch));
        ingest.close();
        assertThat(numbers()).as("seed %d", seed).hasSize(182);
        assertThat(new ArrayList<>(acks).getLast()).isEqualTo(ack(182));
        assertThat(ingest.dropped()).isZero();
    }

    @Test
    @DisplayName("AT5 an old journal of the unit is not taken for its new one")
    void keepsJournalsOfOneUnitApart() throws Exception {
        ingest.receive(U1, TestScans.batch("old", 1, 2));
        assertThat(nextAck()).isEqualTo(ack("old", 2));
        ingest.receive(U1, TestScans.batch("new", 1));
        assertThat(nextAck()).isEqualTo(ack("new", 1));
        assertThat(numbers()).hasSize(3);
    }

    @Test
    @DisplayName("AT5 a scan that comes again with other content changes nothing")
    void keepsTheFirstOfTwoScansWithOneName() throws Exception {
        ingest.receive(U1, TestScans.batch("e", 1));
        assertThat(nextAck()).isEqualTo(ack(1));
        Scan other = TestScans.in(1, 99);
        ingest.receive(U1, CODEC.write(new ScanBatch(U1, new JournalEpoch("e"), List.of(other))));
        assertThat(nextAck()).isEqualTo(ack(1));
        assertThat(ingest.counts().conflicts()).isEqualTo(1);
        assertThat(text("SELECT badge FROM scan")).isEqualTo(TestScans.badge(1).toString());
    }

    @Test
    void setsAsideAScanThatItCannotReadAndTakesTheOthers() throws Exception {
        ingest.receive(U1, spoilt(TestScans.batch("e", 1, 2, 3), 2));
        assertThat(nextAck()).isEqualTo(ack(3));
        ingest.receive(U1, spoilt(TestScans.batch("e", 4), 4));
        assertThat(nextAck()).isEqualTo(ack(4));
        ingest.receive(U1, spoilt(TestScans.batch("e", 1, 2, 3), 2));
        assertThat(nextAck()).isEqualTo(ack(4));
        ingest.receive(U1, TestScans.batch("e", 5));
        assertThat(nextAck()).isEqualTo(ack(5));
        assertThat(numbers()).containsExactly(1L, 3L, 5L);
        assertThat(ingest.refused()).isEqualTo(2);
        assertThat(ingest.counts().malformed()).isZero();
        assertThat(text("SELECT up_to || ' ' || highest FROM journal")).isEqualTo("1 5");
        assertThat(text("SELECT raw FROM refused_scan WHERE number = 2"))
                .contains("\"number\":2", "\"side\":\"upwards\"");
    }

    @Test
    void readsWhatIsSetAsideOnceMoreWhenALaterVersionStarts() throws Exception {
        ingest.receive(U1, spoilt(TestScans.batch("e", 1, 2, 3), 2));
        assertThat(nextAck()).isEqualTo(ack(3));
        ingest.close();
        database.change(handle ->
                handle.execute("UPDATE refused_scan SET raw = replace(raw, 'upwards', 'in')"));
        ingest = ingest();
        ingest.readAgain();
        assertThat(nextAck()).isEqualTo(ack(3));
        assertThat(numbers()).containsExactly(1L, 2L, 3L);
        assertThat(ingest.refused()).isZero();
        assertThat(text("SELECT up_to || ' ' || highest FROM journal")).isEqualTo("3 3");
    }

    /** As a unit of a version that knows one side more. */
    private static byte[] spoilt(byte[] batch, long number) {
        String text = new String(batch, UTF_8);
        int from = text.indexOf("\"number\":" + number + ",");
        String good = "\"side\":\"in\"";
        assertThat(text.indexOf(good, from)).isGreaterThan(from);
        return (text.substring(0, from)
                        + text.substring(from).replaceFirst(good, "\"side\":\"upwards\""))
                .getBytes(UTF_8);
    }

    @Test
    void survivesWhateverComes() throws Exception {
        ingest.receive(U1, "not json".getBytes(UTF_8));
        ingest.receive(U1, new byte[0]);
        ingest.receive(U1, "{\"unit\":\"u1\"}".getBytes(UTF_8));
        ingest.receive(U1, new byte[ScanBatch.MAX_BYTES + 1]);
        ingest.receive(U1, CODEC.write(TestScans.batchOf("u2", "e", 1)));
        UnitId stranger = new UnitId("stranger");
        ingest.receive(stranger, CODEC.write(TestScans.batchOf("stranger", "e", 1)));
        ingest.receive(U1, TestScans.batch("e", 1));
        assertThat(nextAck()).isEqualTo(ack(1));
        ingest.close();
        assertThat(ingest.counts().malformed()).isEqualTo(5);
        assertThat(ingest.counts().unknownUnit()).isEqualTo(1);
        assertThat(numbers()).containsExactly(1L);
    }

    @Test
    void storesScansOfRoomsAndReasonsItDoesNotKnow() throws Exception {
        Scan scan = TestScans.scan(1, 1, List.of());
        String json = new String(CODEC.write(batch(scan)), UTF_8);
        byte[] newer =
                json.replace("not-registered", "reason-of-the-future")
                        .replace("\"r1\"", "\"no-such-room\"")
                        .getBytes(UTF_8);
        ingest.receive(U1, newer);
        assertThat(nextAck()).isEqualTo(ack(1));
        assertThat(text("SELECT reason FROM scan")).isEqualTo("reason-of-the-future");
        assertThat(text("SELECT coalesce(event, 'none') FROM scan")).isEqualTo("none");
    }

    @Test
    void acknowledgesNothingThatIsNotCommitted() throws Exception {
        failOn(13);
        ingest.receive(U1, TestScans.batch("e", 12, 13, 14));
        ingest.receive(U1, TestScans.batch("e", 1));
        assertThat(nextAck()).as("the batch that fails is not acknowledged").isEqualTo(ack(1));
        assertThat(numbers()).containsExactly(1L);
        assertThat(ingest.dropped()).isEqualTo(1);
        database.change(handle -> handle.execute("DROP TRIGGER fail"));
        ingest.receive(U1, TestScans.batch("e", TestScans.range(2, 14)));
        assertThat(nextAck()).isEqualTo(ack(14));
    }

    @Test
    void saysItAgainAfterARestartBetweenCommitAndAcknowledgement() throws Exception {
        ingest.receive(U1, TestScans.batch("e", 1, 2));
        assertThat(nextAck()).isEqualTo(ack(2));
        ingest.close();
        database.close();
        database = TestDatabase.in(folder);
        ingest = ingest();
        ingest.reassureAll();
        assertThat(nextAck()).isEqualTo(ack(2));
        ingest.reassure(U1, new JournalEpoch("unheard-of"), Optional.empty());
        assertThat(nextAck()).isEqualTo(ack("unheard-of", 0));
    }

    @Test
    void goesOnBehindWhatTheUnitDoesNotHaveAnyMoreAndShowsTheGap() throws Exception {
        JournalEpoch epoch = new JournalEpoch("e");
        ingest.receive(U1, TestScans.batch("e", 1, 2, 3));
        assertThat(nextAck()).isEqualTo(ack(3));
        ingest.receive(U1, TestScans.batch("e", 8, 9));
        assertThat(nextAck()).as("the unit may still have 4 to 7").isEqualTo(ack(3));
        ingest.reassure(U1, epoch, Optional.of(2L));
        assertThat(nextAck()).as("it has").isEqualTo(ack(3));
        ingest.reassure(U1, epoch, Optional.of(8L));
        assertThat(nextAck()).as("it has not").isEqualTo(ack(9));
        ingest.receive(U1, TestScans.batch("e", 10, 11));
        assertThat(nextAck()).isEqualTo(ack(11));
        ingest.receive(U1, TestScans.batch("e", 13));
        assertThat(nextAck()).as("12 is under way").isEqualTo(ack(11));
        assertThat(text("SELECT up_to || ' ' || highest FROM journal")).isEqualTo("3 13");

        ingest.receive(U1, TestScans.batch("e", 4, 5, 6, 7));
        assertThat(nextAck()).as("they came all the same").isEqualTo(ack(11));
        assertThat(text("SELECT up_to || ' ' || highest FROM journal")).isEqualTo("11 13");
    }

    @Test
    void acknowledgesBehindScansThatTheUnitHasLostAndKeepsTheGapVisible() throws Exception {
        ingest.receive(U1, TestScans.batch("e", 1, 2));
        assertThat(nextAck()).isEqualTo(ack(2));
        ingest.receive(
                U1,
                CODEC.write(
                        lost(
                                List.of(TestScans.scan(7, 7, List.of())),
                                new LostScans(3, 6, false))));
        assertThat(nextAck()).isEqualTo(ack(7));
        assertThat(text("SELECT up_to || ' ' || highest FROM journal")).isEqualTo("2 7");
        ingest.receive(U1, CODEC.write(lost(List.of(), new LostScans(8, 8, true))));
        assertThat(nextAck()).as("the end is gone").isEqualTo(ack(8));
        ingest.receive(U1, CODEC.write(lost(List.of(), new LostScans(8, 8, true))));
        assertThat(nextAck()).as("told again").isEqualTo(ack(8));
        assertThat(text("SELECT count(*) || ' ' || sum(more) FROM journal_loss")).isEqualTo("2 1");
        assertThat(numbers()).containsExactly(1L, 2L, 7L);
    }

    private static ScanBatch lost(List<Scan> scans, LostScans lost) {
        return new ScanBatch(U1, new JournalEpoch("e"), scans, Optional.of(List.of(lost)));
    }

    private Ingest ingest() {
        return new Ingest(
                database,
                CODEC,
                InstantSource.system(),
                LIFE,
                new Ingest.Outlets((unit, ack) -> acks.add(ack), stored::incrementAndGet));
    }

    private static ScanBatch batch(Scan scan) {
        return new ScanBatch(U1, new JournalEpoch("e"), List.of(scan));
    }

    private void failOn(long number) {
        database.change(handle ->
                handle.execute(
                        "CREATE TRIGGER fail BEFORE INSERT ON scan WHEN NEW.number = "
                                + number
                                + " BEGIN SELECT RAISE(ABORT, 'disk full'); END"));
    }

    private static Ack ack(long upTo) {
        return ack("e", upTo);
    }

    private static Ack ack(String epoch, long upTo) {
        return new Ack(new JournalEpoch(epoch), upTo, Optional.of(LIFE));
    }

    private Ack nextAck() throws InterruptedException {
        return Optional.ofNullable(acks.poll(10, TimeUnit.SECONDS))
                .orElseThrow(() -> new AssertionError("no acknowledgement"));
    }

    private List<Long> numbers() {
        return database.read(
                h -> h.createQuery("SELECT number FROM scan ORDER BY 1").mapTo(Long.class).list());
    }

    private String text(String sql) {
        return database.read(h -> h.createQuery(sql).mapTo(String.class).one());
    }
}
