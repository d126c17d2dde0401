package io.turnout.gateway.doctor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * The way to the hub. Nobody is signed in: a second connection under the unit's name would cut off
 * the one that a running unit has.
 *
 * @param tls of a unit that is enrolled, which believes no hub but its own
 */
public record Way(URI hub, URI broker, Optional<SSLContext> tls, InstantSource clock) {
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    /** The hub takes such a difference for a wrong clock. */
    private static final Duration TOLERANCE = Duration.ofSeconds(10);

    /** Whether names are known, whether somebody listens, whether it is a hub. */
    public List<Finding> look() throws InterruptedException {
        List<Finding> findings = new ArrayList<>();
        boolean hubKnown = named(findings, hub);
        boolean brokerKnown = named(findings, broker);
        if (brokerKnown) {
            findings.add(listens());
        }
        if (hubKnown) {
            findings.addAll(answers());
        }
        return findings;
    }

    private static boolean named(List<Finding> findings, URI at) {
        try {
            InetAddress address = InetAddress.getByName(at.getHost());
            findings.add(Finding.good("network", at.getHost() + " is " + address.getHostAddress()));
            return true;
        } catch (UnknownHostException _) {
            findings.add(
                    Finding.bad(
                            "network",
                            "the name " + at.getHost() + " is not known here",
                            "is the cable in, or the Wi-Fi joined? Otherwise give the hub's"
                                    + " address in hub.url and mqtt.url"));
            return false;
        }
    }

    private Finding listens() {
        int port = broker.getPort() < 0 ? 1883 : broker.getPort();
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(broker.getHost(), port), (int) PATIENCE.toMillis());
            return Finding.good("broker", broker + " listens");
        } catch (IOException refused) {
            return Finding.bad(
                    "broker",
                    broker + " does not listen: " + refused.getMessage(),
                    "start the hub; scans are kept here meanwhile");
        }
    }

    private List<Finding> answers() throws InterruptedException {
        HttpClient.Builder client = HttpClient.newBuilder().connectTimeout(PATIENCE);
        tls.ifPresent(client::sslContext);
        try (HttpClient http = client.build()) {
            HttpResponse<Void> answer =
                    http.send(
                            HttpRequest.newBuilder(hub.resolve("/")).timeout(PATIENCE).build(),
                            HttpResponse.BodyHandlers.discarding());
            List<Finding> findings = new ArrayList<>();
            findings.add(
                    answer.statusCode() < 500
                            ? Finding.good("hub", hub + " answers")
                            : Finding.bad(
                                    "hub",
                                    hub + " answers " + answer.statusCode(),
                                    "look at the hub's log"));
            answer.headers().firstValue("Date").flatMap(this::compared).ifPresent(findings::add);
            return findings;
        } catch (IOException refused) {
            return List.of(
                    Finding.bad(
                            "hub",
                            hub + " does not answer: " + why(refused),
                            "start the hub, or mend hub.url; without it no list is fetched"));
        }
    }

    private Optional<Finding> compared(String date) {
        try {
            Instant there =
                    ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
            Duration off = Duration.between(there, clock.instant());
            return Optional.of(
                    off.abs().compareTo(TOLERANCE) <= 0
                            ? Finding.good("clock", "agrees with the hub's")
                            : Finding.look(
                                    "clock",
                                    "%d s off the hub's".formatted(off.toSeconds()),
                                    "give this board a time server or a battery; while it is"
                                            + " connected it goes by the hub's clock"));
        } catch (DateTimeException _) {
            // A proxy that tells no time.
            return Optional.empty();
        }
    }

    /** A refused connection has no message of its own. */
    private static String why(IOException refused) {
        return Optional.ofNullable(refused.getMessage()).orElse("connection refused");
    }
}
