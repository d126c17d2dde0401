package io.turnout.hub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.turnout.hub.broker.TestClient;
import io.turnout.hub.broker.TestClient.As;
import io.turnout.hub.ingest.TestScans;
import io.turnout.hub.start.CannotStart;
import io.turnout.hub.store.Database;
import io.turnout.hub.store.TestDatabase;
import io.turnout.protocol.access.BadgeState;
import io.turnout.protocol.access.DoorId;
import io.turnout.protocol.access.RoomId;
import io.turnout.protocol.crypto.Ed25519;
import io.turnout.protocol.message.Ack;
import io.turnout.protocol.message.Answer;
import io.turnout.protocol.message.Ask;
import io.turnout.protocol.message.ClockQuality;
import io.turnout.protocol.message.HubTime;
import io.turnout.protocol.message.JournalEpoch;
import io.turnout.protocol.message.KnownBadge;
import io.turnout.protocol.message.ListNotice;
import io.turnout.protocol.message.MessageCodec;
import io.turnout.protocol.message.UnitId;
import io.turnout.protocol.message.UnitInfo;
import io.turnout.protocol.message.UnitState;
import io.turnout.protocol.message.UnitTime;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole hub in this process; a real MQTT client plays a unit. */
final class HubProgramTest {
    private static final MessageCodec CODEC = new MessageCodec();
    private static final String BASE = "turnout/1/venue/unit/u9/";

    @TempDir private Path folder;
    private HubProgram.Started hub;
    private TestApi api;
    private String secret = "";
    private String listKey = "";

    @BeforeEach
    void start() throws Exception {
        hub = WholeHub.start(folder);
        api = new TestApi(hub.config().url());
        api.setUp(hub.setupUrl().orElseThrow());
        try (Database database = TestDatabase.in(folder)) {
            TestDatabase.seed(database);
            long start = TestScans.START.toEpochMilli();
            TestDatabase.session(database, "s1", "r1", start, start + 3_600_000);
            for (int i = 1; i <= 50; i++) {
                TestDatabase.attendee(database, i, TestScans.badge(i).toString());
            }
        }
        TestApi.Answer unit =
                api.post("/api/v1/units", "{\"id\":\"u9\",\"room\":\"r1\",\"mode\":\"auto\"}");
        assertThat(unit.status()).isEqualTo(201);
        secret = unit.json().path("secret").asText();
        listKey = unit.json().path("listKey").asText();
    }

    @AfterEach
    void stop() {
        hub.program().close();
    }

    @Test
    void takesAUnitFromItsFirstListToTheReport() throws Exception {
        try (TestClient unit = unit()) {
            ListNotice notice = newerList(unit, 0);
            TestApi.Answer list = api.get(notice.path(), "u9", secret);
            assertThat(list.text().getBytes(UTF_8)).hasSize((int) notice.bytes());
            assertThat(api.get(notice.path(), "u1", secret).status()).isEqualTo(401);

            unit.subscribe(BASE + "ack");
            unit.publish(BASE + "state", CODEC.write(ready("boot1")), true);
            unit.publish(BASE + "info", CODEC.write(info(notice.revision())), true);
            assertThat(nextAck(unit)).isEqualTo(0);
            send(unit, 1, 40);
            await().until(() -> nextAck(unit), is -> is == 40);
            awaitInside(40);
            JsonNode seen = unitAnswer();
            assertThat(seen.path("status").asText()).isEqualTo("ready");
            assertThat(seen.path("list").path("has").asLong()).isEqualTo(notice.revision());
        }
    }

    @Test
    void losesNothingWhenItDiesAndTheUnitSaysItAgain() throws Exception {
        try (TestClient unit = unit()) {
            unit.subscribe(BASE + "ack");
            send(unit, 1, 20);
            assertThat(nextAck(unit)).isEqualTo(20);
        }
        hub.program().close();
        hub = WholeHub.start(folder);
        assertThat(hub.setupUrl()).as("there is a user").isEmpty();
        api = new TestApi(hub.config().url());
        api.signIn();
        try (TestClient unit = unit()) {
            unit.subscribe(BASE + "ack");
            assertThat(nextAck(unit)).as("of an empty broker").isEqualTo(20);
            send(unit, 10, 30);
            assertThat(nextAck(unit)).isEqualTo(30);
            awaitInside(30);
            assertThat(counts().path("totals").path("scans").asLong()).isEqualTo(30);
        }
    }

    @Test
    void believesNoWillOfAnEarlierLife() throws Exception {
        try (TestClient unit = unit()) {
            unit.subscribe(BASE + "ack");
            unit.publish(BASE + "state", CODEC.write(ready("boot2")), true);
            unit.publish(BASE + "state", CODEC.write(lost("boot1")), true);
            send(unit, 1, 1);
            assertThat(nextAck(unit)).isEqualTo(1);
            awaitStatus("ready");
            unit.publish(BASE + "state", CODEC.write(lost("boot2")), true);
            awaitStatus("lost");
        }
    }

    @Test
    void sendsANewListWhenASessionChanges() throws Exception {
        try (TestClient unit = unit()) {
            ListNotice first = newerList(unit, 0);
            String path = "/api/v1/events/e1/sessions/s1";
            assertThat(api.post(path, "{\"access\":\"registered-only\",\"capacity\":7}").status())
                    .isEqualTo(200);
            ListNotice next = newerList(unit, first.revision());
            assertThat(next.revision()).isEqualTo(first.revision() + 1);
            assertThat(api.get(next.path(), "u9", secret).text()).contains("registered-only");
            assertThat(api.post(path, "{\"access\":\"nobody\"}").status()).isEqualTo(422);
            assertThat(api.post(path, "{\"capacity\":-1}").status()).isEqualTo(422);
            assertThat(api.post(path, "{\"cancelled\":1}").status()).isEqualTo(422);
            assertThat(api.post(path + "x", "{}").status()).isEqualTo(404);
        }
    }

    @Test
    void answersAUnitThatAsksAboutABadgeAndKeepsNothingOfIt() throws Exception {
        try (TestClient unit = unit()) {
            unit.subscribe(BASE + "answer");
            ask(unit, 1);
            Answer known = nextAnswer(unit);
            assertThat(known.id()).isEqualTo(1);
            assertThat(known.known()).map(KnownBadge::state).contains(BadgeState.ACTIVE);
            ask(unit, 999);
            assertThat(nextAnswer(unit).known()).isEmpty();
        }
        try (TestClient unit = unit()) {
            unit.subscribe(BASE + "answer");
            ask(unit, 2);
            assertThat(nextAnswer(unit).id()).as("none is retained").isEqualTo(2);
        }
    }

    @Test
    void saysItsTimeToAUnitThatReportsAndTellsHowItsClockIsWrong() throws Exception {
        try (TestClient unit = unit()) {
            unit.subscribe(BASE + "time");
            Instant before = Instant.ofEpochMilli(System.currentTimeMillis());
            unit.publish(BASE + "info", CODEC.write(in1970(5_000, Optional.empty())), true);
            HubTime time = CODEC.read(unit.next().text().getBytes(UTF_8), HubTime.class);
            assertThat(time.at()).isBetween(before, Instant.now());
            assertThat(time.boot()).isEqualTo("boot1");
            String content = HubTime.signedContent(new UnitId("u9"), "boot1", 5_000, time.at());
            assertThat(
                            Ed25519.verify(
                                    Base64.getDecoder().decode(listKey),
                                    content.getBytes(UTF_8),
                                    Base64.getDecoder().decode(time.signature())))
                    .isTrue();
            UnitTime.Heard heard = new UnitTime.Heard(time.at(), 5_050);
            unit.publish(BASE + "info", CODEC.write(in1970(5_060, Optional.of(heard))), true);
            await().untilAsserted(() ->
                    assertThat(api.get("/events/e1/units").text()).contains("Never set"));
        }
    }

    private static UnitInfo in1970(long monotonic, Optional<UnitTime.Heard> heard) {
        UnitInfo right = info(0);
        return new UnitInfo(
                right.version(),
                right.boot(),
                Instant.EPOCH,
                Instant.ofEpochMilli(monotonic),
                right.room(),
                right.door(),
                right.epoch(),
                right.firstNumber(),
                0,
                0,
                0,
                Optional.empty(),
                ClockQuality.UNSET,
                right.reader(),
                right.indicator(),
                Optional.of(new UnitTime(monotonic, "none", heard)),
                Optional.empty());
    }

    @Test
    void makesANewerListThanOneItNeverMade() throws Exception {
        try (TestClient unit = unit()) {
            assertThat(newerList(unit, 0).revision()).isLessThan(40);
            ListNotice next = newerList(unit, 40);
            assertThat(next.revision()).isEqualTo(41);
            assertThat(api.get(next.path(), "u9", secret).status()).isEqualTo(200);
        }
    }

    @Test
    void refusesASecondHubOnTheSameData() {
        assertThatThrownBy(() -> WholeHub.start(folder))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("Another hub");
    }

    @Test
    void saysWhetherItWorks() throws Exception {
        TestApi.Answer health = new TestApi(hub.config().url()).get("/health");
        assertThat(health.status()).isEqualTo(200);
        assertThat(health.json().path("status").asText()).isEqualTo("UP");
    }

    private TestClient unit() throws MqttException {
        return TestClient.connect(hub.config().mqttPort(), As.unit("u9", secret));
    }

    /**
     * The notice that a unit gets, in whichever order its subscription and the hub's word came: by
     * saying what it has.
     */
    private static ListNotice newerList(TestClient unit, long has) throws Exception {
        unit.subscribe(BASE + "list");
        unit.publish(BASE + "info", CODEC.write(info(has)), true);
        ListNotice notice = nextList(unit);
        while (notice.revision() <= has) {
            notice = nextList(unit);
        }
        return notice;
    }

    private static ListNotice nextList(TestClient unit) throws Exception {
        return CODEC.read(unit.next(BASE + "list").text().getBytes(UTF_8), ListNotice.class);
    }

    private static void send(TestClient unit, long from, long to) throws MqttException {
        unit.publish(
                BASE + "scans",
                CODEC.write(TestScans.batchOf("u9", "e", TestScans.range(from, to))),
                false);
    }

    private static void ask(TestClient unit, long badge) throws MqttException {
        unit.publish(BASE + "ask", CODEC.write(new Ask(badge, TestScans.badge(badge))), false);
    }

    private static Answer nextAnswer(TestClient unit) throws Exception {
        return CODEC.read(unit.next().text().getBytes(UTF_8), Answer.class);
    }

    /** The number of the next acknowledgement. */
    private static long nextAck(TestClient unit) throws Exception {
        Ack ack = CODEC.read(unit.next(BASE + "ack").text().getBytes(UTF_8), Ack.class);
        assertThat(ack.epoch()).isEqualTo(new JournalEpoch("e"));
        assertThat(ack.life()).isPresent();
        return ack.upTo();
    }

    private static UnitState ready(String boot) {
        return new UnitState(UnitState.Status.READY, boot, Instant.now());
    }

    private static UnitState lost(String boot) {
        return new UnitState(UnitState.Status.LOST, boot, Instant.now());
    }

    private static UnitInfo info(long listRevision) {
        return new UnitInfo(
                "1",
                "boot1",
                Instant.now(),
                Instant.now(),
                new RoomId("r1"),
                new DoorId("u9"),
                new JournalEpoch("e"),
                Optional.empty(),
                0,
                0,
                listRevision,
                Optional.empty(),
                ClockQuality.SYNCED,
                "virtual",
                "virtual",
                Optional.empty(),
                Optional.empty());
    }

    private JsonNode counts() throws Exception {
        return api.get("/api/v1/events/e1/counts").json();
    }

    private JsonNode unitAnswer() throws Exception {
        for (JsonNode unit : api.get("/api/v1/units").json()) {
            if (unit.path("unit").asText().equals("u9")) {
                return unit;
            }
        }
        throw new AssertionError("no unit u9");
    }

    private void awaitInside(long expected) {
        await().untilAsserted(() ->
                assertThat(counts().path("sessions").path(0).path("inside").asLong())
                        .isEqualTo(expected));
    }

    private void awaitStatus(String expected) {
        await().untilAsserted(
                        () -> assertThat(unitAnswer().path("status").asText()).isEqualTo(expected));
    }
}
