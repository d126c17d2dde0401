package io.turnout.hub.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.hub.broker.TestClient.As;
import io.turnout.hub.start.CannotStart;
import io.turnout.protocol.message.Topics;
import io.turnout.protocol.message.Topics.Kind;
import io.turnout.protocol.message.UnitId;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class BrokerLinkTest {
    private static final UnitId U1 = new UnitId("u1");

    private final int port = FreePort.find();
    private final Topics topics = new Topics("venue");
    private final Semaphore connections = new Semaphore(0);
    private final BlockingQueue<String> arrived = new LinkedBlockingQueue<>();
    private Broker broker;
    private BrokerLink link;

    @BeforeEach
    void start() throws CannotStart {
        Broker.Listen listen = new Broker.Listen("127.0.0.1", port);
        broker = Broker.start(listen, topics, (unit, secret) -> secret.equals("s"), "hub-secret");
        link = new BrokerLink(BrokerLink.Endpoint.embedded(listen, "hub-secret"), topics, broker);
        link.start(
                new BrokerLink.Listener() {
                    @Override
                    public void connected() {
                        connections.release();
                    }

                    @Override
                    public void message(Topics.Address from, byte[] payload) {
                        arrived.add(from.unit() + " " + from.kind() + " " + text(payload));
                    }
                });
    }

    @AfterEach
    void stop() {
        link.close();
        broker.close();
    }

    @Test
    void bringsWhatUnitsSayAndTheirAnswers() throws Exception {
        assertThat(link.isConnectedWithin(Duration.ofSeconds(20))).isTrue();
        bringsBothWays();
    }

    @Test
    void revivesABrokerThatDiedAndSaysThatItForgot() throws Exception {
        assertThat(connections.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
        broker.close();
        assertThat(connections.tryAcquire(30, TimeUnit.SECONDS)).as("a second time").isTrue();
        bringsBothWays();
    }

    @Test
    void saysWhenItCouldNotSend() throws Exception {
        assertThat(connections.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
        link.close();
        assertThat(link.online()).isFalse();
        assertThat(link.publish(U1, Kind.ACK, new byte[0])).isFalse();
        assertThat(link.unsent()).isEqualTo(1);
    }

    private void bringsBothWays() throws Exception {
        try (TestClient unit = TestClient.connect(port, As.unit("u1", "s"))) {
            unit.subscribe(topics.of(U1, Kind.ACK));
            unit.publish(topics.of(U1, Kind.SCANS), "hello");
            assertThat(arrived.poll(10, TimeUnit.SECONDS)).isEqualTo("u1 SCANS hello");
            assertThat(link.publish(U1, Kind.ACK, "well received".getBytes(UTF_8))).isTrue();
            assertThat(unit.next().text()).isEqualTo("well received");
        }
    }

    private static String text(byte[] payload) {
        return new String(payload, UTF_8);
    }
}
