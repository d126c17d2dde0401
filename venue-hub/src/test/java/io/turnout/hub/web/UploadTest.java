package io.turnout.hub.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.turnout.hub.start.CannotStart;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class UploadTest {
    private static final long LIMIT = 100_000;
    private static final SignedIn ADA = new SignedIn(1, "ada", Access.ALL, "the-csrf");

    private final List<Path> kept = new CopyOnWriteArrayList<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private HubServer server;

    @BeforeEach
    void start() throws CannotStart {
        server =
                HubServer.start(
                        new HubServer.Address("127.0.0.1", 0),
                        new HubServer.Routes(
                                new Pages(new Assets()),
                                List.of(Feature.closed(new Receiver())),
                                _ -> Optional.of(ADA)));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void readsFieldsAndAFileThatIsGoneAfterwards() throws Exception {
        String body = part("csrf", "the-csrf") + part("note", "Größe") + file("a b.csv", "x;y\n1");
        HttpResponse<String> answer = send(body + "--B--\r\n");
        assertThat(answer.body()).isEqualTo("Größe|a b.csv|5|x;y\n1");
        assertThat(kept).hasSize(1);
        await().until(() -> Files.notExists(kept.getFirst())); // the answer comes first
    }

    @Test
    void tellsAFileThatWasNotChosen() throws Exception {
        HttpResponse<String> answer = send(part("csrf", "the-csrf") + file("", "") + "--B--\r\n");
        assertThat(answer.body()).isEqualTo("none");
    }

    @Test
    void takesNoFoldersFromAName() throws Exception {
        HttpResponse<String> answer =
                send(part("csrf", "the-csrf") + file("..\\..\\etc/passwd", "1") + "--B--\r\n");
        assertThat(answer.body()).startsWith("|passwd|1|");
    }

    @Test
    void refusesWhatIsTooLargeOrDoesNotSayHowLarge() throws Exception {
        String body = part("csrf", "the-csrf") + file("a", "x".repeat(200_000)) + "--B--\r\n";
        assertThat(send(body).statusCode()).isEqualTo(413);
        // sends nothing but the head unless the hub wants more: it hangs up on what it refuses
        HttpRequest.Builder unsaid =
                request()
                        .expectContinue(true)
                        .POST(
                                BodyPublishers.ofByteArrays(
                                        List.of(body.getBytes(StandardCharsets.UTF_8))));
        assertThat(client.send(unsaid.build(), BodyHandlers.ofString()).statusCode())
                .isEqualTo(411);
        assertThat(leftBehind()).isZero();
    }

    @Test
    void refusesAFormWithoutItsTokenAndWhatIsNoForm() throws Exception {
        assertThat(send(file("a", "1") + "--B--\r\n").statusCode()).isEqualTo(403);
        assertThat(send("nothing of the kind").statusCode()).isEqualTo(403);
        assertThat(send(part("csrf", "the-csrf") + file("a", "cut")).statusCode()).isEqualTo(400);
        assertThat(leftBehind()).isZero();
    }

    private final class Receiver implements HttpService {
        @Override
        public void routing(HttpRules rules) {
            rules.post("/upload", Right.CHANGE_PEOPLE.lets(this::receive));
        }

        private void receive(ServerRequest request, ServerResponse response) throws IOException {
            try (Upload upload = Upload.read(request, LIMIT)) {
                Optional<Upload.Sent> file = upload.file("file");
                file.ifPresent(sent -> kept.add(sent.path()));
                response.send(
                        file.isEmpty() ? "none" : text(upload.form().text("note"), file.get()));
            }
        }

        private static String text(String note, Upload.Sent file) throws IOException {
            return String.join(
                    "|",
                    note,
                    file.name(),
                    String.valueOf(file.bytes()),
                    Files.readString(file.path()));
        }
    }

    private static long leftBehind() throws IOException {
        try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith("turnout-upload"))
                    .count();
        }
    }

    private static String part(String name, String text) {
        return "--B\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
                .formatted(name, text);
    }

    private static String file(String name, String text) {
        return String.join(
                "\r\n",
                "--B",
                "Content-Disposition: form-data; name=\"file\"; filename=\"" + name + "\"",
                "Content-Type: text/csv",
                "",
                text,
                "");
    }

    private HttpResponse<String> send(String body) throws Exception {
        return client.send(
                request().POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request() {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/upload"))
                .header("Content-Type", "multipart/form-data; boundary=B")
                .header("Sec-Fetch-Site", "same-origin");
    }
}
