package io.turnout.gateway.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class WayTest {
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();

    @Test
    void findsAHubThatAnswersABrokerThatListensAndAClockThatAgrees() throws Exception {
        HttpServer hub = hub(200);
        try (ServerSocket broker = new ServerSocket(0, 1, HERE)) {
            assertThat(way(hub, broker.getLocalPort(), InstantSource.system()).look())
                    .allSatisfy(found -> assertThat(found.state()).isEqualTo(Finding.State.GOOD))
                    .extracting(Finding::what)
                    .containsExactly("network", "network", "broker", "hub", "clock");
        } finally {
            hub.stop(0);
        }
    }

    @Test
    void saysHowFarTheClockIsOffAndThatTheHubIsIll() throws Exception {
        HttpServer hub = hub(503);
        try (ServerSocket broker = new ServerSocket(0, 1, HERE)) {
            InstantSource late = () -> Instant.now().minusSeconds(3600);
            List<Finding> found = way(hub, broker.getLocalPort(), late).look();
            assertThat(found.get(3).state()).isEqualTo(Finding.State.BAD);
            assertThat(found.get(4).state()).isEqualTo(Finding.State.LOOK);
            assertThat(found.get(4).found()).startsWith("-3");
        } finally {
            hub.stop(0);
        }
    }

    @Test
    void saysThatNobodyListensAndThatAScanIsKept() throws Exception {
        int free;
        try (ServerSocket taken = new ServerSocket(0, 1, HERE)) {
            free = taken.getLocalPort();
        }
        URI nowhere = URI.create("http://127.0.0.1:" + free);
        List<Finding> found =
                new Way(nowhere, nowhere, Optional.empty(), InstantSource.system()).look();
        assertThat(found)
                .filteredOn(each -> each.state() == Finding.State.BAD)
                .extracting(Finding::what)
                .containsExactly("broker", "hub");
        assertThat(found).noneMatch(each -> each.found().contains("null"));
    }

    @Test
    void saysThatANameIsNotKnown() throws Exception {
        URI nobody = URI.create("http://hub.invalid:8080");
        assertThat(new Way(nobody, nobody, Optional.empty(), InstantSource.system()).look())
                .hasSize(2)
                .allSatisfy(found -> assertThat(found.found()).contains("hub.invalid"));
    }

    private static Way way(HttpServer hub, int broker, InstantSource clock) {
        return new Way(
                URI.create("http://127.0.0.1:" + hub.getAddress().getPort()),
                URI.create("tcp://127.0.0.1:" + broker),
                Optional.empty(),
                clock);
    }

    private static HttpServer hub(int status) throws IOException {
        HttpServer hub = HttpServer.create(new InetSocketAddress(HERE, 0), 1);
        hub.createContext(
                "/",
                exchange -> {
                    exchange.sendResponseHeaders(status, -1);
                    exchange.close();
                });
        hub.start();
        return hub;
    }
}
