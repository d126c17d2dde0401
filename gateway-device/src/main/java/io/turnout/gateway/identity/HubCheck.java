package io.turnout.gateway.identity;

import io.turnout.protocol.crypto.P256;
import io.turnout.protocol.crypto.Purpose;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * The hub is who its authority says it is, and that authority is the one whose fingerprint the
 * ticket had. Addresses do not count, for a hub moves; nor do dates, for a unit without a battery
 * begins in 1970 and learns the time from the hub.
 */
final class HubCheck extends X509ExtendedTrustManager {
    private final String fingerprint;

    private HubCheck(String fingerprint) {
        this.fingerprint = fingerprint;
    }

    /** TLS to that hub alone. */
    static SSLContext context(String fingerprint, KeyManager[] keys) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys, new TrustManager[] {new HubCheck(fingerprint)}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK speaks no TLS", e);
        }
    }

    private void check(X509Certificate[] chain) throws CertificateException {
        boolean vouched =
                Arrays.stream(chain)
                        .map(X509Certificate::getPublicKey)
                        .filter(key -> P256.fingerprint(key).equals(fingerprint))
                        .anyMatch(authority -> isHub(chain, authority));
        if (!vouched) {
            throw new CertificateException("this is another hub than the one of the ticket");
        }
    }

    private static boolean isHub(X509Certificate[] chain, PublicKey authority) {
        return Purpose.HUB.holds(chain[0], authority);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type)
            throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, @Nullable Socket socket)
            throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, @Nullable SSLEngine engine)
            throws CertificateException {
        check(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type)
            throws CertificateException {
        throw new CertificateException("nobody connects to a unit");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, @Nullable Socket socket)
            throws CertificateException {
        checkClientTrusted(chain, type);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, @Nullable SSLEngine engine)
            throws CertificateException {
        checkClientTrusted(chain, type);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
