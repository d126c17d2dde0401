package io.turnout.hub.attendance;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.hub.credit.Credit;
import io.turnout.hub.credit.CreditLine;
import io.turnout.hub.credit.Reason;
import io.turnout.hub.credit.StoredCredits;
import io.turnout.hub.identity.Audit;
import io.turnout.hub.ingest.Ingest;
import io.turnout.hub.ingest.TestScans;
import io.turnout.hub.store.Database;
import io.turnout.hub.store.TestDatabase;
import io.turnout.hub.web.Words;
import io.turnout.protocol.message.HubLife;
import io.turnout.protocol.message.JournalEpoch;
import io.turnout.protocol.message.MessageCodec;
import io.turnout.protocol.message.ScanBatch;
import io.turnout.protocol.message.UnitId;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From scans through the fold to the lines that people read. */
@DisplayName("R-5: the fold writes down what attendees earned")
final class CreditFoldTest {
    private static final MessageCodec CODEC = new MessageCodec();
    private static final Instant START = TestScans.START;
    private static final Instant END = START.plusSeconds(100);

    @TempDir private Path folder;
    private final BlockingQueue<String> changed = new LinkedBlockingQueue<>();
    private Database database;
    private Attendance attendance;
    private Ingest ingest;
    private AttendanceRules rules;

    /** A session of 100 seconds, so that a scan's number is its percent. */
    @BeforeEach
    void start() throws Exception {
        database = TestDatabase.in(folder);
        TestDatabase.seed(database);
        TestDatabase.session(database, "s1", "r1", START.toEpochMilli(), END.toEpochMilli());
        TestDatabase.attendee(database, 1, TestScans.badge(1).toString());
        database.change(handle -> {
            handle.execute("INSERT INTO session_study VALUES ('s1', 1, 'Ethics', '1.5')");
            handle.execute("INSERT INTO session_study VALUES ('s1', 2, 'Tax', '0.75')");
        });
        rules = new AttendanceRules(database, new Audit(InstantSource.system()));
        attendance = Attendance.start(database, changed::add);
        ingest =
                new Ingest(
                        database,
                        CODEC,
                        InstantSource.system(),
                        new HubLife("test"),
                        new Ingest.Outlets((unit, ack) -> {}, attendance::stored));
        ScanBatch batch =
                new ScanBatch(
                        new UnitId("u1"),
                        new JournalEpoch("e"),
                        List.of(TestScans.in(20, 1), TestScans.out(70, 1)));
        ingest.receive(new UnitId("u1"), CODEC.write(batch));
        awaitChange();
    }

    @AfterEach
    void stop() {
        ingest.close();
        attendance.close();
        database.close();
    }

    @Test
    void changedSettingsChangeEveryLineTheyTouch() throws Exception {
        CreditLine refused = line(END);
        assertThat(refused.granted()).isFalse();
        assertThat(refused.credits()).isEmpty();
        assertThat(refused.present()).isEqualTo(Duration.ofSeconds(50));
        set(Map.of(RuleName.MINIMUM, "50 %"));
        assertThat(line(END).credits())
                .containsExactly(
                        new Credit("Ethics", new BigDecimal("1.5")),
                        new Credit("Tax", new BigDecimal("0.75")));
        set(Map.of(RuleName.AWARD, "proportional", RuleName.ROUNDING, "down"));
        assertThat(line(END).credits())
                .containsExactly(
                        new Credit("Ethics", new BigDecimal("0.75")),
                        new Credit("Tax", new BigDecimal("0.25")));
        assertThat(Reason.in(Words.english(), line(END).reasons()))
                .endsWith(
                        "(50 %); at least 50 % is needed: credit. That share of the credits is"
                                + " given. Rounded down to steps of 0.25.");
    }

    @Test
    void aSessionsOwnSettingsReachTheFoldAndTheCredits() throws Exception {
        assertThat(rules.put("e1", "s1", Map.of(RuleName.MINIMUM, "50 %"), "ada", Optional.empty()))
                .isEqualTo(new AttendanceRules.Outcome.Done());
        attendance.refoldAll("e1");
        awaitChange();
        assertThat(line(END).granted()).isTrue();
        database.change(handle -> handle.execute("UPDATE session SET cancelled = 1"));
        attendance.refoldAll("e1");
        awaitChange();
        assertThat(Reason.in(Words.english(), line(END).reasons()))
                .isEqualTo("The session was cancelled: no credit.");
    }

    @Test
    void nothingIsCreditedBeforeTheSessionIsOver() throws Exception {
        set(Map.of(RuleName.MINIMUM, "50 %"));
        CreditLine line = line(END.minusMillis(1));
        assertThat(line.granted()).isFalse();
        assertThat(line.credits()).isEmpty();
        assertThat(Reason.in(Words.english(), line.reasons()))
                .isEqualTo("The session is not over: nothing is credited yet.");
    }

    @Test
    void nobodyElseHasTheLines() {
        StoredCredits credits = new StoredCredits(database, InstantSource.fixed(END));
        assertThat(credits.of("e1", 2)).isEmpty();
        assertThat(credits.of("other", 1)).isEmpty();
    }

    private void set(Map<RuleName, String> some) throws InterruptedException {
        RuleValues now = rules.require("e1");
        assertThat(rules.put("e1", now.with(some), "ada", Optional.empty()))
                .isEqualTo(new AttendanceRules.Outcome.Done());
        attendance.refoldAll("e1");
        awaitChange();
    }

    private CreditLine line(Instant now) {
        List<CreditLine> lines = new StoredCredits(database, InstantSource.fixed(now)).of("e1", 1);
        assertThat(lines).hasSize(1);
        return lines.getFirst();
    }

    private void awaitChange() throws InterruptedException {
        assertThat(changed.poll(10, TimeUnit.SECONDS)).isEqualTo("e1");
    }
}
