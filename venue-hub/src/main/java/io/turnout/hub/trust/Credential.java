package io.turnout.hub.trust;

import io.turnout.hub.start.KeyFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;

/**
 * A private key and the certificates that speak for it, its own first. In a file it is PKCS #12;
 * what protects it there is that only the hub's user may read it, not the password, which is known.
 */
record Credential(PrivateKey key, List<X509Certificate> chain) {
    private static final String TYPE = "PKCS12";
    private static final String ENTRY = "turnout";
    private static final char[] KNOWN = "turnout".toCharArray();

    Credential {
        chain = List.copyOf(chain);
    }

    X509Certificate certificate() {
        return chain.getFirst();
    }

    /**
     * Reads it.
     *
     * @throws IOException also where the file holds something else
     */
    static Credential read(Path file) throws IOException {
        try {
            KeyStore store = KeyStore.getInstance(TYPE);
            store.load(new ByteArrayInputStream(Files.readAllBytes(file)), KNOWN);
            Certificate[] chain = store.getCertificateChain(ENTRY);
            if (chain == null || !(store.getKey(ENTRY, KNOWN) instanceof PrivateKey key)) {
                throw new IOException("it has no key");
            }
            return new Credential(
                    key, Arrays.stream(chain).map(X509Certificate.class::cast).toList());
        } catch (GeneralSecurityException e) {
            throw new IOException("it is no PKCS #12", e);
        }
    }

    /** Writes it, whole or not at all, for this user only. */
    void write(Path folder, String name) throws IOException {
        try {
            KeyStore store = KeyStore.getInstance(TYPE);
            store.load(null, KNOWN);
            store.setKeyEntry(ENTRY, key, KNOWN, chain.toArray(X509Certificate[]::new));
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            store.store(bytes, KNOWN);
            KeyFile.write(folder, name, bytes.toByteArray());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK cannot write PKCS #12", e);
        }
    }
}
