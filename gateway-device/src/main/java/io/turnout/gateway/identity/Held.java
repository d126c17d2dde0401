package io.turnout.gateway.identity;

import io.turnout.protocol.crypto.P256;
import io.turnout.protocol.crypto.Purpose;
import io.turnout.protocol.message.Enrolled;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A key with what the hub said of it.
 *
 * @param certificates the unit's own and the authority's
 */
record Held(UnitKey key, Enrolled enrolled, List<X509Certificate> certificates) {
    private static final char[] PASSWORD = "in memory".toCharArray();

    /** What the hub said, where it fits the key. */
    static Held of(UnitKey key, Enrolled enrolled) throws CertificateException {
        List<X509Certificate> certificates = parsed(enrolled.certificates());
        if (certificates.size() != 2) {
            throw new CertificateException("there are not two certificates");
        }
        X509Certificate own = certificates.getFirst();
        if (!own.getPublicKey().equals(key.open())
                || !Purpose.UNIT.holds(own, certificates.getLast().getPublicKey())) {
            throw new CertificateException("the certificate is not one of this unit's key");
        }
        return new Held(key, enrolled, certificates);
    }

    /** What the hub is known by. */
    String fingerprint() {
        return P256.fingerprint(certificates.getLast().getPublicKey());
    }

    /** Whether two thirds of the certificate's time are over. */
    boolean isDue(Instant now) {
        X509Certificate own = certificates.getFirst();
        Instant end = own.getNotAfter().toInstant();
        Duration life = Duration.between(own.getNotBefore().toInstant(), end);
        return now.isAfter(end.minus(life.dividedBy(3)));
    }

    /** TLS with this key, to the hub and to nobody else. */
    SSLContext tls() {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, PASSWORD);
            store.setKeyEntry(
                    "unit", key.secret(), PASSWORD, certificates.toArray(X509Certificate[]::new));
            KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
            keys.init(store, PASSWORD);
            return HubCheck.context(fingerprint(), keys.getKeyManagers());
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("this JDK cannot use the unit's key", e);
        }
    }

    /** TLS before there is a certificate. */
    static SSLContext guest(String fingerprint) {
        return HubCheck.context(fingerprint, new KeyManager[0]);
    }

    private static List<X509Certificate> parsed(List<String> texts) throws CertificateException {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        X509Certificate[] certificates = new X509Certificate[texts.size()];
        for (int i = 0; i < certificates.length; i++) {
            try {
                byte[] encoded = Base64.getDecoder().decode(texts.get(i));
                certificates[i] =
                        (X509Certificate)
                                factory.generateCertificate(new ByteArrayInputStream(encoded));
            } catch (IllegalArgumentException e) {
                throw new CertificateException("a certificate is not base64", e);
            }
        }
        return List.of(certificates);
    }
}
