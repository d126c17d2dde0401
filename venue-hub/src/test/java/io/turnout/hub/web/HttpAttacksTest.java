package io.turnout.hub.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.turnout.hub.start.CannotStart;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What only an enemy sends, byte by byte: requests within requests, and those that never end. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class HttpAttacksTest {
    private static final Patience.Limits SHORT =
            new Patience.Limits(
                    Duration.ofMillis(400),
                    Duration.ofSeconds(5),
                    Duration.ofMillis(400),
                    1_000_000,
                    1_000);
    private static final int SHARE = 20;
    private static final String HIDDEN = "GET /hidden HTTP/1.1\r\nHost: x\r\n\r\n";
    private static final String HONEST =
            "GET /hidden HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

    private HubServer server;

    @BeforeAll
    void start() throws Exception {
        server = serving(Patience.Limits.usual(1_000));
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n",
                "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n",
                "Transfer-Encoding: xchunked\r\n",
                "Transfer-Encoding: gzip, chunked\r\n",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n",
                "Transfer-Encoding : chunked\r\n",
                "Transfer-Encoding:\tchunked\r\n",
                "Transfer-Encoding: chunked\r\n",
                "X: y\r\n Transfer-Encoding: chunked\r\n",
                "Content-Length: 0\r\nContent-Length: 40\r\n",
                "Content-Length: 0, 40\r\n",
                "Content-Length: +0\r\n",
                "Content-Length: -40\r\n",
                "Content-Length: 0x28\r\n",
                "Content-Length: 99999999999999999999\r\n",
                "Content-Length: \r\n",
                "Content-Length : 0\r\n",
                "X: y\n",
                "X: y\rz: y\r\n",
                "X: \u0000\r\n",
                "Host: y\r\n",
            })
    @DisplayName(
            "AT12 a request whose end two readers may see at different places ends the connection")
    void answersNoRequestWithinARequest(String head) throws Exception {
        String sent = "POST /counted HTTP/1.1\r\nHost: x\r\n" + head + "\r\n" + HIDDEN;
        String answer = answerTo(sent);
        assertThat(answer).doesNotContain("found what is hidden", "200 OK");
        assertThat(answer.split("HTTP/1.1 ", -1)).hasSizeLessThanOrEqualTo(2);
        if (!answer.isEmpty()) {
            assertThat(answer).startsWith("HTTP/1.1 4");
        }
    }

    @Test
    @DisplayName("AT12 honest bodies and requests one after another are answered")
    void answersHonestRequests() throws Exception {
        String two = "POST /counted HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nabcd" + HONEST;
        assertThat(answerTo(two)).contains("4 bytes", "found what is hidden");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\n",
                "GET /static/../../etc/passwd HTTP/1.1\r\n",
                "GET /static/%00 HTTP/1.1\r\n",
                "GET /static/..%5c..%5cx HTTP/1.1\r\n",
                "GET //etc/passwd HTTP/1.1\r\n",
                "GET http://evil.example/ HTTP/1.1\r\n",
                "GET /./hidden/%c0%ae HTTP/1.1\r\n",
                "CONNECT evil.example:80 HTTP/1.1\r\n",
                "TRACE /hidden HTTP/1.1\r\n",
                "GET /hidden HTTP/1.0\r\n",
                "GET /hidden\r\n",
                "G\u0000T /hidden HTTP/1.1\r\n",
            })
    @DisplayName("AT12 paths out of the hub, and methods it does not know, lead nowhere")
    void leadsNowhere(String line) throws Exception {
        String answer = answerTo(line + "Host: x\r\nConnection: close\r\n\r\n");
        assertThat(answer).doesNotContain("root:", "found what is hidden", "Cannot invoke");
    }

    @Test
    @DisplayName("AT12 heads and lines without an end are cut off")
    void takesNoEndlessHead() throws Exception {
        String line = "GET /" + "a".repeat(64 * 1024) + " HTTP/1.1\r\nHost: x\r\n\r\n";
        assertThat(answerTo(line)).doesNotContain("200 OK").doesNotContain("HTTP/1.1 5");
        String head = "GET /hidden HTTP/1.1\r\nHost: x\r\n" + "X: yyyyyyyyyyyy\r\n".repeat(5_000);
        assertThat(answerTo(head + "\r\n")).doesNotContain("200 OK").doesNotContain("HTTP/1.1 5");
    }

    @Test
    @DisplayName(
            "AT13 who says nothing, half a head or a body byte by byte is hung up on; others are not")
    void hangsUpOnWhoKeepsItWaiting() throws Exception {
        List<Socket> slow = new ArrayList<>();
        try (HubServer impatient = serving(SHORT)) {
            for (int i = 0; i < 5; i++) {
                slow.add(saying(impatient, ""));
                slow.add(saying(impatient, "GET /hid"));
                slow.add(saying(impatient, "GET /hidden HTTP/1.1\r\nHost: x\r\nX: "));
                slow.add(
                        saying(
                                impatient,
                                "POST /counted HTTP/1.1\r\nHost: x\r\nContent-Length: 900\r\n\r\nabc"));
                slow.add(
                        saying(
                                impatient,
                                "POST /unread HTTP/1.1\r\nHost: x\r\nContent-Length: 900\r\n\r\nabc"));
            }
            await().until(() -> answerTo(impatient, HONEST).contains("found what is hidden"));
            for (Socket socket : slow) {
                assertThat(said(socket)).doesNotContain("HTTP/1.1 5");
            }
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    @DisplayName("AT13 one address gets no more than its share of the places")
    void leavesPlacesToOthers() throws Exception {
        try (HubServer small = serving(Patience.Limits.usual(SHARE))) {
            List<Socket> silent = new ArrayList<>();
            for (int i = 0; i < SHARE; i++) {
                silent.add(saying(small, ""));
            }
            assertThat(answerTo(small, HONEST)).isEmpty();
            for (Socket socket : silent) {
                socket.close();
            }
            await().until(() -> answerTo(small, HONEST).contains("found what is hidden"));
        }
    }

    private static final class Counter implements HttpService {
        @Override
        public void routing(HttpRules rules) {
            rules.post(
                            "/counted",
                            Right.OPEN.lets((request, response) ->
                                    response.send(Bodies.read(request, 1_000).length + " bytes")))
                    .post("/unread", Right.OPEN.lets((_, response) -> response.send("unread")))
                    .get(
                            "/hidden",
                            Right.OPEN.lets(
                                    (_, response) -> response.send("found what is hidden")));
        }
    }

    private static HubServer serving(Patience.Limits limits) throws CannotStart {
        HubServer.Routes routes =
                new HubServer.Routes(
                        new Pages(new Assets()),
                        List.of(Feature.closed(new Counter())),
                        _ -> Optional.empty());
        HubServer.Address any = new HubServer.Address("127.0.0.1", 0);
        return HubServer.start(any, routes, HubServer.Encryption.NONE, limits);
    }

    private String answerTo(String request) throws IOException {
        return answerTo(server, request);
    }

    private static String answerTo(HubServer server, String request) throws IOException {
        try (Socket socket = saying(server, request)) {
            hushed(socket);
            return said(socket);
        }
    }

    private static Socket saying(HubServer server, String words) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout(10_000);
        try {
            socket.getOutputStream().write(words.getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException hungUp) {
            return socket; // what it said before is still to be read
        }
        return socket;
    }

    /** Nothing more comes, so that what comes back has an end. */
    private static void hushed(Socket socket) {
        try {
            socket.shutdownOutput();
        } catch (IOException hungUp) {
            return; // what it said before is still to be read
        }
    }

    /** All it says until it hangs up, which it must. */
    private static String said(Socket socket) throws IOException {
        StringBuilder said = new StringBuilder();
        InputStream in = socket.getInputStream();
        byte[] some = new byte[4096];
        try {
            for (int read = in.read(some); read >= 0; read = in.read(some)) {
                said.append(new String(some, 0, read, StandardCharsets.ISO_8859_1));
            }
        } catch (SocketTimeoutException e) {
            throw new AssertionError("it does not hang up; it said: " + said, e);
        } catch (IOException reset) {
            return said.toString();
        }
        return said.toString();
    }
}
