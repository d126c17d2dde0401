package io.turnout.protocol.phone;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.protocol.crypto.HmacFingerprinter;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Hashing on phones against the JDK's. */
final class PhoneFingerprinterTest {
    @Test
    void namesBadgesOfEveryLengthAsTheHubDoes() {
        Random random = new Random(27);
        byte[] key = new byte[HmacFingerprinter.KEY_BYTES];
        for (int length = 0; length <= 300; length++) {
            random.nextBytes(key);
            String text = "é7".repeat(length).substring(0, length);
            assertThat(new PhoneFingerprinter(key).of(text))
                    .as("%d characters, seed 27", length)
                    .isEqualTo(new HmacFingerprinter(key).of(text));
        }
    }

    @Test
    void hashesAsTheStandardSays() {
        byte[] abc = "abc".getBytes(StandardCharsets.US_ASCII);
        assertThat(HexFormat.of().formatHex(Sha256.of(abc)))
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
