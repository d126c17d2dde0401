package io.turnout.gateway.identity;

import io.turnout.protocol.crypto.P256;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/** The unit's key pair, as two words of base64: the private one, the public one. */
record UnitKey(PrivateKey secret, PublicKey open) {
    static UnitKey make() {
        KeyPair pair = P256.generate();
        return new UnitKey(pair.getPrivate(), pair.getPublic());
    }

    /**
     * Reads what {@link #text} wrote.
     *
     * @throws IllegalArgumentException for anything else
     */
    static UnitKey parse(String text) {
        String[] words = text.strip().split(" ", -1);
        if (words.length != 2) {
            throw new IllegalArgumentException("no key of a unit");
        }
        Base64.Decoder base64 = Base64.getDecoder();
        try {
            PrivateKey secret =
                    KeyFactory.getInstance("EC")
                            .generatePrivate(new PKCS8EncodedKeySpec(base64.decode(words[0])));
            return P256.publicKey(base64.decode(words[1]))
                    .map(open -> new UnitKey(secret, open))
                    .orElseThrow(() -> new IllegalArgumentException("no key of a unit"));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("no key of a unit", e);
        }
    }

    String text() {
        return base64(secret.getEncoded()) + " " + publicText();
    }

    /** The public one as it travels. */
    String publicText() {
        return base64(open.getEncoded());
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return P256.fingerprint(open);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
