package io.turnout.hub.webhooks;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/** A program that webhooks are sent to, on this machine. */
final class Receiver implements AutoCloseable {
    private final List<Got> got = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final HttpServer server;
    private volatile Behaviour behaviour = Receiver::take;

    private Receiver(int port) throws IOException {
        server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    /** A request as it came. */
    record Got(String path, String id, String timestamp, String signature, String body) {}

    /** What it does with a request it has noted. */
    @FunctionalInterface
    interface Behaviour {
        void answer(Got got, HttpExchange exchange) throws IOException;
    }

    static Receiver start() throws IOException {
        return new Receiver(0);
    }

    static Receiver start(int port) throws IOException {
        return new Receiver(port);
    }

    static Behaviour status(int status) {
        return (_, exchange) -> exchange.sendResponseHeaders(status, -1);
    }

    static void take(Got got, HttpExchange exchange) throws IOException {
        status(204).answer(got, exchange);
    }

    /** Answers nothing as long as it runs. */
    void hang(Got got, HttpExchange exchange) throws IOException {
        try {
            closed.await();
            take(got, exchange);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void behave(Behaviour now) {
        behaviour = now;
    }

    String url() {
        return "http://127.0.0.1:" + port() + "/turnout";
    }

    int port() {
        return server.getAddress().getPort();
    }

    List<Got> got() {
        return List.copyOf(got);
    }

    private void handle(HttpExchange exchange) {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            var headers = exchange.getRequestHeaders();
            Got one =
                    new Got(
                            exchange.getRequestURI().toString(),
                            headers.getFirst("webhook-id"),
                            headers.getFirst("webhook-timestamp"),
                            headers.getFirst("webhook-signature"),
                            new String(body, StandardCharsets.UTF_8));
            Behaviour now = behaviour;
            got.add(one);
            now.answer(one, exchange);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
    }
}
