package io.turnout.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.turnout.hub.store.Database;
import io.turnout.hub.store.TestDatabase;
import io.turnout.protocol.badge.BadgeFingerprint;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** One real hub that has read twelve attendees at two sessions, and whoever asks it. */
abstract class CertificateHub {
    static final long HOUR = 3_600_000;
    static final String ALL = "/events/e1/certificates";
    static final int PEOPLE = 12;

    @TempDir private static Path folder;
    static HubProgram.Started hub;

    final HttpClient client = HttpClient.newHttpClient();
    Database database;

    /** Attendee n was in both sessions; the last one left the second after five minutes. */
    @BeforeAll
    static void start() throws Exception {
        long day = Instant.now().toEpochMilli() - 24 * HOUR;
        try (Database database = TestDatabase.in(folder)) {
            TestDatabase.seed(database);
            TestDatabase.session(database, "s1", "r1", day, day + HOUR);
            TestDatabase.session(database, "s2", "r2", day + 2 * HOUR, day + 3 * HOUR);
            database.change(handle -> {
                handle.execute("UPDATE event SET identify = 'badge-number', title = 'Congress'");
                handle.execute("UPDATE session SET title = 'A <b>talk</b>' WHERE id = 's1'");
                handle.execute("INSERT INTO session_study VALUES ('s1', 1, 'Ethics', '1.50')");
                handle.execute("INSERT INTO session_study VALUES ('s1', 2, 'Law', '0.25')");
                handle.execute("INSERT INTO session_study VALUES ('s2', 1, 'Ethics', '2')");
                TestDatabase.user(handle, 4, "noor", "admin");
                TestDatabase.user(handle, 6, "viewer", "viewer");
            });
            for (int id = 1; id <= PEOPLE; id++) {
                String badge = new BadgeFingerprint(id, 9).toString();
                TestDatabase.attendee(database, id, badge);
                long left = id == PEOPLE ? 5 * HOUR / 60 : HOUR;
                scans(database, id, badge, day, left);
            }
        }
        hub = WholeHub.start(folder);
    }

    private static void scans(Database database, int id, String badge, long day, long left) {
        long number = id * 10L;
        scan(database, new Read(number, day, badge, "s1", true));
        scan(database, new Read(number + 1, day + HOUR, badge, "s1", false));
        scan(database, new Read(number + 2, day + 2 * HOUR, badge, "s2", true));
        scan(database, new Read(number + 3, day + 2 * HOUR + left, badge, "s2", false));
    }

    private record Read(long number, long at, String badge, String session, boolean in) {}

    private static void scan(Database database, Read read) {
        String room = read.session().equals("s1") ? "r1" : "r2";
        database.change(handle ->
                handle.execute(
                        "INSERT INTO scan (unit, epoch, number, received_ms, wall_ms, mono_ms,"
                                + " boot, clock, event, room, door, side, mode, way, badge,"
                                + " outcome, reason, flagged, entered, takes_seat, leaves,"
                                + " left_session, list_revision, online) VALUES ('u1', 'e', ?, ?,"
                                + " ?, ?, 'b', 'synced', 'e1', ?, 'd1', ?, 'auto', 'unit', ?,"
                                + " 'admitted', 'open', 0, ?, 0, ?, ?, 1, 1)",
                        read.number(),
                        read.at(),
                        read.at(),
                        read.at(),
                        room,
                        read.in() ? "in" : "out",
                        read.badge(),
                        read.in() ? read.session() : null,
                        read.in() ? 0 : 1,
                        read.in() ? null : read.session()));
    }

    @AfterAll
    static void stop() {
        hub.program().close();
    }

    @BeforeEach
    void open() {
        database = TestDatabase.in(folder);
        await().until(() -> rows("SELECT attendee || '' FROM credit").size() > 2 * PEOPLE);
    }

    @AfterEach
    void close() {
        sql("DELETE FROM certificate_end");
        sql("DELETE FROM certificate_job_line");
        sql("DELETE FROM certificate_job");
        sql("DELETE FROM certificate");
        sql("DELETE FROM certificate_release");
        database.close();
    }

    String number(int attendee) {
        return rows("SELECT c.number FROM certificate c LEFT JOIN certificate_end e"
                        + " ON e.number = c.number WHERE e.number IS NULL AND attendee = "
                        + attendee)
                .getFirst();
    }

    static String shown(String number) {
        return number.replaceAll("(.{4})(?=.)", "$1-");
    }

    static String text(byte[] pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            return new PDFTextStripper().getText(document);
        }
    }

    HttpResponse<String> get(String path) throws Exception {
        return send(request(path).header("Authorization", "Bearer noor"));
    }

    HttpResponse<String> viewer(String path) throws Exception {
        return send(request(path).header("Authorization", "Bearer viewer"));
    }

    HttpResponse<String> stranger(String path) throws Exception {
        return send(request(path));
    }

    HttpResponse<byte[]> bytes(String path) throws Exception {
        return client.send(
                request(path).header("Authorization", "Bearer noor").build(),
                BodyHandlers.ofByteArray());
    }

    HttpResponse<String> post(String path, String form) throws Exception {
        return send(
                request(path)
                        .header("Authorization", "Bearer noor")
                        .POST(BodyPublishers.ofString("csrf=c&" + form)));
    }

    HttpResponse<String> api(String method, String path, String body) throws Exception {
        return send(
                request("/api/v1/events/e1" + path)
                        .header("Authorization", "Bearer noor")
                        .method(method, BodyPublishers.ofString(body)));
    }

    HttpResponse<String> strangerPosts(String path, String form) throws Exception {
        return send(
                request(path)
                        .POST(
                                BodyPublishers.ofString(
                                        form.replace(
                                                "Í",
                                                URLEncoder.encode("Í", StandardCharsets.UTF_8)))));
    }

    HttpResponse<String> mine(String path, String cookie) throws Exception {
        return send(cookie.isEmpty() ? request(path) : request(path).header("Cookie", cookie));
    }

    HttpResponse<String> minePosts(String path, String cookie, String form) throws Exception {
        return send(request(path).header("Cookie", cookie).POST(BodyPublishers.ofString(form)));
    }

    HttpResponse<String> follow(HttpResponse<String> answer) throws Exception {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
        String done =
                answer.headers().firstValue("set-cookie").map(c -> c.split(";", 2)[0]).orElse("");
        return send(
                request(answer.headers().firstValue("location").orElseThrow())
                        .header("Authorization", "Bearer noor")
                        .header("Cookie", done));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(hub.config().url() + path))
                .header("Accept-Language", "en");
    }

    List<String> rows(String sql) {
        return database.read(handle -> handle.createQuery(sql).mapTo(String.class).list());
    }

    void sql(String sql) {
        database.change(handle -> handle.execute(sql));
    }
}
