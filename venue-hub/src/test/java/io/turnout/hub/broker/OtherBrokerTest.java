package io.turnout.hub.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.turnout.hub.broker.TestClient.As;
import io.turnout.hub.start.CannotStart;
import io.turnout.protocol.message.Topics;
import io.turnout.protocol.message.Topics.Kind;
import io.turnout.protocol.message.UnitId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OtherBrokerTest {
    private static final UnitId U1 = new UnitId("u1");
    private static final int NOT_AUTHORIZED = 0x87;

    private final Topics topics = new Topics("venue");
    private final Semaphore connections = new Semaphore(0);
    private final BlockingQueue<String> arrived = new LinkedBlockingQueue<>();

    @TempDir private Path folder;

    @Test
    void bringsBothWaysAndHoldsUnitsToTheirOwnTopics() throws Exception {
        try (Mosquitto broker = mosquitto();
                BrokerLink link = linked(broker)) {
            assertThat(connections.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
            try (TestClient unit = TestClient.connect(broker.port(), As.unit("u1", "s1"))) {
                unit.subscribe(topics.of(U1, Kind.ACK));
                unit.publish(topics.of(U1, Kind.SCANS), "hello");
                assertThat(arrived.poll(10, TimeUnit.SECONDS)).isEqualTo("u1 SCANS hello");
                assertThat(link.publish(U1, Kind.ACK, "received".getBytes(UTF_8))).isTrue();
                assertThat(unit.next().text()).isEqualTo("received");
                assertThat(unit.publish(topics.alert(U1, "disk"), "full")).isLessThan(0x80);
                assertThat(arrived.poll(10, TimeUnit.SECONDS)).isEqualTo("u1 ALERT full");
                String others = topics.of(new UnitId("u2"), Kind.SCANS);
                assertThat(unit.publish(others, "forged")).isEqualTo(NOT_AUTHORIZED);
                assertThat(unit.publish(topics.of(U1, Kind.ACK), "all")).isEqualTo(NOT_AUTHORIZED);
                assertThat(arrived).isEmpty();
            }
        }
    }

    @Test
    void isLinkedAgainAfterTheBrokerWasKilledAndSaysThatItForgot() throws Exception {
        try (Mosquitto broker = mosquitto();
                BrokerLink link = linked(broker)) {
            assertThat(connections.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
            broker.killAndStartAgain();
            assertThat(connections.tryAcquire(30, TimeUnit.SECONDS)).as("a second time").isTrue();
            assertThat(link.online()).isTrue();
        }
    }

    @Test
    void wantsAPasswordThatOnlyItsOwnerCanRead() throws Exception {
        Path readable = Files.writeString(folder.resolve("readable"), "secret");
        Files.setPosixFilePermissions(readable, PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(() -> broker(1, Optional.of(readable)).endpoint())
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("chmod 600");
        assertThatThrownBy(() -> broker(1, Optional.of(folder.resolve("none"))).endpoint())
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("none");
        assertThatThrownBy(() -> broker(1, Optional.empty()).endpoint())
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("mqtt.broker-secret-file");
    }

    private Mosquitto mosquitto() throws Exception {
        boolean mustBe = Boolean.getBoolean("turnout.noskip");
        assumeTrue(
                mustBe || Mosquitto.program("mosquitto").isPresent(),
                "no broker here: install the package mosquitto");
        return Mosquitto.start(folder, Map.of("hub", "hub-secret", "u1", "s1"));
    }

    private BrokerLink linked(Mosquitto broker) throws Exception {
        Path secret = folder.resolve("hub-secret");
        Files.createFile(
                secret,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(secret, "hub-secret\n");
        BrokerLink link = BrokerLink.to(broker(broker.port(), Optional.of(secret)), topics);
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
        return link;
    }

    private static OtherBroker broker(int port, Optional<Path> secret) {
        return new OtherBroker("tcp://127.0.0.1:" + port, "hub", secret);
    }

    private static String text(byte[] payload) {
        return new String(payload, UTF_8);
    }
}
