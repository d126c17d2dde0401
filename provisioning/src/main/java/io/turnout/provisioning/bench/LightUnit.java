package io.turnout.provisioning.bench;

import io.turnout.protocol.crypto.P256;
import io.turnout.protocol.message.EnrolRequest;
import io.turnout.protocol.message.EnrolTicket;
import io.turnout.protocol.message.Enrolled;
import io.turnout.protocol.message.MalformedMessage;
import io.turnout.protocol.message.MessageCodec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
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
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/**
 * As little of a unit as can enrol, connect to the broker by its certificate and renew it. Each
 * exchange is a new connection with a whole handshake, as after a power cut of the venue.
 */
final class LightUnit implements AutoCloseable {
    private static final MessageCodec CODEC = new MessageCodec();
    private static final char[] PASSWORD = "bench".toCharArray();
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int CONNACK = 0x20;

    private final EnrolTicket ticket;
    private final KeyPair key = P256.generate();
    private final X509Certificate authority;
    private Optional<Enrolled> enrolled = Optional.empty();
    private Optional<SSLSocket> connection = Optional.empty();

    /**
     * Makes its key.
     *
     * @param authority who vouches for the hub
     */
    LightUnit(EnrolTicket ticket, X509Certificate authority) {
        this.ticket = ticket;
        this.authority = authority;
    }

    void enrol() throws IOException {
        enrolled = Optional.of(ask(ticket.url() + "/unit/v1/enrol", request()));
    }

    void renew() throws IOException {
        enrolled = Optional.of(ask(who().hubUrl() + "/unit/v1/renew", new byte[0]));
    }

    /** Signs in at the broker by a new connection; the one before is given up. */
    void connect() throws IOException {
        close();
        SSLSocket socket = socket();
        connection = Optional.of(socket);
        socket.getOutputStream().write(connectPacket(who().unit().value()));
        byte[] answer = answer(socket.getInputStream());
        if (answer.length < 2 || answer[1] != 0) {
            throw new IOException("the broker refused " + who().unit());
        }
    }

    /** Proves who it is, and says nothing more. */
    void shakeHands() throws IOException {
        try (SSLSocket socket = socket()) {
            socket.startHandshake();
        }
    }

    private SSLSocket socket() throws IOException {
        URI broker = URI.create(who().mqttUrl());
        SSLSocket socket =
                (SSLSocket)
                        tls().getSocketFactory().createSocket(broker.getHost(), broker.getPort());
        socket.setSoTimeout((int) PATIENCE.toMillis());
        return socket;
    }

    /** What it shows and whom it believes. */
    private SSLContext tls() throws IOException {
        try {
            KeyManagerFactory own = KeyManagerFactory.getInstance("PKIX");
            own.init(shown(), PASSWORD);
            KeyStore believed = empty();
            believed.setCertificateEntry("hub", authority);
            TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
            trust.init(believed);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(own.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("no TLS for a unit of the bench", e);
        }
    }

    @Override
    public void close() throws IOException {
        if (connection.isPresent()) {
            connection.get().close();
        }
    }

    static X509Certificate certificate(byte[] encoded) throws IOException {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509")
                            .generateCertificate(new ByteArrayInputStream(encoded));
        } catch (GeneralSecurityException e) {
            throw new IOException("the hub gave no certificate", e);
        }
    }

    private Enrolled who() {
        return enrolled.orElseThrow(() -> new IllegalStateException("not enrolled"));
    }

    private KeyStore shown() throws GeneralSecurityException, IOException {
        KeyStore store = empty();
        if (enrolled.isPresent()) {
            List<String> texts = enrolled.get().certificates();
            X509Certificate[] chain = new X509Certificate[texts.size()];
            for (int i = 0; i < chain.length; i++) {
                chain[i] = certificate(Base64.getDecoder().decode(texts.get(i)));
            }
            store.setKeyEntry("unit", key.getPrivate(), PASSWORD, chain);
        }
        return store;
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, PASSWORD);
        return store;
    }

    private byte[] request() {
        Base64.Encoder base64 = Base64.getEncoder();
        String open = base64.encodeToString(key.getPublic().getEncoded());
        byte[] content =
                EnrolRequest.signedContent(
                                ticket.fingerprint(), ticket.token(), Optional.empty(), open)
                        .getBytes(StandardCharsets.UTF_8);
        String signature = base64.encodeToString(P256.sign(key.getPrivate(), content));
        return CODEC.write(new EnrolRequest(ticket.token(), Optional.empty(), open, signature));
    }

    private Enrolled ask(String url, byte[] body) throws IOException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(url))
                        .timeout(PATIENCE)
                        .POST(BodyPublishers.ofByteArray(body))
                        .build();
        try (HttpClient client = HttpClient.newBuilder().sslContext(tls()).build()) {
            HttpResponse<byte[]> answer = client.send(request, BodyHandlers.ofByteArray());
            if (answer.statusCode() != 200) {
                throw new IOException(url + " answers " + answer.statusCode());
            }
            return CODEC.read(answer.body(), Enrolled.class);
        } catch (MalformedMessage e) {
            throw new IOException(url + " answers what no hub says", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** MQTT 5, clean start, keep-alive of a minute; the name is client id and user. */
    private static byte[] connectPacket(String name) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        text(body, "MQTT");
        body.writeBytes(new byte[] {5, (byte) 0x82, 0, 60, 0});
        text(body, name);
        text(body, name);
        byte[] packet = new byte[body.size() + 2];
        packet[0] = 0x10;
        packet[1] = (byte) body.size(); // below 128 for any name of the bench
        System.arraycopy(body.toByteArray(), 0, packet, 2, body.size());
        return packet;
    }

    private static void text(ByteArrayOutputStream into, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        into.write(bytes.length >> 8);
        into.write(bytes.length);
        into.writeBytes(bytes);
    }

    /** What follows the two bytes at the front of the broker's first packet. */
    private static byte[] answer(InputStream in) throws IOException {
        if (in.read() != CONNACK) {
            throw new IOException("the broker does not greet");
        }
        return in.readNBytes(Math.max(0, in.read()));
    }
}
