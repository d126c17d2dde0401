package io.turnout.protocol.crypto;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;

/**
 * Keys of certificates: ECDSA on the curve P-256, which brokers, browsers and the JDK all speak.
 */
public final class P256 {
    private static final String SIGNATURE = "SHA256withECDSA";
    private static final int FIELD_BITS = 256;

    private P256() {}

    public static KeyPair generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK cannot make keys on P-256", e);
        }
    }

    /** A public key in its X.509 form; empty where it is none, or one on another curve. */
    public static Optional<PublicKey> publicKey(byte[] encoded) {
        try {
            PublicKey key =
                    KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(encoded));
            boolean fits =
                    key instanceof ECPublicKey ec
                            && ec.getParams().getCurve().getField().getFieldSize() == FIELD_BITS;
            return fits ? Optional.of(key) : Optional.empty();
        } catch (GeneralSecurityException e) {
            return Optional.empty(); // how the JDK says that it is no key
        }
    }

    public static byte[] sign(PrivateKey key, byte[] content) {
        try {
            Signature signature = Signature.getInstance(SIGNATURE);
            signature.initSign(key);
            signature.update(content);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK cannot sign by " + SIGNATURE, e);
        }
    }

    /** False for whatever is no signature too; never throws. */
    public static boolean verify(PublicKey key, byte[] content, byte[] signature) {
        try {
            Signature check = Signature.getInstance(SIGNATURE);
            check.initVerify(key);
            check.update(content);
            return check.verify(signature);
        } catch (GeneralSecurityException e) {
            return false; // how the JDK says that it has not the shape of a signature
        }
    }

    /** What a key is known by: its SHA-256 as 43 characters that are safe everywhere. */
    public static String fingerprint(PublicKey key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getEncoded());
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
