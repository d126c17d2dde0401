package io.turnout.protocol.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import org.junit.jupiter.api.Test;

final class P256Test {
    private static final byte[] CONTENT = "content".getBytes(StandardCharsets.UTF_8);

    @Test
    void believesASignatureOfTheKeyAndNoOther() {
        KeyPair key = P256.generate();
        byte[] signature = P256.sign(key.getPrivate(), CONTENT);
        assertThat(P256.verify(key.getPublic(), CONTENT, signature)).isTrue();
        assertThat(P256.verify(key.getPublic(), new byte[1], signature)).isFalse();
        assertThat(P256.verify(P256.generate().getPublic(), CONTENT, signature)).isFalse();
        assertThat(P256.verify(key.getPublic(), CONTENT, new byte[3])).isFalse();
    }

    @Test
    void takesKeysOnItsCurveAlone() throws Exception {
        KeyPair key = P256.generate();
        assertThat(P256.publicKey(key.getPublic().getEncoded())).contains(key.getPublic());
        KeyPairGenerator larger = KeyPairGenerator.getInstance("EC");
        larger.initialize(new ECGenParameterSpec("secp384r1"));
        assertThat(P256.publicKey(larger.generateKeyPair().getPublic().getEncoded())).isEmpty();
        assertThat(P256.publicKey(Ed25519.generate().publicKey())).isEmpty();
    }

    @Test
    void hasAFingerprintThatIsSafeEverywhere() {
        KeyPair key = P256.generate();
        assertThat(P256.fingerprint(key.getPublic()))
                .matches("[A-Za-z0-9_-]{43}")
                .isEqualTo(P256.fingerprint(key.getPublic()))
                .isNotEqualTo(P256.fingerprint(P256.generate().getPublic()));
    }
}
