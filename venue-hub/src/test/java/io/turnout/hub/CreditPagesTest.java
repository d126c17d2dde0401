package io.turnout.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.hub.identity.Tokens;
import io.turnout.hub.store.Database;
import io.turnout.hub.store.TestDatabase;
import io.turnout.hub.web.Right;
import io.turnout.protocol.badge.BadgeFingerprint;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.awaitility.Awaitility;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was earned, on pages and in files, as organizers and programs get it. */
final class CreditPagesTest {
    private static final long START = Instant.parse("2026-01-31T09:00:00Z").toEpochMilli();

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir private static Path folder;
    private static HubProgram.Started hub;

    /** One was there for 50 minutes of 60, two for 47, and at another one long after its end. */
    @BeforeAll
    static void start() throws Exception {
        hub = WholeHub.start(folder);
        try (Database database = TestDatabase.in(folder)) {
            TestDatabase.seed(database);
            TestDatabase.session(database, "s1", "r1", START, START + 3_600_000);
            TestDatabase.session(database, "s2", "r2", START, START + 3_600_000);
            database.change(handle ->
                    handle.execute(
                            "INSERT INTO room (id, event, name, place)"
                                    + " VALUES ('r3', 'e1', 'Room 3', 3)"));
            TestDatabase.session(database, "s3", "r3", START, START + 3_600_000);
            TestDatabase.attendee(database, 1, badge(1));
            TestDatabase.attendee(database, 2, badge(2));
            database.change(CreditPagesTest::site);
        }
        send(ask("/api/v1/events/e1/attendance-rules", "ada").POST(BodyPublishers.ofString("{}")));
        Awaitility.await()
                .until(() -> get("/events/e1/exports/presence.csv").body().contains("granted"));
    }

    @AfterAll
    static void stop() {
        hub.program().close();
    }

    @Test
    @DisplayName("R-5 every line says on its pages what counts, what it earned, and why")
    void pagesExplainEveryLine() throws Exception {
        String met = "Present 50 of 60 minutes (83 %); at least 80 % is needed: credit.";
        String missed = "Present 47 of 60 minutes (78 %); at least 80 % is needed: no credit.";
        assertThat(get("/events/e1/sessions/s1").body())
                .contains("<b>Credited</b> · Ethics 1.5", met)
                .contains("<b>No credit</b>", missed);
        assertThat(get("/events/e1/people/1").body()).contains("· Ethics 1.5", met);
        assertThat(get("/events/e1/people/2").body()).contains("<b>No credit</b>", missed);
        assertThat(german("/events/e1/people/2"))
                .contains("Anwesend 47 von 60 Minuten (78 %)", "Keine Punkte");
        assertThat(german("/events/e1/people/1")).contains("Ethics 1,5");
    }

    @Test
    @DisplayName("R-5 a page has the totals of each field of study, exactly")
    void totalsByFieldOfStudy() throws Exception {
        assertThat(get("/events/e1/credits").body())
                .contains("<th scope=\"row\">Ethics</th><td class=\"right\">1.5</td>")
                .contains("1 attendee has credits", "/events/e1/people/1")
                .doesNotContain("/events/e1/people/2");
    }

    @Test
    @DisplayName("R-3 the page Reports has every report, with filters that reach the files")
    void filtersReachTheFiles() throws Exception {
        assertThat(get("/events/e1/reports?room=r2").body())
                .contains("/events/e1/exports/scans.xlsx?room=r2", "Raw scans", "Anomalies");
        String all = get("/events/e1/exports/check-ins.csv").body();
        assertThat(all.lines()).hasSize(4);
        assertThat(get("/events/e1/exports/check-ins.csv?day=2026-01-31").body()).isEqualTo(all);
        for (String one : List.of("1", "2")) {
            String ofRoom = get("/events/e1/exports/check-ins.csv?room=r" + one).body();
            assertThat(ofRoom.lines().skip(1)).allMatch(row -> row.contains(",s" + one + ","));
            assertThat(get("/events/e1/exports/check-ins.csv?session=s" + one).body())
                    .isEqualTo(ofRoom);
            assertThat(ofRoom.lines()).hasSize(one.equals("1") ? 3 : 2);
        }
        for (String none : List.of("room=r3", "session=s3", "day=2026-02-01")) {
            HttpResponse<String> part = get("/events/e1/exports/check-ins.csv?" + none);
            assertThat(part.body().lines()).as(none).hasSize(1);
            assertThat(part.headers().firstValue("x-turnout-filter")).contains(none);
            assertThat(part.headers().firstValue("content-disposition").orElse(""))
                    .contains("check-ins-part-");
            for (String report :
                    List.of("presence", "scans", "anomalies", "sessions", "conflicts")) {
                assertThat(get("/events/e1/exports/" + report + ".csv?" + none).statusCode())
                        .isEqualTo(200);
            }
        }
        assertThat(get("/events/e1/exports/scans.csv?room=x").statusCode()).isEqualTo(404);
        assertThat(get("/events/e1/exports/scans.csv?day=soon").statusCode()).isEqualTo(422);
    }

    @Test
    @DisplayName("R-3 R-6 raw scans have the evidence, and a companion says how to read them")
    void evidenceAndItsCompanion() throws Exception {
        String scans = get("/events/e1/exports/scans.csv").body();
        assertThat(scans)
                .startsWith("\ufeffunit,epoch,number,attendee,family_name,given_name,badge,")
                .contains("u1,e,1,N1,Family,Given,CODE1,Room 1,d1,in,auto,unit,admitted,open,no,s1")
                .contains(",2026-01-31T09:00:00.000Z,synced,");
        HttpResponse<String> presence = get("/events/e1/exports/presence.csv?session=s1");
        assertThat(presence.headers().firstValue("link").orElse(""))
                .contains("</events/e1/exports/about.csv?session=s1>; rel=\"describedby\"");
        assertThat(get("/events/e1/exports/about.csv?session=s1").body())
                .contains("time_zone,UTC", "filter_session,s1", "rule minimum,80 %")
                .contains("rule grace-after of s2,5", "complete_to_utc,");
        HttpResponse<byte[]> book =
                CLIENT.send(
                        ask("/events/e1/exports/presence.xlsx", "ada").build(),
                        BodyHandlers.ofByteArray());
        assertThat(book.headers().firstValue("content-type").orElse("")).contains("spreadsheetml");
        assertThat(book.body()).startsWith('P', 'K');
    }

    @Test
    @DisplayName("R-3 a program fetches reports with a token, and each download is on record")
    void programsFetchWithATokenAndAreOnRecord() throws Exception {
        HttpResponse<String> fetched =
                send(ask("/events/e1/exports/presence.csv?room=r1", token(Right.SEE_ATTENDANCE)));
        assertThat(fetched.statusCode()).isEqualTo(200);
        assertThat(fetched.body()).contains(",granted,no,Ethics,1.5,");
        assertThat(
                        send(ask("/events/e1/exports/presence.csv", token(Right.SEE_PEOPLE)))
                                .statusCode())
                .isEqualTo(403);
        try (Database database = TestDatabase.in(folder)) {
            List<String> downloads =
                    database.read(handle ->
                            handle.createQuery(
                                            "SELECT who || ' ' || subject || ' ' || detail FROM"
                                                    + " audit WHERE what = 'download report'")
                                    .mapTo(String.class)
                                    .list());
            assertThat(downloads)
                    .contains("ada e1 presence.csv")
                    .anyMatch(row -> row.endsWith("e1 presence.csv, room=r1"));
        }
    }

    /** A token that allows one thing. */
    private String token(Right right) {
        String secret = "turnout_" + right.key();
        try (Database database = TestDatabase.in(folder)) {
            database.change(handle ->
                    handle.execute(
                            "INSERT INTO api_token (name, token_hash, rights, event, made_by,"
                                    + " made_ms, expires_ms) VALUES (?, ?, ?, 'e1', 'ada', 0, ?)",
                            right.key(),
                            Tokens.hash(secret),
                            right.key(),
                            Long.MAX_VALUE));
        }
        return secret;
    }

    private static void site(Handle handle) {
        handle.execute("INSERT INTO session_study VALUES ('s1', 1, 'Ethics', '1.5')");
        handle.execute("INSERT INTO session_rule VALUES ('s2', 'grace-after', '5')");
        for (long who = 1; who <= 2; who++) {
            scan(handle, 2 * who - 1, badge(who), START, true);
            scan(handle, 2 * who, badge(who), START + (who == 1 ? 50 : 47) * 60_000L, false);
        }
        handle.execute(
                "INSERT INTO scan (unit, epoch, number, received_ms, wall_ms, mono_ms, boot, clock,"
                        + " event, room, door, side, mode, way, badge, outcome, reason, flagged,"
                        + " entered, list_revision, online) VALUES ('u2', 'e', 1, ?, ?, ?, 'b',"
                        + " 'synced', 'e1', 'r2', 'd2', 'in', 'auto', 'unit', ?, 'admitted',"
                        + " 'open', 0, 's2', 1, 1)",
                START + 7_200_000,
                START + 7_200_000,
                START + 7_200_000,
                badge(2));
        TestDatabase.user(handle, 100, "ada", "admin");
    }

    private static String badge(long number) {
        return new BadgeFingerprint(number, 0).toString();
    }

    private static void scan(Handle handle, long number, String badge, long at, boolean in) {
        handle.execute(
                "INSERT INTO scan (unit, epoch, number, received_ms, wall_ms, mono_ms, boot, clock,"
                        + " event, room, door, side, mode, way, badge, outcome, reason, flagged,"
                        + " entered, leaves, list_revision, online) VALUES ('u1', 'e', ?, ?, ?, ?,"
                        + " 'b', 'synced', 'e1', 'r1', 'd1', 'in', 'auto', 'unit', ?, 'admitted',"
                        + " ?, 0, ?, ?, 1, 1)",
                number,
                at,
                at,
                at,
                badge,
                in ? "open" : "left",
                in ? "s1" : null,
                in ? 0 : 1);
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return send(ask(path, "ada"));
    }

    private String german(String path) throws Exception {
        return send(ask(path, "ada").header("Accept-Language", "de")).body();
    }

    private static HttpRequest.Builder ask(String path, String token) {
        return HttpRequest.newBuilder(URI.create(hub.config().url() + path))
                .header("Authorization", "Bearer " + token);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }
}
