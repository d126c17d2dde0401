package io.turnout.hub.trust;

import io.turnout.hub.start.CannotStart;
import io.turnout.protocol.crypto.Purpose;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.NavigableSet;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/** TLS as the hub speaks it: always by its own certificate, and each door with its own guests. */
public final class HubTls {
    private final Authority authority;
    private final HubCertificate own;
    private final InstantSource clock;

    private HubTls(Authority authority, HubCertificate own, InstantSource clock) {
        this.authority = authority;
        this.own = own;
        this.clock = clock;
    }

    /**
     * With a certificate that is made where it is missing.
     *
     * @param names what the hub is reached by; asked again and again
     */
    public static HubTls open(
            Authority authority,
            Path keys,
            Supplier<NavigableSet<String>> names,
            InstantSource clock)
            throws CannotStart {
        return new HubTls(authority, HubCertificate.open(authority, keys, names, clock), clock);
    }

    /** For pages: guests show no certificate. */
    public SSLContext pages() {
        return context(_ -> false);
    }

    /**
     * For units' HTTP: who shows a certificate must show one of a unit of this hub. It may be out
     * of date, for it may be there to be renewed.
     */
    public SSLContext units() {
        return context(authority::isUnit);
    }

    /** For the broker: a unit of this hub in its time, or the hub's own link. */
    public SSLContext broker() {
        return context(certificate ->
                certificate.equals(own.current().certificate()) || isUnitNow(certificate));
    }

    /** For the hub's own link to its broker. */
    public SSLContext link() {
        return context(certificate -> Purpose.HUB.holds(certificate, authority.key()));
    }

    /** Whether the authority vouches that this is a unit, and its time is now. */
    public boolean isUnitNow(X509Certificate certificate) {
        return authority.isUnit(certificate)
                && clock.instant().isBefore(certificate.getNotAfter().toInstant());
    }

    private SSLContext context(Predicate<X509Certificate> test) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(
                    new KeyManager[] {own},
                    new TrustManager[] {new PeerCheck(authority.certificate(), test)},
                    null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK speaks no TLS", e);
        }
    }
}
