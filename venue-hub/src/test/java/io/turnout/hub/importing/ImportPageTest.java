package io.turnout.hub.importing;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.hub.importing.ImportResult.Imported;
import io.turnout.hub.people.PeoplePlan;
import io.turnout.hub.web.Access;
import io.turnout.hub.web.Assets;
import io.turnout.hub.web.Feature;
import io.turnout.hub.web.Frame;
import io.turnout.hub.web.HubServer;
import io.turnout.hub.web.Pages;
import io.turnout.hub.web.Right;
import io.turnout.hub.web.SignedIn;
import io.turnout.hub.web.VenueText;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The page of a file that takes longer than anybody waits. */
final class ImportPageTest {
    private static final String PAGE = "/events/e1/people/import";
    private static final SignedIn ADA = new SignedIn(1, "ada", Access.ALL, "c");

    private final HttpClient client = HttpClient.newHttpClient();
    private final Slow importer = new Slow();
    private HubServer server;

    /** Reads and writes as far as it is let. */
    private static final class Slow implements Importer<PeoplePlan> {
        private final CountDownLatch mayRead = new CountDownLatch(1);
        private final CountDownLatch mayWrite = new CountDownLatch(1);
        private final AtomicInteger written = new AtomicInteger();
        private volatile Consumer<Progress> atTheEnd = _ -> {};

        @Override
        public ImportResult<PeoplePlan> preview(Asked asked, byte[] file) {
            advance(asked.progress(), Progress.Stage.READING);
            await(mayRead);
            asked.progress().begin(Progress.Stage.COMPARING, 0);
            Preview.Line line = new Preview.Line(2, "Ada Byron · 7", true, List.of());
            return new Imported<>(
                    new PeoplePlan(PeoplePlan.Kind.ATTENDEES, new Preview(List.of(line), 0)),
                    List.of());
        }

        @Override
        public String mark(PeoplePlan preview) {
            return preview.preview().mark();
        }

        @Override
        public ImportResult<Taken> take(Asked asked, byte[] file, PeoplePlan shown) {
            advance(asked.progress(), Progress.Stage.WRITING);
            await(mayWrite);
            asked.progress().begin(Progress.Stage.FINISHING, 0);
            atTheEnd.accept(asked.progress());
            written.incrementAndGet();
            return new Imported<>(
                    new Taken("/events/e1/people", "done.attendees", List.of(1, 0)), List.of());
        }

        private static void advance(Progress progress, Progress.Stage stage) {
            progress.begin(stage, 2_000);
            for (int row = 0; row < 1_500; row++) {
                progress.step();
            }
        }

        private static void await(CountDownLatch latch) {
            try {
                assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    @BeforeEach
    void start() throws Exception {
        InstantSource clock = InstantSource.system();
        Assets assets = new Assets();
        Pages pages = new Pages(assets);
        ImportPageHttpService.Around around =
                new ImportPageHttpService.Around(
                        (event, words) ->
                                Optional.of(
                                        new Frame(
                                                event,
                                                "Event",
                                                new VenueText(words, ZoneOffset.UTC, Instant.EPOCH),
                                                "",
                                                "",
                                                false,
                                                true,
                                                "")),
                        pages,
                        clock,
                        Duration.ofMillis(100));
        ImportPageHttpService.At at =
                new ImportPageHttpService.At(
                        "/events/{event}/people/import",
                        Right.CHANGE_PEOPLE,
                        "peopleImport.jte",
                        "field.list");
        server =
                HubServer.start(
                        new HubServer.Address("127.0.0.1", 0),
                        new HubServer.Routes(
                                pages,
                                List.of(
                                        Feature.closed(assets),
                                        new ImportPageHttpService<>(
                                                        at,
                                                        importer,
                                                        new HeldFiles(clock),
                                                        around,
                                                        _ -> {})
                                                .feature()),
                                _ -> Optional.of(ADA)));
    }

    @AfterEach
    void stop() {
        importer.mayRead.countDown();
        importer.mayWrite.countDown();
        server.close();
    }

    @Test
    @DisplayName("a page says how far it is, can be left, and has what came of it afterwards")
    void saysHowFarItIs() throws Exception {
        String file = upload();
        assertThat(soon(file, "Reads: 1,500"))
                .contains("Reading people.csv", "Reads: 1,500 of 2,000 rows", "value=\"75\"")
                .contains("Stop; nothing is written", "data-fragment=")
                .doesNotContain("name=\"mark\"");
        assertThat(get(PAGE)).contains("people.csv", "Reads: 1,500 of 2,000 rows");
        importer.mayRead.countDown();
        String shown = soon(file, "1 added, 0 changed");
        assertThat(shown).contains("Ada Byron");

        assertThat(confirm(file, shown).headers().firstValue("location")).contains(file);
        assertThat(soon(file, "Writes: 1,500 of 2,000 rows")).contains("Taking people.csv");
        assertThat(get(progress(file))).contains("Writes: 1,500", "value=\"75\"");
        importer.mayWrite.countDown();
        assertThat(soon(file, "Attendees added: 1.")).contains("href=\"/events/e1/people\"");
        assertThat(get(progress(file))).contains("See what came of it");
        assertThat(get(PAGE)).contains("people.csv", "Attendees added: 1.");
    }

    @Test
    @DisplayName("whoever confirms twice takes the file once")
    void takesOnce() throws Exception {
        importer.mayRead.countDown();
        String file = upload();
        String shown = soon(file, "1 added, 0 changed");
        confirm(file, shown);
        confirm(file, shown);
        importer.mayWrite.countDown();
        soon(file, "Attendees added: 1.");
        confirm(file, shown);
        assertThat(importer.written).hasValue(1);
    }

    @Test
    @DisplayName("what is stopped, while it is read or written, says that nothing was written")
    void stops() throws Exception {
        String file = upload();
        post("/stop", "file=" + name(file));
        importer.mayRead.countDown();
        soon(file, "Stopped. Nothing was written.");

        String other = upload();
        confirm(other, soon(other, "1 added, 0 changed"));
        soon(other, "Writes: 1,500");
        post("/stop", "file=" + name(other));
        importer.mayWrite.countDown();
        soon(other, "Stopped. Nothing was written.");
        assertThat(importer.written).hasValue(0);
    }

    @Test
    @DisplayName("what fails says so, and the next file is taken")
    void saysWhatFailed() throws Exception {
        importer.mayRead.countDown();
        importer.mayWrite.countDown();
        importer.atTheEnd =
                _ -> {
                    throw new IllegalStateException("the disk is full");
                };
        String file = upload();
        confirm(file, soon(file, "1 added, 0 changed"));
        soon(file, "failed on our side, and nothing was written");
        importer.atTheEnd = _ -> {};
        String other = upload();
        confirm(other, soon(other, "1 added, 0 changed"));
        soon(other, "Attendees added: 1.");
    }

    @Test
    @DisplayName("two files are worked on at a time; the next one waits and says so")
    void waitsForItsTurn() throws Exception {
        upload();
        upload();
        String third = upload();
        soon(third, "Waits until another file is done.");
        importer.mayRead.countDown();
        soon(third, "1 added, 0 changed");
    }

    /** The page once it has a text; how far the work is then is known. */
    private String soon(String path, String text) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> get(path), page -> page.contains(text));
    }

    private static String name(String file) {
        return file.substring(file.indexOf('=') + 1);
    }

    private static String progress(String file) {
        return PAGE + "/progress?file=" + name(file);
    }

    private HttpResponse<String> confirm(String file, String html) throws Exception {
        String mark = html.replaceAll("(?s).*name=\"mark\" value=\"([0-9a-f]*)\".*", "$1");
        return post("/confirm", "file=" + name(file) + "&mark=" + mark);
    }

    private HttpResponse<String> post(String path, String form) throws Exception {
        return client.send(
                HttpRequest.newBuilder(at(PAGE + path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("csrf=c&" + form))
                        .build(),
                BodyHandlers.ofString());
    }

    private String upload() throws Exception {
        String body =
                "--B\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\nc\r\n"
                        + "--B\r\nContent-Disposition: form-data; name=\"file\";"
                        + " filename=\"people.csv\"\r\n\r\nnumber\r\n--B--\r\n";
        HttpResponse<String> answer =
                client.send(
                        HttpRequest.newBuilder(at(PAGE))
                                .header("Content-Type", "multipart/form-data; boundary=B")
                                .POST(BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.ofString());
        return answer.headers().firstValue("location").orElseThrow();
    }

    private String get(String path) throws Exception {
        return client.send(HttpRequest.newBuilder(at(path)).build(), BodyHandlers.ofString())
                .body();
    }

    private URI at(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }
}
