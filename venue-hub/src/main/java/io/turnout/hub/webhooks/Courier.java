package io.turnout.hub.webhooks;

import io.turnout.hub.webhooks.Attempt.Fault;
import io.turnout.hub.webhooks.Targets.Refusal;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;

/**
 * Sends one delivery once. Follows no redirects, keeps no cookies, uses no proxy, and reads no more
 * of an answer than it must. Thread-safe.
 */
final class Courier implements AutoCloseable {
    private static final int LONGEST_ANSWER = 64 * 1024;

    private final HttpClient client;
    private final Targets targets;
    private final InstantSource clock;
    private final Duration patience;

    /**
     * @param patience for one attempt, from the connection to the end of the answer
     */
    Courier(Targets targets, InstantSource clock, Duration patience) {
        this.targets = targets;
        this.clock = clock;
        this.patience = patience;
        this.client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .proxy(HttpClient.Builder.NO_PROXY)
                        .connectTimeout(patience)
                        .build();
    }

    /**
     * Sends; blocks for at most the patience, and as long as finding the host's name takes.
     *
     * @throws InterruptedException where the hub stops meanwhile; it may have arrived
     */
    Attempt send(Waiting delivery) throws InterruptedException {
        Optional<Refusal> refusal = targets.refuse(delivery.url());
        if (refusal.isPresent()) {
            return Attempt.failed(delivery, fault(refusal.get()));
        }
        CompletableFuture<HttpResponse<Void>> answer =
                client.sendAsync(
                        request(delivery),
                        BodyHandlers.limiting(BodyHandlers.discarding(), LONGEST_ANSWER));
        try {
            HttpResponse<Void> response = answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return Attempt.answered(delivery, response.statusCode());
        } catch (TimeoutException e) {
            return Attempt.failed(delivery, Fault.TIMEOUT);
        } catch (ExecutionException e) {
            return Attempt.failed(delivery, fault(e));
        } finally {
            answer.cancel(true);
        }
    }

    private HttpRequest request(Waiting delivery) {
        long seconds = clock.instant().getEpochSecond();
        String signatures =
                delivery.secrets().stream()
                        .map(secret -> secret.sign(delivery.id(), seconds, delivery.body()))
                        .collect(Collectors.joining(" "));
        return HttpRequest.newBuilder(URI.create(delivery.url()))
                .timeout(patience)
                .header("Content-Type", "application/json")
                .header("User-Agent", "Turnout-Webhooks/1")
                .header("webhook-id", delivery.id())
                .header("webhook-timestamp", String.valueOf(seconds))
                .header("webhook-signature", signatures)
                .POST(BodyPublishers.ofString(delivery.body(), StandardCharsets.UTF_8))
                .build();
    }

    private static Fault fault(Refusal refusal) {
        return switch (refusal) {
            case NO_ADDRESS -> Fault.NO_ADDRESS;
            case NOT_HTTPS -> Fault.NOT_HTTPS;
            case PRIVATE_ADDRESS -> Fault.PRIVATE_ADDRESS;
            case UNKNOWN_HOST -> Fault.UNKNOWN_HOST;
        };
    }

    private static Fault fault(ExecutionException e) {
        return switch (e.getCause()) {
            case HttpConnectTimeoutException _ -> Fault.NOT_CONNECTED;
            case HttpTimeoutException _ -> Fault.TIMEOUT;
            case ConnectException _ -> Fault.NOT_CONNECTED;
            case SSLException _ -> Fault.CERTIFICATE;
            case IOException _ -> Fault.BROKEN;
            case null, default -> throw new IllegalStateException("a delivery was not sent", e);
        };
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
