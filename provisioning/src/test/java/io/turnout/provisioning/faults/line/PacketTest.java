package io.turnout.provisioning.faults.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PacketTest {
    private final Map<Integer, String> aliases = new HashMap<>();

    @Test
    void aPublishComesBackAsItWasMadeWhateverItsLength() throws Exception {
        for (int length : new int[] {0, 1, 100, 127, 128, 16_383, 16_384, 300_000}) {
            byte[] payload = "x".repeat(length).getBytes(StandardCharsets.UTF_8);
            byte[] wire = Packet.publish("a/b/scans", payload).bytes();
            Packet packet = Packet.read(new ByteArrayInputStream(wire)).orElseThrow();
            assertThat(packet.type()).isEqualTo(Packet.PUBLISH);
            assertThat(packet.bytes()).isEqualTo(wire);
            Publish publish = Publish.of(packet, aliases);
            assertThat(publish).isEqualTo(new Publish("a/b/scans", 0, "x".repeat(length)));
        }
    }

    @Test
    void aPublishWithIdAliasAndOtherPropertiesIsUnderstood() throws Exception {
        byte[] first = {0x32, 14, 0, 1, 'a', 1, 2, 8, 0x35 - 0x12, 0, 7, 2, 0, 0, 0, 5};
        Publish named = Publish.of(read(first), aliases);
        assertThat(named).isEqualTo(new Publish("a", 258, ""));
        byte[] later = {0x32, 9, 0, 0, 0, 9, 3, 0x23, 0, 7, '!'};
        assertThat(Publish.of(read(later), aliases)).isEqualTo(new Publish("a", 9, "!"));
    }

    @Test
    void anAnswerNamesWhatItAnswers() {
        assertThat(Packet.puback(0xABCD).answeredId()).isEqualTo(0xABCD);
    }

    @Test
    void aStreamThatEndsInAPacketIsAnErrorAndOneThatEndsBehindItIsNot() throws Exception {
        byte[] wire = Packet.publish("t", new byte[5]).bytes();
        assertThat(Packet.read(new ByteArrayInputStream(new byte[0]))).isEmpty();
        for (int cut = 1; cut < wire.length; cut++) {
            byte[] torn = Arrays.copyOf(wire, cut);
            assertThatThrownBy(() -> read(torn)).isInstanceOf(EOFException.class);
        }
    }

    private static Packet read(byte[] wire) throws Exception {
        return Packet.read(new ByteArrayInputStream(wire)).orElseThrow();
    }
}
