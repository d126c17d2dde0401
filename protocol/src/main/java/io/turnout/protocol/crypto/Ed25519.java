package io.turnout.protocol.crypto;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** Ed25519 (RFC 8032) by the JDK, with keys in their raw 32-byte form. */
public final class Ed25519 {
    /** Length of a public key and of a seed, in bytes. */
    public static final int KEY_BYTES = 32;

    /** Length of a signature, in bytes. */
    public static final int SIGNATURE_BYTES = 64;

    private static final String ALGORITHM = "Ed25519";

    /** What RFC 8410 puts before the raw bytes of a public key and of a seed. */
    private static final String PUBLIC_PREFIX = "302a300506032b6570032100";

    private static final String PRIVATE_PREFIX = "302e020100300506032b657004220420";

    private Ed25519() {}

    /** A key pair: raw 32-byte public key and raw 32-byte seed. */
    @SuppressWarnings("ArrayRecordComponent") // handed on at once, never compared or kept in sets
    public record Keys(byte[] publicKey, byte[] seed) {}

    public static Keys generate() {
        return pair(new SecureRandom());
    }

    /**
     * The key pair of a seed that was stored.
     *
     * @throws IllegalArgumentException when it is not 32 bytes
     */
    public static Keys fromSeed(byte[] seed) {
        checkSeed(seed);
        // The JDK derives a public key only while generating; there it takes the seed as it comes.
        return pair(
                new SecureRandom() {
                    private static final long serialVersionUID = 1L;

                    @Override
                    public void nextBytes(byte[] bytes) {
                        System.arraycopy(seed, 0, bytes, 0, bytes.length);
                    }
                });
    }

    /**
     * The 64-byte signature.
     *
     * @throws IllegalArgumentException when the seed is not 32 bytes
     */
    public static byte[] sign(byte[] seed, byte[] content) {
        checkSeed(seed);
        try {
            PrivateKey key =
                    KeyFactory.getInstance(ALGORITHM)
                            .generatePrivate(
                                    new PKCS8EncodedKeySpec(prefixed(PRIVATE_PREFIX, seed)));
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(key);
            signature.update(content);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK cannot sign by " + ALGORITHM, e);
        }
    }

    /** False for a signature or key of the wrong length too; never throws. */
    public static boolean verify(byte[] publicKey, byte[] content, byte[] signature) {
        return publicKey(publicKey).map(key -> verify(key, content, signature)).orElse(false);
    }

    /** The JDK's form of a raw public key; empty where the bytes are no point of the curve. */
    static Optional<PublicKey> publicKey(byte[] raw) {
        if (raw.length != KEY_BYTES) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    KeyFactory.getInstance(ALGORITHM)
                            .generatePublic(new X509EncodedKeySpec(prefixed(PUBLIC_PREFIX, raw))));
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    static boolean verify(PublicKey key, byte[] content, byte[] signature) {
        if (signature.length != SIGNATURE_BYTES) {
            return false;
        }
        try {
            Signature check = Signature.getInstance(ALGORITHM);
            check.initVerify(key);
            check.update(content);
            return check.verify(signature);
        } catch (GeneralSecurityException e) {
            // How the JDK says that a key or signature is no point of the curve: not genuine.
            return false;
        }
    }

    private static Keys pair(SecureRandom random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(ALGORITHM);
            generator.initialize(NamedParameterSpec.ED25519, random);
            KeyPair pair = generator.generateKeyPair();
            byte[] encoded = pair.getPublic().getEncoded();
            byte[] raw = Arrays.copyOfRange(encoded, encoded.length - KEY_BYTES, encoded.length);
            byte[] seed = ((EdECPrivateKey) pair.getPrivate()).getBytes().orElseThrow();
            return new Keys(raw, seed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK cannot make keys for " + ALGORITHM, e);
        }
    }

    private static void checkSeed(byte[] seed) {
        if (seed.length != KEY_BYTES) {
            throw new IllegalArgumentException(
                    "an Ed25519 seed has " + KEY_BYTES + " bytes: " + seed.length);
        }
    }

    private static byte[] prefixed(String prefix, byte[] raw) {
        byte[] start = HexFormat.of().parseHex(prefix);
        byte[] whole = Arrays.copyOf(start, start.length + raw.length);
        System.arraycopy(raw, 0, whole, start.length, raw.length);
        return whole;
    }
}
