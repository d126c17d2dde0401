package io.turnout.gateway.accesslist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.turnout.protocol.message.ListNotice;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ListFetcherTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ListFixture hub = new ListFixture();
    private final List<String> asked = new CopyOnWriteArrayList<>();

    @TempDir private Path folder;

    private HttpServer server;
    private AccessListStore store;
    private ListFetcher fetcher;
    private volatile byte[] answer = new byte[0];
    private volatile int status = 200;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::serve);
        server.start();
        store = new AccessListStore(folder, ListFixture.UNIT, hub.hubKey(), _ -> {});
        fetcher =
                new ListFetcher(
                        store,
                        new ListFetcher.Hub(
                                "http://127.0.0.1:" + server.getAddress().getPort() + "/",
                                Optional.empty()),
                        ListFixture.UNIT,
                        "secret",
                        new Random(1));
    }

    @AfterEach
    void stop() {
        fetcher.close();
        store.close();
        server.stop(0);
    }

    @Test
    void fetchesWhatWasAnnouncedAsThisUnit() {
        ListFixture.Sent sent = hub.list(3, hub.registered(1));
        answer = sent.bytes();
        fetcher.announced(sent.notice());
        await().atMost(PATIENCE).until(() -> store.revision() == 3);
        assertThat(asked).containsExactly("/unit/v1/list/3 Basic ZG9vci0xOnNlY3JldA==");
    }

    @Test
    void triesAgainUntilTheHubIsThere() {
        ListFixture.Sent sent = hub.list(3, hub.registered(1));
        status = 503;
        answer = sent.bytes();
        fetcher.announced(sent.notice());
        await().atMost(PATIENCE).until(() -> asked.size() >= 2);
        status = 200;
        await().atMost(PATIENCE).until(() -> store.revision() == 3);
    }

    @Test
    void doesNotReadMoreThanWasAnnounced() {
        ListFixture.Sent sent = hub.list(3, hub.registered(1));
        answer = new byte[sent.bytes().length + 1_000_000];
        fetcher.announced(sent.notice());
        await().atMost(PATIENCE).until(() -> !asked.isEmpty());
        await().atMost(PATIENCE).until(() -> asked.size() >= 2);
        assertThat(store.revision()).isZero();
        assertThat(sizes(folder)).allMatch(size -> size <= sent.bytes().length);
    }

    @Test
    void tellsItsSecretToNoOtherHost() {
        ListFixture.Sent sent = hub.list(3);
        answer = sent.bytes();
        ListNotice genuine = sent.notice();
        fetcher.announced(
                new ListNotice(
                        3,
                        "//evil.example/list",
                        genuine.bytes(),
                        genuine.sha256(),
                        genuine.signature()));
        await().atMost(PATIENCE).until(() -> !asked.isEmpty());
        assertThat(asked.getFirst()).as("asked here, not there").contains("/list Basic ");
    }

    @Test
    void doesNotAskAgainForWhatIsNotBelieved() {
        ListFixture.Sent forged = new ListFixture().list(3, hub.registered(1));
        ListFixture.Sent genuine = hub.list(4, hub.registered(1));
        answer = forged.bytes();
        fetcher.announced(forged.notice());
        await().atMost(PATIENCE).until(() -> store.rejected() == 1);
        answer = genuine.bytes();
        fetcher.announced(genuine.notice());
        await().atMost(PATIENCE).until(() -> store.revision() == 4);
        assertThat(asked).hasSize(2);
    }

    private void serve(HttpExchange exchange) throws IOException {
        asked.add(
                exchange.getRequestURI().getRawPath()
                        + " "
                        + exchange.getRequestHeaders().getFirst("Authorization"));
        exchange.sendResponseHeaders(status, answer.length);
        try (exchange) {
            exchange.getResponseBody().write(answer);
        }
    }

    private static List<Long> sizes(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.toFile().length()).toList();
        } catch (IOException gone) {
            throw new AssertionError(gone);
        }
    }
}
