package io.turnout.hub.trust;

import io.turnout.hub.start.CannotStart;
import io.turnout.protocol.crypto.P256;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The hub's own certificate for the names and addresses it is reached by. Made anew by itself, with
 * a new key, when a third of its time is left or when there is a name that it lacks; whoever
 * connects next gets that one. Thread-safe.
 */
final class HubCertificate extends X509ExtendedKeyManager {
    /** Its file among the keys. */
    static final String FILE = "hub-certificate";

    private static final Logger LOG = LoggerFactory.getLogger(HubCertificate.class);
    private static final String ALIAS = "hub";
    private static final String KEY_TYPE = "EC";

    /** Browsers of Apple take none that is good for longer than 825 days. */
    private static final Duration LIFE = Duration.ofDays(360);

    private static final Duration LEFT = LIFE.dividedBy(3);
    private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(10);

    private final Authority authority;
    private final Path keys;
    private final Supplier<NavigableSet<String>> names;
    private final InstantSource clock;
    private Credential current;
    private Instant looked;

    private HubCertificate(
            Authority authority,
            Path keys,
            Supplier<NavigableSet<String>> names,
            InstantSource clock)
            throws IOException {
        this.authority = authority;
        this.keys = keys;
        this.names = names;
        this.clock = clock;
        this.looked = clock.instant();
        this.current = kept();
    }

    /**
     * Reads it, or makes it where there is none that is good.
     *
     * @param names what the hub is reached by now
     */
    static HubCertificate open(
            Authority authority,
            Path keys,
            Supplier<NavigableSet<String>> names,
            InstantSource clock)
            throws CannotStart {
        try {
            return new HubCertificate(authority, keys, names, clock);
        } catch (IOException e) {
            throw new CannotStart(
                    "The hub's certificate "
                            + keys.resolve(FILE)
                            + " cannot be written ("
                            + e.getMessage()
                            + "): make the folder writable for this user.",
                    e);
        }
    }

    /** The one to show now. */
    synchronized Credential current() {
        Instant now = clock.instant();
        if (looked.plus(BETWEEN_LOOKS).isBefore(now)) {
            looked = now;
            if (!isGood(current, now)) {
                renew(now);
            }
        }
        return current;
    }

    /** One in memory is as good as one in a file, until the next start. */
    private void renew(Instant now) {
        current = make(now);
        try {
            current.write(keys, FILE);
        } catch (IOException e) {
            LOG.warn("the hub's new certificate cannot be kept: {}", e.getMessage());
        }
    }

    private Credential kept() throws IOException {
        Instant now = clock.instant();
        Path file = keys.resolve(FILE);
        if (Files.exists(file)) {
            try {
                Credential kept = Credential.read(file);
                if (isGood(kept, now)) {
                    return kept;
                }
            } catch (IOException e) {
                LOG.warn("the hub's certificate is made anew: {}", e.getMessage());
            }
        }
        Credential made = make(now);
        made.write(keys, FILE);
        return made;
    }

    private Credential make(Instant now) {
        NavigableSet<String> reached = names.get();
        KeyPair pair = P256.generate();
        X509Certificate certificate = authority.forHub(pair.getPublic(), now.plus(LIFE), reached);
        LOG.info("a new certificate of this hub for {}", String.join(", ", reached));
        return new Credential(pair.getPrivate(), List.of(certificate, authority.certificate()));
    }

    private boolean isGood(Credential credential, Instant now) {
        X509Certificate certificate = credential.certificate();
        return certificate.getNotAfter().toInstant().minus(LEFT).isAfter(now)
                && certificate.getNotBefore().toInstant().isBefore(now)
                && credential.chain().getLast().equals(authority.certificate())
                && written(certificate).containsAll(names.get());
    }

    private static Set<String> written(X509Certificate certificate) {
        Set<String> names = new HashSet<>();
        try {
            Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
            if (alternatives != null) {
                alternatives.forEach(name -> names.add(String.valueOf(name.get(1))));
            }
        } catch (GeneralSecurityException e) {
            LOG.debug("names cannot be read", e); // then it has none, and is made anew
        }
        return names;
    }

    @Override
    public String @Nullable [] getClientAliases(String type, Principal @Nullable [] issuers) {
        return type.equals(KEY_TYPE) ? new String[] {ALIAS} : null;
    }

    @Override
    public String @Nullable [] getServerAliases(String type, Principal @Nullable [] issuers) {
        return getClientAliases(type, issuers);
    }

    @Override
    public @Nullable String chooseClientAlias(
            String[] types, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return Arrays.asList(types).contains(KEY_TYPE) ? ALIAS : null;
    }

    @Override
    public @Nullable String chooseServerAlias(
            String type, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return type.equals(KEY_TYPE) ? ALIAS : null;
    }

    @Override
    public @Nullable String chooseEngineClientAlias(
            String[] types, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        return chooseClientAlias(types, issuers, null);
    }

    @Override
    public @Nullable String chooseEngineServerAlias(
            String type, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        return chooseServerAlias(type, issuers, null);
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return current().chain().toArray(X509Certificate[]::new);
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return current().key();
    }
}
