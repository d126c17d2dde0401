package io.turnout.hub.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.turnout.hub.broker.TestClient.As;
import io.turnout.hub.start.CannotStart;
import io.turnout.protocol.message.ScanBatch;
import io.turnout.protocol.message.Topics;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Map;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BrokerTest {
    private static final String BASE = "turnout/1/venue/unit/";
    private static final int NOT_AUTHORIZED = 0x87;
    private static final Map<String, String> UNITS =
            Map.of("door-1", "s1", "door-2", "s2", "a.b", "s3");

    private final int port = FreePort.find();
    private Broker broker;

    @BeforeAll
    void start() throws CannotStart {
        broker =
                Broker.start(
                        new Broker.Listen("127.0.0.1", port),
                        new Topics("venue"),
                        (unit, secret) -> secret.equals(UNITS.get(unit)),
                        "hub-secret");
    }

    @AfterAll
    void stop() {
        broker.close();
    }

    @Test
    @DisplayName(
            "AT15 nobody gets in without a name and its secret, nor by any name that comes with the broker")
    void refusesWhoeverIsNotWhoTheySay() {
        refuses(new As("door-1", null, null));
        refuses(new As("door-1", "door-1", "wrong"));
        refuses(new As("door-1", "door-1", null));
        refuses(new As("nobody", "nobody", ""));
        refuses(new As("hub", "hub", "wrong"));
        refuses(new As("ACTIVEMQ.CLUSTER.ADMIN.USER", "ACTIVEMQ.CLUSTER.ADMIN.USER", "x"));
        refuses(
                new As(
                        "ACTIVEMQ.CLUSTER.ADMIN.USER",
                        "ACTIVEMQ.CLUSTER.ADMIN.USER",
                        "CHANGE ME!!"));
    }

    @Test
    @DisplayName("AT3 nobody takes the place of a connected unit")
    void letsNobodyTakeAnothersPlace() throws Exception {
        try (TestClient victim = TestClient.connect(port, As.unit("door-1", "s1"))) {
            refuses(new As("door-1", "door-2", "s2"));
            refuses(new As("", "door-2", "s2"));
            assertThat(victim.publish(BASE + "door-1/scans", "still here")).isLessThan(0x80);
        }
    }

    @Test
    @DisplayName("AT2 a will in the name of another is refused")
    void refusesAWillInAnothersName() throws Exception {
        refuses(As.unit("door-2", "s2"), BASE + "door-1/ack");
        refuses(As.unit("door-2", "s2"), BASE + "door-2/ack");
        try (TestClient hub = hub()) {
            hub.subscribe(BASE + "+/state");
            TestClient unit =
                    TestClient.connect(port, As.unit("door-2", "s2"), BASE + "door-2/state");
            unit.dropDead();
            assertThat(hub.next().topic()).isEqualTo(BASE + "door-2/state");
        }
    }

    @Test
    @DisplayName("AT2 a unit writes its own topics only")
    void letsAUnitWriteOnlyItsOwn() throws Exception {
        try (TestClient unit = TestClient.connect(port, As.unit("door-1", "s1"))) {
            assertThat(unit.publish(BASE + "door-1/scans", "x")).isLessThan(0x80);
            assertThat(unit.publish(BASE + "door-1/state", "x")).isLessThan(0x80);
            assertThat(unit.publish(BASE + "door-1/info", "x")).isLessThan(0x80);
            assertThat(unit.publish(BASE + "door-1/ask", "x")).isLessThan(0x80);
            assertThat(unit.publish(BASE + "door-1/result", "x")).isLessThan(0x80);
            for (String topic :
                    new String[] {
                        BASE + "door-1/ack",
                        BASE + "door-1/list",
                        BASE + "door-1/changes",
                        BASE + "door-1/answer",
                        BASE + "door-2/ask",
                        BASE + "door-2/answer",
                        BASE + "door-1",
                        BASE + "door-1/scans/x",
                        BASE + "door-2/scans",
                        BASE + "door-2/ack",
                        "turnout/1/venue/hub/echo",
                        "turnout/1/other/unit/door-1/scans",
                        "activemq.management",
                        "$sys.mqtt.retain." + BASE + "door-2/ack",
                        BASE + "door-2/ack::hub.x"
                    }) {
                assertThat(unit.publish(topic, "x")).as(topic).isEqualTo(NOT_AUTHORIZED);
            }
        }
    }

    @Test
    @DisplayName("AT2 a unit reads its own topics only")
    void letsAUnitReadOnlyItsOwn() throws Exception {
        try (TestClient unit = TestClient.connect(port, As.unit("door-1", "s1"))) {
            assertThat(unit.subscribe(BASE + "door-1/ack")).isLessThan(0x80);
            assertThat(unit.subscribe(BASE + "door-1/list")).isLessThan(0x80);
            assertThat(unit.subscribe(BASE + "door-1/changes")).isLessThan(0x80);
            assertThat(unit.subscribe(BASE + "door-1/answer")).isLessThan(0x80);
            assertThat(unit.subscribe(BASE + "door-1/command")).isLessThan(0x80);
            for (String filter :
                    new String[] {
                        "#",
                        "+/#",
                        "$share/g/" + BASE + "door-1/ack",
                        BASE + "#",
                        BASE + "+/ack",
                        BASE + "door-1/#",
                        BASE + "door-1/+",
                        BASE + "door-2/ack",
                        BASE + "door-2/list",
                        BASE + "door-2/changes",
                        BASE + "door-1/scans",
                        BASE + "door-1/ask",
                        BASE + "+/answer",
                        BASE + "door-2/ask",
                        BASE + "door-2/answer",
                        BASE + "door-2/command",
                        BASE + "+/command",
                        "turnout/1/venue/hub/echo",
                        "activemq.notifications"
                    }) {
                assertThat(unit.subscribe(filter)).as(filter).isGreaterThanOrEqualTo(0x80);
            }
        }
    }

    @Test
    void hangsUpOnWhoNamesAnothersQueue() throws Exception {
        String queue = BASE + "door-1/ack::door-2." + BASE + "door-2/ack";
        try (TestClient unit = TestClient.connect(port, As.unit("door-1", "s1"))) {
            assertThatThrownBy(() -> unit.subscribe(queue)).isInstanceOf(MqttException.class);
            assertThat(unit.isThrownOut()).isTrue();
        }
    }

    @Test
    @DisplayName("AT5 no unit commands itself or another, or answers for another")
    void letsNoUnitCommand() throws Exception {
        try (TestClient unit = TestClient.connect(port, As.unit("door-1", "s1"))) {
            for (String topic :
                    new String[] {
                        BASE + "door-1/command", BASE + "door-2/command", BASE + "door-2/result"
                    }) {
                assertThat(unit.publish(topic, "x")).as(topic).isEqualTo(NOT_AUTHORIZED);
            }
        }
    }

    @Test
    void keepsTheLastWordForWhoComesLater() throws Exception {
        try (TestClient hub = hub()) {
            hub.publish(BASE + "a.b/ack", "old".getBytes(UTF_8), true);
            hub.publish(BASE + "a.b/ack", "new".getBytes(UTF_8), true);
        }
        try (TestClient unit = TestClient.connect(port, As.unit("a.b", "s3"))) {
            unit.subscribe(BASE + "a.b/ack");
            TestClient.Message message = unit.next();
            assertThat(message.text()).isEqualTo("new");
            assertThat(message.retained()).isTrue();
            assertThat(unit.isQuiet()).isTrue();
        }
    }

    @Test
    void passesScansToTheHub() throws Exception {
        try (TestClient hub = hub();
                TestClient unit = TestClient.connect(port, As.unit("a.b", "s3"))) {
            assertThat(hub.subscribe(BASE + "+/scans")).isLessThan(0x80);
            unit.publish(BASE + "a.b/scans", "payload");
            TestClient.Message message = hub.next();
            assertThat(message.topic()).isEqualTo(BASE + "a.b/scans");
            assertThat(message.text()).isEqualTo("payload");
        }
    }

    @Test
    @DisplayName("AT13 the largest batch is taken, and nothing larger")
    void takesTheLargestBatchAndNothingLarger() throws Exception {
        try (TestClient unit = TestClient.connect(port, As.unit("door-1", "s1"))) {
            byte[] largest = new byte[ScanBatch.MAX_BYTES];
            assertThat(unit.publish(BASE + "door-1/scans", largest, false)).isLessThan(0x80);
            assertThatThrownBy(() ->
                            unit.publish(
                                    BASE + "door-1/scans",
                                    new byte[ScanBatch.MAX_BYTES * 2],
                                    false))
                    .isInstanceOf(MqttException.class);
            assertThat(unit.isThrownOut()).isTrue();
        }
    }

    @Test
    @DisplayName("AT13 strangers who never stop talking are hung up on")
    void hangsUpOnStrangersWhoNeverStopTalking() throws Exception {
        byte[] connectOfTwoMegabytes = {
            0x10, (byte) 0xFF, (byte) 0xFF, 0x7F, 0, 4, 'M', 'Q', 'T', 'T', 5, 2, 0, 60, 0
        };
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream().write(connectOfTwoMegabytes);
            assertThat(isOver(socket.getInputStream())).isTrue();
        }
    }

    @Test
    void saysWhichPortIsTaken() {
        assertThatThrownBy(() ->
                        Broker.start(
                                new Broker.Listen("127.0.0.1", port),
                                new Topics("venue"),
                                (unit, secret) -> false,
                                "x"))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("127.0.0.1:" + port)
                .hasMessageContaining("mqtt.port");
    }

    private TestClient hub() throws MqttException {
        return TestClient.connect(port, As.unit("hub", "hub-secret"));
    }

    private void refuses(As as) {
        refuses(as, "");
    }

    private void refuses(As as, String will) {
        assertThatThrownBy(() -> TestClient.connect(port, as, will).close())
                .as(as.toString())
                .isInstanceOf(MqttException.class);
    }

    private static boolean isOver(InputStream in) {
        try {
            in.transferTo(OutputStream.nullOutputStream()); // it may say why before it hangs up
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }
}
