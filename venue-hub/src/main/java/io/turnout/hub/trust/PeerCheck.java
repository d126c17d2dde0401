package io.turnout.hub.trust;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.function.Predicate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Who may come in by TLS: whoever's certificate passes a test. Host names prove nothing here. */
final class PeerCheck extends X509ExtendedTrustManager {
    private final X509Certificate authority;
    private final Predicate<X509Certificate> test;

    /**
     * @param authority whose certificates clients are asked for
     */
    PeerCheck(X509Certificate authority, Predicate<X509Certificate> test) {
        this.authority = authority;
        this.test = test;
    }

    private void check(X509Certificate[] chain) throws CertificateException {
        if (chain.length == 0 || !test.test(chain[0])) {
            throw new CertificateException("not a certificate that this hub takes here");
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type)
            throws CertificateException {
        check(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, @Nullable Socket socket)
            throws CertificateException {
        check(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, @Nullable SSLEngine engine)
            throws CertificateException {
        check(chain);
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
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[] {authority};
    }
}
