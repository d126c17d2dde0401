package io.turnout.gateway.identity;

import io.turnout.protocol.message.Enrolled;
import io.turnout.protocol.message.MalformedMessage;
import io.turnout.protocol.message.MessageCodec;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.time.Duration;
import javax.net.ssl.SSLContext;

/** Asks the hub for a certificate, once. Blocks up to half a minute. */
final class HubDoor {
    private static final Duration CONNECTING = Duration.ofSeconds(10);
    private static final Duration ANSWERING = Duration.ofSeconds(20);
    private static final int OK = 200;
    private static final int REFUSALS = 4;

    private final MessageCodec codec = new MessageCodec();

    /** What the hub says when it refuses. */
    private record Refusal(Problem error) {}

    private record Problem(String what, String fix) {}

    /** Sends a body to a path of the hub's. */
    Answer ask(String hub, String path, byte[] body, SSLContext tls) throws InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(hub + path))
                        .timeout(ANSWERING)
                        .POST(BodyPublishers.ofByteArray(body))
                        .build();
        try (HttpClient client =
                HttpClient.newBuilder().sslContext(tls).connectTimeout(CONNECTING).build()) {
            return answer(client.send(request, BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            return new Answer.Away("no answer from " + hub + ": " + cause(e));
        }
    }

    private Answer answer(HttpResponse<byte[]> response) {
        int status = response.statusCode();
        try {
            if (status == OK) {
                return new Answer.Good(codec.read(response.body(), Enrolled.class));
            }
            if (status / 100 == REFUSALS) {
                Problem problem = codec.read(response.body(), Refusal.class).error();
                return new Answer.Refused(problem.what() + " " + problem.fix());
            }
            return new Answer.Away("the hub answered " + status);
        } catch (MalformedMessage e) {
            return new Answer.Away(
                    "the answer (%d) is not one of a hub: %s"
                            .formatted(
                                    status,
                                    new String(response.body(), StandardCharsets.UTF_8)
                                            .lines()
                                            .findFirst()
                                            .orElse("")));
        }
    }

    /** Another hub behind the address is said by the check, deep below. */
    private static String cause(Throwable failed) {
        Throwable at = failed;
        while (!(at instanceof CertificateException) && at.getCause() != null) {
            at = at.getCause();
        }
        return at.getMessage() == null ? at.getClass().getSimpleName() : at.getMessage();
    }
}
