package io.turnout.gateway.uplink;

import static io.turnout.gateway.accesslist.ListFixture.UNIT;
import static io.turnout.protocol.message.Topics.Kind.ASK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.turnout.gateway.accesslist.ListFixture;
import io.turnout.gateway.alert.Alerts;
import io.turnout.gateway.journal.Journal;
import io.turnout.gateway.journal.JournalFailure;
import io.turnout.gateway.journal.Scans;
import io.turnout.gateway.journal.TestJournals;
import io.turnout.protocol.access.DoorId;
import io.turnout.protocol.access.Knowledge;
import io.turnout.protocol.access.RoomId;
import io.turnout.protocol.badge.BadgeFingerprint;
import io.turnout.protocol.crypto.Ed25519;
import io.turnout.protocol.message.Ack;
import io.turnout.protocol.message.Answer;
import io.turnout.protocol.message.Ask;
import io.turnout.protocol.message.ClockQuality;
import io.turnout.protocol.message.HubLife;
import io.turnout.protocol.message.JournalEpoch;
import io.turnout.protocol.message.ListNotice;
import io.turnout.protocol.message.LostScans;
import io.turnout.protocol.message.MessageCodec;
import io.turnout.protocol.message.SeatsHeld;
import io.turnout.protocol.message.SignedChanges;
import io.turnout.protocol.message.Topics;
import io.turnout.protocol.message.UnitInfo;
import io.turnout.protocol.message.UnitState;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a broker that is not ours. */
final class UplinkTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final List<ListNotice> notices = new CopyOnWriteArrayList<>();
    private final List<byte[]> changes = new CopyOnWriteArrayList<>();
    private final Ed25519.Keys hubKeys = Ed25519.generate();
    private final Questions questions =
            new Questions(
                    new Questions.Asking(ListFixture.UNIT, hubKeys.publicKey(), PATIENCE),
                    new Random(2));

    @TempDir private Path folder;

    private Mosquitto broker;
    private Journal journal;
    private final Alerts alerts = new Alerts(() -> Scans.NOON);
    private Uplink uplink;

    @BeforeEach
    void start() throws Exception {
        boolean mustBe = Boolean.getBoolean("turnout.noskip");
        assumeTrue(
                mustBe || Mosquitto.program().isPresent(),
                "no broker here: install the package mosquitto");
        broker = Mosquitto.start(folder);
        await().atMost(PATIENCE).until(broker::answers);
        journal = TestJournals.open(folder.resolve("journal"), 1024);
        uplink = uplink(broker.url());
    }

    @AfterEach
    void stop() throws Exception {
        if (uplink != null) {
            uplink.close();
        }
        if (journal != null) {
            journal.close();
        }
        if (broker != null) {
            broker.close();
        }
    }

    @Test
    void deliversAllInOrderAndKeepsItUntilTheHubHasIt() throws Exception {
        append(1200);
        try (FakeHub hub = new FakeHub(broker.url())) {
            uplink.start();
            await().atMost(PATIENCE).until(() -> hub.upTo() >= 500);
            assertThat(journal.waiting()).as("a broker's word is not the hub's").isEqualTo(1200);
            await().atMost(PATIENCE).until(() -> acknowledged(hub, 1200));
            assertThat(hub.batches).contains(500, 200).allMatch(size -> size <= 500);
            append(1);
            await().atMost(PATIENCE).until(() -> acknowledged(hub, 1201));
        }
    }

    @Test
    void sendsAgainWhatTheHubDoesNotAcknowledge() throws Exception {
        append(3);
        try (FakeHub hub = new FakeHub(broker.url())) {
            uplink.start();
            await().atMost(PATIENCE).until(() -> hub.batches.size() >= 2);
            assertThat(hub.batches).containsOnly(3);
            assertThat(uplink.status().resent()).isPositive();
        }
    }

    @Test
    void losesNothingWhenTheBrokerIsKilled() throws Exception {
        append(10);
        uplink.start();
        try (FakeHub hub = new FakeHub(broker.url())) {
            await().atMost(PATIENCE).until(() -> acknowledged(hub, 10));
        }
        broker.kill();
        await().atMost(PATIENCE).until(() -> !uplink.online());
        append(700);
        broker.startAgain();
        await().atMost(PATIENCE).until(broker::answers);
        try (FakeHub hub = new FakeHub(broker.url())) {
            await().atMost(PATIENCE).until(uplink::online);
            await().atMost(PATIENCE).until(() -> journal.waiting() == 0 || fromElevenOn(hub));
        }
    }

    @Test
    void goesOnAfterTheLastAcknowledgementOfAnEarlierLife() throws Exception {
        append(10);
        journal.acknowledge(journal.epoch(), 4);
        try (FakeHub hub = new FakeHub(broker.url())) {
            hub.acknowledge(ack(8, "life"));
            uplink.start();
            await().atMost(PATIENCE).until(() -> !hub.batches.isEmpty());
            assertThat(hub.batches.getFirst()).as("9 and 10 only").isEqualTo(2);
        }
    }

    @Test
    void sendsAgainWhatARestoredHubHasLostAlsoAfterARestart() throws Exception {
        append(20);
        try (FakeHub hub = new FakeHub(broker.url())) {
            hub.acknowledge(ack(20, "before"));
            uplink.start();
            await().atMost(PATIENCE).until(() -> journal.acknowledged() == 20);
            hub.acknowledge(ack(12, "restored"));
            await().atMost(PATIENCE).until(() -> hub.batches.contains(8));
            hub.acknowledge(ack(20, "before"));
            hub.acknowledge(ack(14, "restored"));
            await().atMost(PATIENCE).until(() -> journal.acknowledged() == 14);
            hub.acknowledge(ack(13, "restored"));
            await().atMost(PATIENCE).until(() -> hub.batches.contains(6));
            assertThat(uplink.status().setBacks()).isEqualTo(1);

            restartUnit();
            await().atMost(PATIENCE).until(() -> hub.batches.getLast() == 7);
            hub.acknowledge(ack(20, "restored"));
            await().atMost(PATIENCE).until(() -> journal.waiting() == 0);
            assertThat(uplink.status().gone()).isZero();
        }
    }

    @Test
    void saysWhatItDoesNotHaveAnyMoreAndGoesOnBehindIt() throws Exception {
        append(20);
        journal.acknowledge(journal.epoch(), 15);
        journal.prune(Scans.NOON.plus(Duration.ofDays(30)));
        long first = journal.first().orElseThrow();
        assertThat(first).isGreaterThan(11);
        try (FakeHub hub = new FakeHub(broker.url())) {
            uplink.start();
            hub.acknowledge(ack(10, "restored"));
            await().atMost(PATIENCE).until(() -> uplink.status().gone() == first - 11);
            await().atMost(PATIENCE)
                    .until(() ->
                            hub.newest(Topics.Kind.INFO, UnitInfo.class)
                                    .filter(info -> info.firstNumber().equals(Optional.of(first)))
                                    .filter(info -> info.waiting() == 10)
                                    .isPresent());
            hub.acknowledge(ack(20, "restored"));
            await().atMost(PATIENCE).until(() -> journal.waiting() == 0);
        }
    }

    @Test
    void doesNotBelieveAnAcknowledgementOfAnotherJournal() throws Exception {
        append(5);
        try (FakeHub hub = new FakeHub(broker.url())) {
            hub.acknowledge(new Ack(new JournalEpoch("of-another-card"), 5, Optional.empty()));
            uplink.start();
            await().atMost(PATIENCE).until(() -> hub.upTo() == 5);
            assertThat(journal.waiting()).isEqualTo(5);
        }
    }

    @Test
    void countsWhatItDoesNotUnderstandAndGoesOn() throws Exception {
        append(2);
        try (FakeHub hub = new FakeHub(broker.url())) {
            uplink.start();
            await().atMost(PATIENCE).until(uplink::online);
            hub.say(Topics.Kind.ACK, "{\"epoch\":".getBytes(StandardCharsets.UTF_8));
            hub.say(Topics.Kind.LIST, "{\"revision\":-4}".getBytes(StandardCharsets.UTF_8));
            hub.say(Topics.Kind.LIST, new byte[] {0, -1, 17});
            await().atMost(PATIENCE).until(() -> uplink.status().malformed() == 3);
            hub.say(Topics.Kind.LIST, new byte[200_000]);
            await().atMost(PATIENCE).until(() -> uplink.status().malformed() == 4);
            await().atMost(PATIENCE).until(() -> acknowledged(hub, 2));
            assertThat(notices).isEmpty();
        }
    }

    @Test
    void tellsTheHubWhatSomebodyMustSeeToAndWhenItIsSolved() throws Exception {
        alerts.raise(Alerts.Kind.JOURNAL_DAMAGED, 3, "7–9");
        try (FakeHub hub = new FakeHub(broker.url())) {
            uplink.start();
            await().atMost(PATIENCE).until(() -> hub.alerts.containsKey("journal-damaged"));
            assertThat(hub.alerts).as("others do not stand").hasSize(1);
            alerts.clear(Alerts.Kind.JOURNAL_DAMAGED);
            uplink.infoChanged();
            await().atMost(PATIENCE).until(hub.alerts::isEmpty);
        }
    }

    @Test
    void deliversAnEarlierEpochFirstAndTellsWhatIsLost() throws Exception {
        append(3);
        JournalEpoch first = journal.epoch();
        journal.startOver(5);
        append(2);
        try (FakeHub hub = new FakeHub(broker.url())) {
            uplink.start();
            await().atMost(PATIENCE).until(() -> !hub.epochs.isEmpty());
            assertThat(hub.epochs.getFirst()).isEqualTo(first);
            assertThat(hub.lost).containsExactly(new LostScans(6, 6, true));
            hub.acknowledge(new Ack(first, 6, Optional.of(new HubLife("life"))));
            await().atMost(PATIENCE).until(() -> hub.epochs.contains(journal.epoch()));
            hub.acknowledge(ack(2, "life"));
            await().atMost(PATIENCE).until(() -> journal.waiting() == 0);
        }
    }

    @Test
    void handsOnWhatTheHubSaysOfLists() throws Exception {
        ListNotice notice = new ListFixture().list(3).notice();
        try (FakeHub hub = new FakeHub(broker.url())) {
            hub.say(Topics.Kind.LIST, new MessageCodec().write(notice));
            uplink.start();
            await().atMost(PATIENCE).until(() -> notices.contains(notice));
            hub.say(Topics.Kind.CHANGES, new byte[SignedChanges.MAX_BYTES]);
            await().atMost(PATIENCE).until(() -> changes.size() == 1);
        }
    }

    @Test
    void bringsAQuestionToTheHubAndItsAnswerBack() throws Exception {
        BadgeFingerprint badge = new BadgeFingerprint(4711, 1);
        try (FakeHub hub = new FakeHub(broker.url());
                ExecutorService door = Executors.newVirtualThreadPerTaskExecutor()) {
            uplink.start();
            await().atMost(PATIENCE).until(uplink::online);
            Future<Knowledge> word = door.submit(() -> questions.about(badge));
            await().atMost(PATIENCE).until(() -> hub.newest(ASK, Ask.class).isPresent());
            Ask ask = hub.newest(ASK, Ask.class).orElseThrow();
            Answer unknown = QuestionsTest.answer(UNIT, ask, Optional.empty(), hubKeys);
            hub.say(Topics.Kind.ANSWER, new MessageCodec().write(unknown));
            assertThat(word.get()).isEqualTo(new Knowledge.UnknownToHub());
        }
    }

    @Test
    void saysThatItIsThereAndThatItLeaves() throws Exception {
        try (FakeHub hub = new FakeHub(broker.url())) {
            uplink.start();
            await().atMost(PATIENCE).until(() -> status(hub) == UnitState.Status.READY);
            await().atMost(PATIENCE)
                    .until(() -> hub.newest(Topics.Kind.INFO, UnitInfo.class).isPresent());
            uplink.close();
            await().atMost(PATIENCE).until(() -> status(hub) == UnitState.Status.DISCONNECTED);
        }
    }

    private static UnitState.Status status(FakeHub hub) throws Exception {
        return hub.newest(Topics.Kind.STATE, UnitState.class)
                .map(UnitState::status)
                .orElse(UnitState.Status.LOST);
    }

    private void restartUnit() throws Exception {
        uplink.close();
        journal.close();
        journal = TestJournals.open(folder.resolve("journal"), 1024);
        uplink = uplink(broker.url());
        uplink.start();
    }

    private Ack ack(long upTo, String life) {
        return new Ack(journal.epoch(), upTo, Optional.of(new HubLife(life)));
    }

    private boolean acknowledged(FakeHub hub, long upTo) throws Exception {
        hub.acknowledge();
        return journal.acknowledged() == upTo;
    }

    /** The hub has lost nothing, so it would go on acknowledging from what it had before. */
    private boolean fromElevenOn(FakeHub hub) throws Exception {
        hub.acknowledge(
                ack(10 + hub.batches.stream().mapToInt(i -> i).sum(), FakeHub.LIFE.value()));
        return false;
    }

    private void append(int count) throws JournalFailure {
        for (int i = 0; i < count; i++) {
            journal.append(Scans::scan);
        }
        uplink.wake();
    }

    private Uplink uplink(String url) {
        UplinkConfig config =
                new UplinkConfig(
                        url,
                        "venue",
                        ListFixture.UNIT,
                        "secret",
                        Duration.ofSeconds(5),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(2),
                        Duration.ofMillis(50),
                        Duration.ofMillis(400));
        UplinkHooks hooks =
                new UplinkHooks(
                        status -> new UnitState(status, "boot", Scans.NOON),
                        this::info,
                        notices::add,
                        changes::add,
                        questions,
                        _ -> {},
                        () -> new SeatsHeld(journal.epoch(), 0, List.of(), 0, Optional.empty()),
                        _ -> {},
                        _ -> {},
                        alerts,
                        () -> {});
        return new Uplink(config, journal, hooks, new Random(1));
    }

    private UnitInfo info() {
        return new UnitInfo(
                "test",
                "boot",
                Scans.NOON,
                Scans.NOON,
                new RoomId("K.3.201"),
                new DoorId("door-a"),
                journal.epoch(),
                journal.first().stream().boxed().findFirst(),
                journal.last(),
                journal.waiting(),
                0,
                java.util.Optional.empty(),
                ClockQuality.SYNCED,
                "ready",
                "ready",
                Optional.empty(),
                Optional.empty());
    }
}
