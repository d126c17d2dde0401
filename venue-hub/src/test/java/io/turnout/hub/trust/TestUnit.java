package io.turnout.hub.trust;

import io.turnout.protocol.crypto.P256;
import io.turnout.protocol.message.EnrolRequest;
import io.turnout.protocol.message.EnrolTicket;
import io.turnout.protocol.message.Enrolled;
import io.turnout.protocol.message.MalformedMessage;
import io.turnout.protocol.message.MessageCodec;
import io.turnout.protocol.message.UnitId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** What a unit has to show, good or forged, and how it asks the hub. */
public final class TestUnit {
    private static final MessageCodec CODEC = new MessageCodec();
    private static final char[] PASSWORD = "x".toCharArray();

    private TestUnit() {}

    /** A ticket's request by a key of one's own. */
    public static byte[] request(EnrolTicket ticket, KeyPair key, Optional<UnitId> asked) {
        Base64.Encoder base64 = Base64.getEncoder();
        String publicKey = base64.encodeToString(key.getPublic().getEncoded());
        byte[] content =
                EnrolRequest.signedContent(ticket.fingerprint(), ticket.token(), asked, publicKey)
                        .getBytes(StandardCharsets.UTF_8);
        String signature = base64.encodeToString(P256.sign(key.getPrivate(), content));
        return CODEC.write(new EnrolRequest(ticket.token(), asked, publicKey, signature));
    }

    /** Sends something to the units' port and shows what the context has to show. */
    public static HttpResponse<String> post(String url, byte[] body, SSLContext tls)
            throws IOException, InterruptedException {
        return send(
                HttpRequest.newBuilder(URI.create(url)).POST(BodyPublishers.ofByteArray(body)),
                tls);
    }

    public static HttpResponse<String> get(String url, SSLContext tls)
            throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(url)), tls);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request, SSLContext tls)
            throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newBuilder().sslContext(tls).build()) {
            return client.send(request.build(), BodyHandlers.ofString());
        }
    }

    public static Enrolled enrolled(HttpResponse<String> answer) throws MalformedMessage {
        return CODEC.read(answer.body().getBytes(StandardCharsets.UTF_8), Enrolled.class);
    }

    /** The unit's own certificate, which stands first. */
    public static X509Certificate certificate(Enrolled enrolled) {
        return certificates(enrolled).getFirst();
    }

    static List<X509Certificate> certificates(Enrolled enrolled) {
        return enrolled.certificates().stream().map(TestUnit::certificate).toList();
    }

    private static X509Certificate certificate(String base64) {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509")
                            .generateCertificate(
                                    new ByteArrayInputStream(Base64.getDecoder().decode(base64)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** Trusts the authority as browsers do, host names and all, and shows nothing. */
    public static SSLContext nobody(Authority authority) {
        return context(authority, new KeyManager[0]);
    }

    /** The same, showing a certificate. */
    public static SSLContext showing(Authority authority, KeyPair key, X509Certificate... chain) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, PASSWORD);
            store.setKeyEntry("unit", key.getPrivate(), PASSWORD, chain);
            KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
            keys.init(store, PASSWORD);
            return context(authority, keys.getKeyManagers());
        } catch (GeneralSecurityException | IOException e) {
            throw new AssertionError(e);
        }
    }

    private static SSLContext context(Authority authority, KeyManager[] keys) {
        try {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, PASSWORD);
            trusted.setCertificateEntry("hub", authority.certificate());
            TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new AssertionError(e);
        }
    }
}
