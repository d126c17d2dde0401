package io.turnout.gateway.identity;

import io.turnout.protocol.crypto.P256;
import io.turnout.protocol.message.EnrolRequest;
import io.turnout.protocol.message.EnrolTicket;
import io.turnout.protocol.message.Enrolled;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** Who this unit is to its hub, from its enrolment on. Thread-safe. */
public final class Identity {
    private final IdentityFiles files;
    private final HubDoor hub = new HubDoor();
    private volatile Held held;
    private volatile SSLContext tls;

    private Identity(IdentityFiles files, Held held) {
        this.files = files;
        this.held = held;
        this.tls = held.tls();
    }

    /**
     * What an enrolment left in a folder; empty where there was none.
     *
     * @throws IOException where it cannot be read, or is damaged
     */
    public static Optional<Identity> open(Path folder) throws IOException {
        IdentityFiles files = new IdentityFiles(folder);
        return files.read().map(held -> new Identity(files, held));
    }

    /**
     * Brings a ticket and a new key to the hub, once. What was there before stays until the hub has
     * said yes.
     *
     * @throws IOException where the folder cannot be written
     */
    public static Answer enrol(Path folder, EnrolTicket ticket)
            throws IOException, InterruptedException {
        IdentityFiles files = new IdentityFiles(folder);
        UnitKey key = files.pending();
        Answer answer =
                new HubDoor()
                        .ask(
                                ticket.url(),
                                "/unit/v1/enrol",
                                request(ticket, key),
                                Held.guest(ticket.fingerprint()));
        return switch (answer) {
            case Answer.Good(Enrolled enrolled) -> kept(files, key, enrolled, ticket.fingerprint());
            case Answer.Refused refused -> {
                files.forgetPending();
                yield refused;
            }
            case Answer.Away away -> away;
        };
    }

    /** What the hub said last. */
    public Enrolled enrolled() {
        return held.enrolled();
    }

    /** TLS to the hub by this unit's certificate, the newest there is. */
    public SSLContext tls() {
        return tls;
    }

    /** Whether it is time to renew. */
    public boolean isDue(Instant now) {
        return held.isDue(now);
    }

    /** Asks for a new certificate of the same key, once, and uses it from then on. */
    public Answer renew() throws IOException, InterruptedException {
        Held before = held;
        Answer answer =
                hub.ask(before.enrolled().hubUrl(), "/unit/v1/renew", new byte[0], before.tls());
        if (!(answer instanceof Answer.Good(Enrolled enrolled))) {
            return answer;
        }
        Answer kept = kept(files, before.key(), enrolled, before.fingerprint());
        if (kept instanceof Answer.Good) {
            held = files.read().orElse(before);
            tls = held.tls();
        }
        return kept;
    }

    private static Answer kept(
            IdentityFiles files, UnitKey key, Enrolled enrolled, String fingerprint)
            throws IOException {
        try {
            Held held = Held.of(key, enrolled);
            if (!held.fingerprint().equals(fingerprint)) {
                return new Answer.Refused("the hub answered in the name of another authority");
            }
            files.write(held);
            return new Answer.Good(enrolled);
        } catch (CertificateException e) {
            return new Answer.Refused("the hub's answer is of no use: " + e.getMessage());
        }
    }

    private static byte[] request(EnrolTicket ticket, UnitKey key) {
        byte[] content =
                EnrolRequest.signedContent(
                                ticket.fingerprint(),
                                ticket.token(),
                                Optional.empty(),
                                key.publicText())
                        .getBytes(StandardCharsets.UTF_8);
        String signature = Base64.getEncoder().encodeToString(P256.sign(key.secret(), content));
        return IdentityFiles.CODEC.write(
                new EnrolRequest(ticket.token(), Optional.empty(), key.publicText(), signature));
    }
}
