package io.turnout.hub.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.hub.broker.TestClient.As;
import io.turnout.hub.start.CannotStart;
import io.turnout.protocol.message.Topics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** One unit, or a stranger, against all the others at the broker. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class FloodTest {
    private static final String BASE = "turnout/1/venue/unit/";
    private static final int FLOOD = 100_000;
    private static final Map<String, String> UNITS =
            Map.of("evil", "s1", "honest", "s2", "many", "s3", "deep", "s4");

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
            "AT13 a flood of one unit passes at the pace of a busy one, and the others beside it")
    void slowsDownAFlood() throws Exception {
        try (TestClient hub = TestClient.connect(port, As.unit("hub", "hub-secret"));
                TestClient honest = TestClient.connect(port, As.unit("honest", "s2"));
                Socket evil = new Socket(InetAddress.getLoopbackAddress(), port)) {
            assertThat(hub.subscribe(BASE + "+/scans")).isLessThan(0x80);
            evil.getOutputStream().write(connect("evil", "s1"));
            byte[] ack = evil.getInputStream().readNBytes(4);
            assertThat(ack[0]).isEqualTo((byte) 0x20);
            long before = System.nanoTime();
            Thread flood = Thread.ofVirtual().start(() -> flood(evil));
            long passed = 0;
            for (int i = 0; i < 40; i++) {
                honest.publish(BASE + "honest/scans", "scan " + i);
                passed += before(hub, "scan " + i);
            }
            double seconds = (System.nanoTime() - before) / 1e9;
            double read = 64.0 * 1024 / publish("evil").length; // at once, before it is counted
            assertThat(passed)
                    .isLessThan((long) (Pace.AT_ONCE + 2 * read + seconds * Pace.PER_SECOND));
            reset(evil);
            flood.join();
        }
    }

    @Test
    @DisplayName("AT13 what a unit may send comes back with time, to no more than at first")
    void earnsByTheSecond() {
        AtomicLong now = new AtomicLong();
        Pace pace = new Pace(now::get);
        assertThat(pace.rest(Pace.AT_ONCE)).isZero();
        assertThat(pace.rest(Pace.PER_SECOND)).isBetween(ms(1_000), ms(1_001));
        now.addAndGet(ms(1_001).toNanos());
        assertThat(pace.rest(0)).isZero();
        now.addAndGet(Duration.ofHours(1).toNanos());
        assertThat(pace.rest(Pace.AT_ONCE)).isZero();
        assertThat(pace.rest(1)).isPositive();
    }

    @Test
    @DisplayName("AT13 a unit cannot fill the broker with topics that are kept")
    void keepsFewTopicsOfAUnit() throws Exception {
        int taken = 0;
        try (TestClient many = TestClient.connect(port, As.unit("many", "s3"))) {
            for (int i = 0; i < 2 * TopicsInUse.MOST; i++) {
                int code = many.publish(BASE + "many/alert/a" + i, "x".getBytes(UTF_8), true);
                taken += code < 0x80 ? 1 : 0;
            }
            assertThat(taken).isEqualTo(TopicsInUse.MOST);
            assertThat(many.publish(BASE + "many/alert/a0", "again")).isLessThan(0x80);
        }
        try (TestClient honest = TestClient.connect(port, As.unit("honest", "s2"))) {
            assertThat(honest.publish(BASE + "honest/alert/disk", "x")).isLessThan(0x80);
        }
    }

    @Test
    @DisplayName("AT13 topics of ten thousand levels are refused as any other of nobody's")
    void refusesDeepTopics() throws Exception {
        String deep = BASE + "deep/scans" + "/x".repeat(10_000);
        try (TestClient unit = TestClient.connect(port, As.unit("deep", "s4"))) {
            assertThat(unit.publish(deep, "x")).isGreaterThanOrEqualTo(0x80);
            assertThat(unit.subscribe(BASE + "deep/list" + "/+".repeat(10_000)))
                    .isGreaterThanOrEqualTo(0x80);
            assertThat(unit.publish(BASE + "deep/scans", "x")).isLessThan(0x80);
        }
    }

    @Test
    @DisplayName("AT13 a packet that says it has 256 MB ends its connection unread")
    void readsNoHugePacket() throws Exception {
        try (Socket evil = new Socket(InetAddress.getLoopbackAddress(), port)) {
            evil.setSoTimeout(10_000);
            evil.getOutputStream().write(connect("evil", "s1"));
            evil.getInputStream().readNBytes(4);
            evil.getOutputStream()
                    .write(new byte[] {0x30, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0x7F});
            assertThat(isOver(evil.getInputStream())).isTrue();
        }
    }

    @Test
    @DisplayName("AT13 a thousand strangers who say nothing keep no unit out")
    void servesUnitsBesideSilentStrangers() throws Exception {
        List<Socket> silent = new ArrayList<>();
        try {
            for (int i = 0; i < 1_000; i++) {
                silent.add(new Socket(InetAddress.getLoopbackAddress(), port));
            }
            try (TestClient honest = TestClient.connect(port, As.unit("honest", "s2"))) {
                assertThat(honest.publish(BASE + "honest/scans", "x")).isLessThan(0x80);
            }
        } finally {
            for (Socket socket : silent) {
                socket.close();
            }
        }
    }

    /** How many others came before a message. */
    private static long before(TestClient hub, String text) throws InterruptedException {
        long others = 0;
        TestClient.Message message = hub.next();
        while (!message.text().equals(text)) {
            assertThat(message.topic()).as("nothing came before " + text).isNotEmpty();
            others++;
            message = hub.next();
        }
        return others;
    }

    private static void flood(Socket evil) {
        try {
            byte[] one = publish("evil");
            for (int i = 0; i < FLOOD; i++) {
                evil.getOutputStream().write(one);
            }
        } catch (IOException e) {
            return; // the test hung up: the flood is over
        }
    }

    /** What it has sent does not wait to be read. */
    private static void reset(Socket socket) throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    private static boolean isOver(InputStream in) throws IOException {
        try {
            in.readAllBytes();
            return true;
        } catch (java.net.SocketTimeoutException e) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    private static byte[] connect(String unit, String secret) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        text(body, "MQTT");
        body.write(new byte[] {5, (byte) 0xC2, 0, 60, 0});
        text(body, unit);
        text(body, unit);
        text(body, secret);
        return packet(0x10, body.toByteArray());
    }

    /** A kilobyte to the unit's own topic, at most once. */
    private static byte[] publish(String unit) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        text(body, BASE + unit + "/scans");
        body.write(0);
        body.writeBytes("f".repeat(1_024).getBytes(UTF_8));
        return packet(0x30, body.toByteArray());
    }

    private static void text(ByteArrayOutputStream into, String text) {
        byte[] bytes = text.getBytes(UTF_8);
        into.write(bytes.length >> 8);
        into.write(bytes.length);
        into.writeBytes(bytes);
    }

    /** All of them are shorter than 16 KB: their length takes two bytes. */
    private static byte[] packet(int kind, byte[] body) {
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        packet.write(kind);
        packet.write(body.length % 128 + 128);
        packet.write(body.length / 128);
        packet.writeBytes(body);
        return packet.toByteArray();
    }

    private static Duration ms(long millis) {
        return Duration.ofMillis(millis);
    }
}
