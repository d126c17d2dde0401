package io.turnout.hub.trust;

import io.turnout.hub.start.CannotStart;
import io.turnout.protocol.crypto.P256;
import io.turnout.protocol.crypto.Purpose;
import io.turnout.protocol.message.EnrolTicket;
import io.turnout.protocol.message.UnitId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The hub's own certificate authority, made at the first start. It vouches for one hub and its
 * units, and for nobody else.
 */
public final class Authority {
    /** Its file among the keys. */
    static final String FILE = "authority";

    private static final Logger LOG = LoggerFactory.getLogger(Authority.class);
    private static final Duration LIFE = Duration.ofDays(30 * 365);

    /** Clocks of browsers may be behind the hub's. */
    private static final Duration SLACK = Duration.ofDays(1);

    private final Credential own;
    private final InstantSource clock;

    private Authority(Credential own, InstantSource clock) {
        this.own = own;
        this.clock = clock;
    }

    /**
     * Reads it, or makes it where there is none.
     *
     * @param keys the folder that only the hub's user may enter
     * @throws CannotStart when the file holds something else: no unit would believe a new one
     */
    public static Authority open(Path keys, InstantSource clock) throws CannotStart {
        Path file = keys.resolve(FILE);
        try {
            if (!Files.exists(file)) {
                make(clock.instant()).write(keys, FILE);
                LOG.info("made this hub's certificate authority");
            }
            return new Authority(Credential.read(file), clock);
        } catch (IOException e) {
            throw new CannotStart(
                    "The certificate authority "
                            + file
                            + " cannot be read or made ("
                            + e.getMessage()
                            + "): put back a copy from a backup, readable for this user only, or"
                            + " remove it and enrol every unit anew.",
                    e);
        }
    }

    private static Credential make(Instant now) {
        KeyPair keys = P256.generate();
        String name = "Turnout hub " + P256.fingerprint(keys.getPublic()).substring(0, 8);
        X509Certificate certificate =
                CertificateMaker.authority(
                        keys,
                        new CertificateMaker.Subject(
                                name, keys.getPublic(), now.minus(SLACK), now.plus(LIFE)));
        return new Credential(keys.getPrivate(), List.of(certificate));
    }

    /** What units and people know it by; the same as long as its key is. */
    public String fingerprint() {
        return P256.fingerprint(key());
    }

    /** The fingerprint as people compare it. */
    public String shown() {
        return EnrolTicket.shown(fingerprint());
    }

    /** Its certificate, for browsers and programs that are to trust the hub. */
    public String pem() {
        Base64.Encoder lines = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
        return "-----BEGIN CERTIFICATE-----\n"
                + lines.encodeToString(encoded(certificate()))
                + "\n-----END CERTIFICATE-----\n";
    }

    /** A certificate as bytes. */
    static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a certificate cannot be written", e);
        }
    }

    X509Certificate certificate() {
        return own.certificate();
    }

    PublicKey key() {
        return certificate().getPublicKey();
    }

    /** Whether it vouches that this is a unit; neither dates nor revocation are looked at. */
    boolean isUnit(X509Certificate certificate) {
        return Purpose.UNIT.holds(certificate, key());
    }

    X509Certificate forUnit(UnitId unit, PublicKey key, Instant until) {
        return CertificateMaker.certificate(
                own, subject(unit.value(), key, until), Purpose.UNIT, List.of());
    }

    X509Certificate forHub(PublicKey key, Instant until, Collection<String> names) {
        return CertificateMaker.certificate(
                own, subject("Turnout hub", key, until), Purpose.HUB, names);
    }

    private CertificateMaker.Subject subject(String name, PublicKey key, Instant until) {
        return new CertificateMaker.Subject(name, key, clock.instant().minus(SLACK), until);
    }
}
