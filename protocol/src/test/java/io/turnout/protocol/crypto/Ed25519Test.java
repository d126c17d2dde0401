package io.turnout.protocol.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.turnout.protocol.badge.BadgeFingerprint;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class Ed25519Test {
    /** RFC 8032, section 7.1, test 2. */
    private static final byte[] SEED =
            hex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb");

    private static final byte[] PUBLIC =
            hex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
    private static final byte[] CONTENT = hex("72");
    private static final byte[] SIGNATURE =
            hex(
                    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                            + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");

    @Test
    void signsAndDerivesKeysAsTheStandardSays() {
        assertThat(Ed25519.fromSeed(SEED).publicKey()).isEqualTo(PUBLIC);
        assertThat(Ed25519.fromSeed(SEED).seed()).isEqualTo(SEED);
        assertThat(Ed25519.sign(SEED, CONTENT)).isEqualTo(SIGNATURE);
        assertThat(Ed25519.verify(PUBLIC, CONTENT, SIGNATURE)).isTrue();
    }

    @Test
    void verifiesWhatAGeneratedKeySigned() {
        Ed25519.Keys keys = Ed25519.generate();
        byte[] signature = Ed25519.sign(keys.seed(), CONTENT);

        assertThat(Ed25519.verify(keys.publicKey(), CONTENT, signature)).isTrue();
        assertThat(Ed25519.verify(PUBLIC, CONTENT, signature)).isFalse();
        assertThat(Ed25519.generate().seed()).isNotEqualTo(keys.seed());
    }

    @Test
    void isFalseForAnyChangedBitAndForWrongLengths() {
        for (int bit = 0; bit < SIGNATURE.length * 8; bit++) {
            byte[] changed = SIGNATURE.clone();
            changed[bit / 8] ^= (byte) (1 << (bit % 8));
            assertThat(Ed25519.verify(PUBLIC, CONTENT, changed)).as("bit %d", bit).isFalse();
        }
        assertThat(Ed25519.verify(PUBLIC, CONTENT, new byte[0])).isFalse();
        assertThat(Ed25519.verify(PUBLIC, CONTENT, Arrays.copyOf(SIGNATURE, 65))).isFalse();
        assertThat(Ed25519.verify(new byte[31], CONTENT, SIGNATURE)).isFalse();
        byte[] noPoint = new byte[32];
        Arrays.fill(noPoint, (byte) 0xff);
        assertThat(Ed25519.verify(noPoint, CONTENT, SIGNATURE)).isFalse();
    }

    @Test
    void namesTheBadgeKeyThatIsNone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BadgeKeys(Map.of(5, new byte[3])))
                .withMessageContaining("5");
        assertThatIllegalArgumentException().isThrownBy(() -> Ed25519.sign(new byte[3], CONTENT));
    }

    @Test
    void fingerprintsAreTheFirst96BitsOfTheKeyedHash() {
        // RFC 4231, test case 2, has a shorter key; padding with zeros is what HMAC itself does.
        HmacFingerprinter jefe =
                new HmacFingerprinter(Arrays.copyOf(new byte[] {'J', 'e', 'f', 'e'}, 32));

        assertThat(jefe.of("what do ya want for nothing?"))
                .isEqualTo(BadgeFingerprint.of(hex("5bdcc146bf60754e6a042426")))
                .isEqualTo(jefe.of("what do ya want for nothing?"));
        assertThatIllegalArgumentException().isThrownBy(() -> new HmacFingerprinter(new byte[31]));
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }
}
