package io.turnout.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.turnout.hub.identity.Tokens;
import io.turnout.hub.programs.ProgramTables;
import io.turnout.hub.store.Database;
import io.turnout.hub.store.TestDatabase;
import io.turnout.protocol.badge.BadgeFingerprint;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Programs and meetings by the API and by lists, for a super-admin (sue), an organizer (olga),
 * Program Admins of two paths (pam of 1, otto of 2), a viewer (vic), and programs with tokens: one
 * may change programs (robot), the other attendees (other). Attendees 1 and 2 are in path 1.
 */
final class ProgramApiTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String API = "/api/v1/events/e1";
    private static final String NOTE = "only-between-us";
    private static final String COMMENT = "nobody-else-came";
    private static final String ROBOT = "turnout_robot";
    private static final String OTHER = "turnout_other";
    private static final List<String> ALL =
            List.of("sue", "olga", "pam", "otto", "vic", ROBOT, OTHER);
    private static final List<String> READ =
            List.of("/programs", "/paths/1", "/paths/1/meetings", "/meetings/1");
    private static final String HEADING = "program,path,key,start,end,room,participants,status\n";
    private static final String OLD =
            "Mentors,Group 1,old-%d,2026-02-01T10:00Z,2026-02-01T11:00Z,Room 1,N1;N2,confirmed\n";

    @TempDir private static Path folder;
    private static HubProgram.Started hub;
    private static Database database;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Instant start =
            Instant.now().plus(Duration.ofDays(5)).truncatedTo(ChronoUnit.DAYS);

    @BeforeAll
    static void open() throws Exception {
        database = TestDatabase.in(folder);
        TestDatabase.seed(database);
        for (long id = 1; id <= 3; id++) {
            TestDatabase.attendee(database, id, new BadgeFingerprint(id, 9).toString());
        }
        database.change(ProgramApiTest::callers);
        hub = WholeHub.start(folder);
    }

    @AfterAll
    static void close() {
        hub.program().close();
        database.close();
    }

    private static void callers(Handle handle) {
        TestDatabase.user(handle, 11, "sue", "super-admin");
        List<String> plain = List.of("olga", "pam", "otto", "vic");
        for (int i = 0; i < plain.size(); i++) {
            TestDatabase.user(handle, 12 + i, plain.get(i), "none");
        }
        handle.execute("INSERT INTO event_role VALUES (12, 'e1', 'organizer')");
        handle.execute("INSERT INTO event_role VALUES (15, 'e1', 'viewer')");
        Map.of(ROBOT, "change-programs", OTHER, "change-people")
                .forEach((token, right) ->
                        handle.execute(
                                "INSERT INTO api_token (name, token_hash, rights, event, made_by,"
                                        + " made_ms, expires_ms) VALUES (?, ?, ?, 'e1', 'sue', 0, ?)",
                                token,
                                Tokens.hash(token),
                                right,
                                Instant.now().plus(Duration.ofDays(1)).toEpochMilli()));
    }

    /** Meeting 1 of path 1, five days from now. */
    @BeforeEach
    void begin() throws Exception {
        database.change(handle -> {
            ProgramTables.empty(handle);
            handle.execute(
                    "INSERT INTO program (id, event, kind, name, roles, verified, late_min,"
                            + " auto_confirm_min, hours_by, door_people, door_min, since_ms,"
                            + " made_ms) VALUES (1, 'e1', 'mentoring', 'Mentors', 'Mentor', 1,"
                            + " 1440, 2880, 'scheduled', 2, 10, 0, 0)");
            for (int path = 1; path <= 2; path++) {
                handle.execute(
                        "INSERT INTO path (id, program, name, authorized_min)"
                                + " VALUES (?, 1, ?, 120)",
                        path,
                        "Group " + path);
                handle.execute("INSERT INTO path_admin VALUES (?, ?)", path, 12 + path);
            }
            handle.execute("INSERT INTO path_person VALUES (1, 1, 'Mentor'), (1, 2, 'Mentor')");
        });
        expect(201, post("pam", "/paths/1/meetings", booking(start, "\"N1\", \"N2\"", false)));
    }

    private static String booking(Instant start, String who, boolean trial) {
        return """
        {"room": "r1", "start": "%s", "end": "%s", "attendees": [%s], "dryRun": %s}
        """
                .formatted(start, start.plus(Duration.ofHours(1)), who, trial);
    }

    @Test
    @DisplayName("P-7: everybody gets what they run by the API, and nobody else anything of it")
    void everybodyGetsWhatTheyRun() throws Exception {
        Map<String, Integer> statuses =
                Map.of(
                        "sue", 200, "olga", 200, "pam", 200, ROBOT, 200, "otto", 404, "vic", 403,
                        OTHER, 403, "nobody", 401);
        for (Map.Entry<String, Integer> one : statuses.entrySet()) {
            for (String path : READ.subList(1, READ.size())) {
                expect(one.getValue(), get(one.getKey(), path));
            }
            int status = one.getValue() == 200 ? 409 : one.getValue();
            expect(status, post(one.getKey(), "/meetings/1", "{\"event\": \"confirm\"}"));
        }
        assertThat(get("otto", "/programs").body()).contains("Group 2").doesNotContain("Group 1");
        assertThat(get("pam", "/programs").body()).contains("Group 1").doesNotContain("Group 2");
        assertThat(get("robot", "/programs").statusCode()).isEqualTo(401);
        expect(404, post("otto", "/paths/1/meetings", booking(start, "\"N1\"", false)));
        expect(403, post("vic", "/paths/1/meetings", booking(start, "\"N1\"", false)));
        HttpRequest.Builder cookie =
                request("/paths/1/meetings").header("Cookie", "turnout-my=p1; turnout=olga");
        expect(401, send(cookie));
    }

    @Test
    @DisplayName("P-1: where the organization has no programs the API has none either")
    void thereIsNothingWhereProgramsAreOff() throws Exception {
        database.change(h -> h.execute("UPDATE organization_switch SET enabled = 0"));
        for (String user : ALL) {
            for (String path : READ) {
                assertThat(get(user, path).statusCode()).as(user + path).isIn(403, 404);
            }
            assertThat(post(user, "/meetings", HEADING + OLD).statusCode()).isIn(403, 404);
        }
        expect(404, get("sue", "/programs"));
        expect(404, get(ROBOT, "/programs"));
    }

    @Test
    @DisplayName("P-7: the note on hours is in no answer of the API, and comments are for runners")
    void theNoteIsInNoAnswer() throws Exception {
        HttpResponse<String> set =
                send(
                        page("pam", "/events/e1/paths/1/hours")
                                .POST(
                                        BodyPublishers.ofString(
                                                "csrf=c&hours=7.5&version=1&note=" + NOTE)));
        expect(303, set);
        over();
        database.change(handle -> {
            handle.execute("UPDATE meeting SET status = 'confirmed', disputed = 1, due_ms = NULL");
            handle.execute(
                    "INSERT INTO meeting_comment (meeting, by_person, comment, at_ms)"
                            + " VALUES (1, 1, ?, 0)",
                    COMMENT);
        });
        for (String user : ALL) {
            for (String path : READ) {
                String body = get(user, path).body();
                assertThat(body).as(user + path).doesNotContain(NOTE);
                boolean runs = List.of("sue", "olga", "pam", ROBOT).contains(user);
                assertThat(body.contains(COMMENT))
                        .as(user + path)
                        .isEqualTo(runs && path.equals("/meetings/1"));
            }
            assertThat(post(user, "/meetings", HEADING.strip() + ",note\n").body())
                    .doesNotContain(NOTE);
        }
        JsonNode hours = json(get("pam", "/paths/1")).path("hours");
        assertThat(hours.path("authorizedMinutes").asInt()).isEqualTo(450);
        assertThat(hours.path("remainingMinutes").asInt()).isEqualTo(390);
        String resolve = "{\"event\": \"resolve\", \"verdict\": \"not-held\"}";
        JsonNode now = json(post(ROBOT, "/meetings/1", resolve)).path("meeting");
        assertThat(now.path("status").asText()).isEqualTo("not-held");
        assertThat(now.path("decidedBy").asText()).isEqualTo("admin");
        assertThat(json(get("pam", "/meetings/1")).at("/history").toString())
                .contains("program turnout_robot");
    }

    @Test
    @DisplayName("P-3, P-9: a program looks first, then books, puts off and cancels")
    void looksFirstThenDoesIt() throws Exception {
        JsonNode tried = json(post(ROBOT, "/paths/1/meetings", booking(start, "\"N1\"", true)));
        assertThat(tried.at("/conflicts/0/kind").asText()).isEqualTo("meeting");
        assertThat(tried.at("/becomes/status").asText()).isEqualTo("upcoming");
        assertThat(json(get("pam", "/paths/1/meetings")).path("meetings")).hasSize(1);
        String off =
                "{\"event\": \"reschedule\", \"start\": \"%s\", \"end\": \"%s\", \"dryRun\": %s}";
        Instant later = start.plus(Duration.ofDays(1));
        String trial = off.formatted(later, later.plusSeconds(60), true);
        assertThat(json(post("pam", "/meetings/1", trial)).has("another")).isFalse();
        database.change(h ->
                h.execute(
                        "UPDATE meeting SET start_ms = ?, due_ms = NULL",
                        Instant.now().plusSeconds(3_600).toEpochMilli()));
        JsonNode late = json(post("pam", "/meetings/1", trial));
        assertThat(late.at("/becomes/status").asText()).isEqualTo("late-pending");
        assertThat(late.at("/another/start").asText()).isEqualTo(later.toString());
        String real = off.formatted(later, later.plusSeconds(60), false);
        JsonNode fresh = json(post("pam", "/meetings/1", real)).path("meeting");
        assertThat(fresh.path("insteadOf").asInt()).isEqualTo(1);
        assertThat(fresh.path("attendees").toString()).isEqualTo("[\"N1\",\"N2\"]");
        String id = fresh.path("id").asText();
        expect(200, post("pam", "/meetings/" + id, "{\"event\": \"cancel\"}"));
        expect(409, post("pam", "/meetings/" + id, "{\"event\": \"cancel\"}"));
        expect(409, post("pam", "/meetings/" + id, "{\"event\": \"cancel\", \"dryRun\": true}"));
        JsonNode behind = json(get("pam", "/paths/1/meetings?after=1")).path("meetings");
        assertThat(behind).hasSize(1);
        assertThat(behind.at("/0/status").asText()).isEqualTo("gone");
    }

    @Test
    void saysWhatIsWrongWithAWish() throws Exception {
        String book = "/paths/1/meetings";
        assertThat(where(post("pam", book, booking(start, "\"N3\"", false))))
                .isEqualTo("attendees");
        assertThat(where(post("pam", book, booking(start, "", false)))).isEqualTo("attendees");
        String good = booking(start, "\"N1\"", false);
        assertThat(where(post("pam", book, good.replace("r1", "!")))).isEqualTo("room");
        expect(404, post("pam", book, good.replace("r1", "r9")));
        expect(404, post("pam", book, good.replace("r1", "r9").replace("false", "true")));
        assertThat(where(post("pam", book, good.replace("T", " ")))).isEqualTo("start");
        Instant past = Instant.now().minusSeconds(60);
        expect(409, post("pam", book, booking(past, "\"N1\"", false)));
        expect(409, post("pam", book, booking(past, "\"N1\"", true)));
        assertThat(where(post("pam", "/meetings/1", "{}"))).isEqualTo("event");
        String deed = "{\"event\": \"%s\", \"minutes\": %d, \"verdict\": \"x\"}";
        assertThat(where(post("pam", "/meetings/1", deed.formatted("confirm", 0))))
                .isEqualTo("minutes");
        assertThat(where(post("pam", "/meetings/1", deed.formatted("resolve", 9))))
                .isEqualTo("verdict");
        expect(404, get("olga", "/meetings/99"));
        expect(404, get("olga", "/paths/x/meetings"));
        expect(422, get("olga", "/paths/1/meetings?after=x"));
    }

    @Test
    @DisplayName("P-9: lists of meetings are for who may change programs; once more adds nothing")
    void listsComeInByTheApi() throws Exception {
        String list = HEADING + OLD.formatted(1) + OLD.formatted(2);
        for (String user : List.of("pam", "otto", "vic", OTHER)) {
            expect(403, post(user, "/meetings", list));
        }
        JsonNode taken = json(post(ROBOT, "/meetings", list));
        assertThat(taken.path("added").asInt()).isEqualTo(2);
        assertThat(json(post("olga", "/meetings", list)).path("unchanged").asInt()).isEqualTo(2);
        HttpResponse<String> wrong = post("olga", "/meetings", list.replace("11:00Z", "12:00Z"));
        expect(422, wrong);
        assertThat(json(wrong).at("/problems/0/line").asInt()).isEqualTo(2);
        assertThat(json(get("pam", "/paths/1/meetings")).path("meetings")).hasSize(3);
    }

    @Test
    @DisplayName("P-9: the page shows what a list would add before it adds it")
    void thePageShowsFirst() throws Exception {
        for (String user : List.of("pam", "otto", "vic")) {
            expect(403, send(page(user, "/events/e1/programs/import")));
        }
        assertThat(send(page("olga", "/events/e1/programs")).body())
                .contains("/events/e1/programs/import");
        HttpResponse<String> sent =
                send(
                        page("olga", "/events/e1/programs/import")
                                .header("Content-Type", "multipart/form-data; boundary=x")
                                .POST(BodyPublishers.ofString(upload(OLD.formatted(1)))));
        expect(303, sent);
        String at = sent.headers().firstValue("Location").orElseThrow();
        String shown = send(page("olga", at)).body();
        assertThat(shown)
                .contains(
                        "1 added",
                        "Import these meetings",
                        "Group 1 · 2026-02-01 10:00–11:00",
                        "Confirmed");
        assertThat(json(get("olga", "/paths/1/meetings")).path("meetings")).hasSize(1);
        String form =
                "csrf=c&file="
                        + at.substring(at.indexOf('=') + 1)
                        + "&mark="
                        + hidden(shown, "mark");
        HttpResponse<String> done =
                send(
                        page("olga", "/events/e1/programs/import/confirm")
                                .POST(BodyPublishers.ofString(form)));
        expect(303, done);
        assertThat(json(get("olga", "/paths/1/meetings")).path("meetings")).hasSize(2);
        assertThat(send(page("olga", "/events/e1/meetings/2")).body()).contains("Imported");
    }

    private static String upload(String rows) {
        return """
        --x\r
        Content-Disposition: form-data; name="csrf"\r
        \r
        c\r
        --x\r
        Content-Disposition: form-data; name="file"; filename="meetings.csv"\r
        Content-Type: text/csv\r
        \r
        %s\r
        --x--\r
        """
                .formatted(HEADING + rows);
    }

    private static String hidden(String page, String name) {
        Matcher found = Pattern.compile("name=\"" + name + "\" value=\"([^\"]+)\"").matcher(page);
        assertThat(found.find()).as(page).isTrue();
        return found.group(1);
    }

    /** Meeting 1 was an hour long and is over since a minute. */
    private static void over() {
        long end = Instant.now().toEpochMilli() - 60_000;
        database.change(handle ->
                handle.execute(
                        "UPDATE meeting SET start_ms = ?, end_ms = ?", end - 3_600_000, end));
    }

    private static void expect(int status, HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.uri() + " " + answer.body()).isEqualTo(status);
    }

    private static JsonNode json(HttpResponse<String> answer) throws Exception {
        assertThat(answer.statusCode()).as(answer.body()).isIn(200, 201, 422);
        return JSON.readTree(answer.body());
    }

    private static String where(HttpResponse<String> answer) throws Exception {
        expect(422, answer);
        return JSON.readTree(answer.body()).at("/error/where").asText();
    }

    private HttpResponse<String> get(String user, String path) throws Exception {
        return send(request(path).header("Authorization", "Bearer " + user));
    }

    private HttpResponse<String> post(String user, String path, String body) throws Exception {
        return send(
                request(path)
                        .header("Authorization", "Bearer " + user)
                        .POST(BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(
                request.header("Accept-Language", "en").build(), BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(hub.config().url() + API + path));
    }

    private static HttpRequest.Builder page(String user, String path) {
        return HttpRequest.newBuilder(URI.create(hub.config().url() + path))
                .header("Authorization", "Bearer " + user);
    }
}
