package io.turnout.hub.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.hub.start.CannotStart;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Answers that are larger than what a connection holds. */
final class LargeAnswersTest {
    private static final int BYTES = 16 << 20;
    private static final int PATIENCE = 10_000;

    private HubServer server;

    @BeforeEach
    void start() throws CannotStart {
        byte[] large = new byte[BYTES];
        Feature feature =
                Feature.closed(rules ->
                        rules.get(
                                "/large", Right.OPEN.lets((_, response) -> response.send(large))));
        server =
                HubServer.start(
                        new HubServer.Address("127.0.0.1", 0),
                        new HubServer.Routes(
                                new Pages(new Assets()), List.of(feature), _ -> Optional.empty()));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /**
     * The web server's own sockets wrote once and took that for all; whoever read slowly, or while
     * the machine had much to do, waited for the rest for ever.
     */
    @Test
    void reachesASlowReaderToItsEnd() throws IOException {
        try (Socket socket = new Socket()) {
            socket.setReceiveBufferSize(4096);
            socket.setSoTimeout(PATIENCE);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
            String ask = "GET /large HTTP/1.1\r\nHost: hub\r\n\r\n";
            socket.getOutputStream().write(ask.getBytes(US_ASCII));
            InputStream in = socket.getInputStream();
            skipHead(in);
            assertThat(in.readNBytes(BYTES)).hasSize(BYTES);
        }
    }

    /** Past the empty line. */
    private static void skipHead(InputStream in) throws IOException {
        int line = -1;
        while (line != 0) {
            line = 0;
            for (int next = in.read(); next != '\n'; next = in.read()) {
                assertThat(next).isNotNegative();
                line += next == '\r' ? 0 : 1;
            }
        }
    }
}
