package io.turnout.hub.fleet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.turnout.hub.ingest.TestScans;
import io.turnout.hub.start.CannotStart;
import io.turnout.hub.store.Database;
import io.turnout.hub.store.TestDatabase;
import io.turnout.protocol.access.BadgeState;
import io.turnout.protocol.access.SessionId;
import io.turnout.protocol.crypto.Ed25519;
import io.turnout.protocol.message.Answer;
import io.turnout.protocol.message.Ask;
import io.turnout.protocol.message.KnownBadge;
import io.turnout.protocol.message.MessageCodec;
import io.turnout.protocol.message.UnitId;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AnswersTest {
    private static final UnitId U1 = new UnitId("u1");
    private static final UnitId U2 = new UnitId("u2");
    private static final MessageCodec CODEC = new MessageCodec();
    private static final SessionId S1 = new SessionId("s1");
    private static final SessionId S2 = new SessionId("s2");

    private record Said(UnitId unit, Answer answer) {}

    private final BlockingQueue<Said> said = new LinkedBlockingQueue<>();
    private final CountDownLatch held = new CountDownLatch(1);

    @TempDir private Path folder;
    private Database database;
    private ListKey key;
    private Answers answers;

    @BeforeEach
    void start() throws CannotStart {
        database = TestDatabase.in(folder);
        TestDatabase.seed(database);
        TestDatabase.session(database, "s1", "r1", 0, 3_600_000);
        TestDatabase.session(database, "s2", "r1", 7_200_000, 10_800_000);
        TestDatabase.session(database, "elsewhere", "r2", 0, 3_600_000);
        TestDatabase.attendee(database, 1, TestScans.badge(1).toString());
        TestDatabase.attendee(database, 2, TestScans.badge(2).toString());
        key = ListKey.open(folder);
        answers = answers((unit, answer) -> said.add(new Said(unit, answer)));
    }

    @AfterEach
    void stop() {
        held.countDown();
        answers.close();
        database.close();
    }

    @Test
    void tellsWhatTheNextListWouldSayOfTheBadgeInTheUnitsRoom() throws Exception {
        sql("INSERT INTO registration (attendee, session) VALUES (1, 's2')");
        sql("INSERT INTO registration (attendee, session) VALUES (1, 'elsewhere')");
        sql("INSERT INTO attendee_group (attendee, name) VALUES (1, 'speakers')");
        sql("INSERT INTO target_group (session, name) VALUES ('s1', 'speakers')");
        sql("INSERT INTO target_person (session, attendee) VALUES ('s2', 1)");
        sql("INSERT INTO target_person (session, attendee) VALUES ('s1', 2)");
        assertThat(asked(U1, 1))
                .contains(new KnownBadge(BadgeState.ACTIVE, List.of(S2), List.of(S1, S2)));
        assertThat(asked(U2, 1))
                .contains(
                        new KnownBadge(
                                BadgeState.ACTIVE, List.of(new SessionId("elsewhere")), List.of()));
        sql("UPDATE badge SET state = 'revoked' WHERE attendee = 2");
        assertThat(asked(U1, 2))
                .contains(new KnownBadge(BadgeState.REVOKED, List.of(), List.of(S1)));
        assertThat(answers.counts()).isEqualTo(new Answers.Counts(3, 0, 0, 0, 0));
    }

    @Test
    void knowsNoBadgeOfAnotherEvent() throws Exception {
        sql(
                "INSERT INTO event (id, tag, title, zone, salt, created_ms)"
                        + " VALUES ('e2', 'DEF', 'Other', 'UTC', 'c2FsdA==', 0)");
        sql("UPDATE badge SET event = 'e2' WHERE attendee = 1");
        assertThat(asked(U1, 1)).isEmpty();
        assertThat(answers.counts().unknown()).isEqualTo(1);
    }

    @Test
    void signsForTheUnitAndItsQuestion() throws Exception {
        Ask ask = new Ask(77, TestScans.badge(1));
        answers.receive(U1, CODEC.write(ask));
        Answer answer = next().answer();
        byte[] signature = Base64.getDecoder().decode(answer.signature());
        byte[] publicKey = Base64.getDecoder().decode(key.publicKey());
        byte[] content = Answer.signedContent(U1, ask, answer.known()).getBytes(UTF_8);
        assertThat(Ed25519.verify(publicKey, content, signature)).isTrue();
        byte[] ofAnother = Answer.signedContent(U2, ask, answer.known()).getBytes(UTF_8);
        assertThat(Ed25519.verify(publicKey, ofAnother, signature)).isFalse();
    }

    @Test
    void tellsOfTheNearestSessionsWhereThereAreTooMany() throws Exception {
        for (int i = 0; i < 120; i++) {
            long start = (i + 10) * 3_600_000L;
            TestDatabase.session(database, "more" + i, "r1", start, start + 1);
            sql("INSERT INTO registration (attendee, session) VALUES (1, 'more%d')".formatted(i));
        }
        assertThat(asked(U1, 1).orElseThrow().registered())
                .hasSize(KnownBadge.MAX_SESSIONS)
                .startsWith(new SessionId("more0"))
                .doesNotContain(new SessionId("more119"));
    }

    @Test
    void answersNoStrangerAndGoesOnAfterWhatItCannotRead() throws Exception {
        answers.receive(U1, "{\"id\":".getBytes(UTF_8));
        answers.receive(U1, new byte[100_000]);
        answers.receive(new UnitId("stranger"), CODEC.write(new Ask(1, TestScans.badge(1))));
        assertThat(asked(U1, 1)).isPresent();
        assertThat(said).isEmpty();
        assertThat(answers.counts()).isEqualTo(new Answers.Counts(1, 0, 0, 2, 1));
    }

    @Test
    void answersOnlyTheNewestQuestionOfAUnitThatDoesNotWait() throws Exception {
        try (Answers slow = answers(this::holding)) {
            slow.receive(U2, CODEC.write(new Ask(1, TestScans.badge(1))));
            await().until(() -> said.size() == 1);
            for (int i = 10; i < 20; i++) {
                slow.receive(U1, CODEC.write(new Ask(i, TestScans.badge(1))));
            }
            held.countDown();
            next();
            assertThat(next().answer().id()).isEqualTo(19);
            assertThat(said).isEmpty();
            assertThat(slow.counts().dropped()).isEqualTo(9);
        }
    }

    @Test
    void dropsAQuestionThatNobodyWaitsForAnyMore() {
        try (Answers slow = answers(this::holding)) {
            slow.receive(U2, CODEC.write(new Ask(1, TestScans.badge(1))));
            await().until(() -> said.size() == 1);
            slow.receive(U1, CODEC.write(new Ask(2, TestScans.badge(1))));
            long asked = System.nanoTime();
            await().until(() -> System.nanoTime() - asked > Ask.LONGEST_WAIT.toNanos());
            held.countDown();
            await().until(() -> slow.counts().dropped() == 1);
            assertThat(said).hasSize(1);
        }
    }

    private void holding(UnitId unit, Answer answer) {
        said.add(new Said(unit, answer));
        try {
            held.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private Answers answers(BiConsumer<UnitId, Answer> outlet) {
        return Answers.start(database, key, InstantSource.fixed(Instant.EPOCH), outlet);
    }

    private Optional<KnownBadge> asked(UnitId unit, int badge) throws InterruptedException {
        answers.receive(unit, CODEC.write(new Ask(badge, TestScans.badge(badge))));
        Said next = next();
        assertThat(next.unit()).isEqualTo(unit);
        assertThat(next.answer().id()).isEqualTo(badge);
        return next.answer().known();
    }

    private void sql(String sql) {
        database.change(handle -> handle.execute(sql));
    }

    private Said next() throws InterruptedException {
        return Optional.ofNullable(said.poll(10, TimeUnit.SECONDS)).orElseThrow();
    }
}
