package io.turnout.provisioning.api;

import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a command gets to a hub: where it is, whom to believe, and in whose name. */
public final class HubAccess {
    @Option(
            names = "--hub",
            required = true,
            paramLabel = "URL",
            description = "The hub's pages: https://hub.example.org.")
    private URI hub = URI.create("https://localhost");

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "A token of the hub's page Tokens; asked for without it.")
    private @Nullable Path tokenFile;

    @Option(
            names = "--authority",
            paramLabel = "FILE",
            description = "The hub's authority.pem, where its certificate is its own.")
    private @Nullable Path authority;

    /** A client of that hub. */
    public HubApi open() throws ApiException {
        try {
            Optional<SSLContext> tls =
                    authority == null ? Optional.empty() : Optional.of(trusting(authority));
            return new HubApi(hub, tls, token());
        } catch (IOException | GeneralSecurityException e) {
            throw new ApiException("--token-file or --authority cannot be read: " + e, e);
        }
    }

    /** Never on the command line: others see that, and a history of commands keeps it. */
    private String token() throws IOException, ApiException {
        if (tokenFile != null) {
            return Files.readString(tokenFile).strip();
        }
        return Optional.ofNullable(System.console())
                .filter(Console::isTerminal)
                .map(person -> person.readPassword("%s", "Token of the hub: "))
                .map(typed -> new String(typed).strip())
                .orElseThrow(() ->
                        new ApiException("There is nobody to ask for a token: give --token-file."));
    }

    private static SSLContext trusting(Path pem) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (InputStream in = Files.newInputStream(pem)) {
            store.setCertificateEntry(
                    "hub", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory trust =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, trust.getTrustManagers(), null);
        return tls;
    }
}
