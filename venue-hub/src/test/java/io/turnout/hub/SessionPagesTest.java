package io.turnout.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.hub.store.Database;
import io.turnout.hub.store.TestDatabase;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages and the API on which sessions are managed, as browsers and programs ask for them. */
final class SessionPagesTest {
    @TempDir private Path folder;
    private final HttpClient client = HttpClient.newHttpClient();
    private HubProgram.Started hub;

    @BeforeEach
    void start() throws Exception {
        hub = WholeHub.start(folder);
        sql(TestDatabase::seed);
        sql(database -> database.change(SessionPagesTest::signIn));
    }

    @AfterEach
    void stop() {
        hub.program().close();
    }

    @Test
    @DisplayName(
            "S-3 S-4 S-6 S-9 a session is made, listed, found, changed and copied by its pages")
    void makesAndChangesASession() throws Exception {
        assertThat(get("/events/e1/sessions/new")).contains("check-in-code", "credits-3", "Room 2");
        HttpResponse<String> made = post("/events/e1/sessions", talk());
        assertThat(made.statusCode()).isEqualTo(303);
        String path = made.headers().firstValue("location").orElseThrow();
        assertThat(path).isEqualTo("/events/e1/sessions/e1-007/edit");
        assertThat(get(path)).contains("value=\"Überblick\"", "value=\"Blau7\"", "value=\"1.5\"");
        assertThat(get("/events/e1/sessions/manage?q=uber&room=r1")).contains("1 of 1 sessions");
        assertThat(get("/events/e1/sessions/manage?room=r2")).contains("No session matches");
        assertThat(get("/events/e1/sessions/new?from=e1-007"))
                .contains("value=\"Überblick\"")
                .doesNotContain("value=\"007\"");
        assertThat(german("/events/e1/sessions/manage")).contains("Sitzungen verwalten");
    }

    @Test
    @DisplayName("S-3 what is wrong stands beside its field, and what was typed stays")
    void showsWhatIsWrong() throws Exception {
        Map<String, String> typed = new LinkedHashMap<>(talk());
        typed.put("title", "");
        typed.put("study-4", "Too much");
        HttpResponse<String> answer = post("/events/e1/sessions", typed);
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body())
                .contains("title-error", "at most 3 fields of study", "value=\"Blau7\"");
    }

    @Test
    @DisplayName("two organizers at one page: the second is told what changed, and nothing is lost")
    void tellsTheSecondOrganizer() throws Exception {
        post("/events/e1/sessions", talk());
        String path = "/events/e1/sessions/e1-007/edit";
        Map<String, String> typed = new LinkedHashMap<>(talk());
        typed.put("version", "1");
        typed.put("title", "First");
        assertThat(post(path, typed).statusCode()).isEqualTo(303);
        typed.put("title", "Second");
        HttpResponse<String> second = post(path, typed);
        assertThat(second.statusCode()).isEqualTo(409);
        assertThat(second.body()).contains("ada changed this", "First");
        assertThat(get(path)).contains("value=\"First\"");
    }

    @Test
    @DisplayName("two sessions in one room at one time are allowed, and warned of")
    void warnsOfAnOverlap() throws Exception {
        post("/events/e1/sessions", talk());
        Map<String, String> other = new LinkedHashMap<>(talk());
        other.put("code", "008");
        assertThat(post("/events/e1/sessions", other).statusCode()).isEqualTo(303);
        assertThat(get("/events/e1/sessions/e1-008/edit"))
                .contains("its door must choose", "/events/e1/sessions/e1-007/edit");
        assertThat(get("/events/e1/sessions/manage")).contains("Overlaps");
    }

    @Test
    @DisplayName("A-4 a capacity below what is inside is allowed, and warned of")
    void warnsOfACapacityBelowWhatIsInside() throws Exception {
        sql(SessionPagesTest::somebodyComes);
        sql(db -> db.change(h -> h.execute("UPDATE session SET capacity = 0")));
        assertThat(get("/events/e1/sessions/s1/edit")).contains("1 person is inside, but");
    }

    @Test
    @DisplayName("a session that people came to is not deleted: cancelling is offered, and done")
    void offersCancellingWherePeopleCame() throws Exception {
        sql(SessionPagesTest::somebodyComes);
        String manage = "/events/e1/sessions/manage";
        assertThat(post(manage, Map.of("pick", "s1", "do", "delete")).body())
                .contains("Delete this session?", "1 person is inside now");
        HttpResponse<String> refused =
                post(manage, Map.of("pick", "s1", "do", "delete", "sure", "yes"));
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("nothing was deleted", "value=\"cancel\"");
        post(manage, Map.of("pick", "s1", "do", "cancel", "sure", "yes"));
        assertThat(get(manage + "?state=cancelled")).contains("1 of 1 sessions");
    }

    @Test
    @DisplayName(
            "A-1 A-5 many sessions are moved and restricted at once, after a question in numbers")
    void changesManyAtOnce() throws Exception {
        post("/events/e1/sessions", talk());
        Map<String, String> other = new LinkedHashMap<>(talk());
        other.put("code", "008");
        post("/events/e1/sessions", other);
        String manage = "/events/e1/sessions/manage";
        String both = "e1-007 e1-008";
        assertThat(post(manage, Map.of("pick", both, "do", "room:r2")).body())
                .contains("Move 2 sessions to Room 2?", "No registration goes with it");
        post(manage, Map.of("pick", both, "do", "room:r2", "sure", "yes"));
        post(manage, Map.of("pick", both, "do", "access:registered-only", "sure", "yes"));
        post(manage, Map.of("pick", both, "do", "walk-in:refuse", "sure", "yes"));
        assertThat(get(manage + "?room=r2")).contains("2 of 2 sessions", "Registered only");
        assertThat(get("/api/v1/events/e1/sessions/e1-008")).contains("\"walkIn\":\"refuse\"");
        assertThat(post(manage, Map.of("pick", both, "do", "room:cellar")).statusCode())
                .isEqualTo(422);
    }

    @Test
    @DisplayName("S-2 without attendance its fields are on neither Create nor Edit")
    void hidesAttendanceWhereItIsNotTracked() throws Exception {
        post("/events/e1/sessions", talk());
        sql(db -> db.change(h -> h.execute("UPDATE event SET attendance = 0")));
        for (String page : new String[] {"new", "e1-007/edit"}) {
            assertThat(get("/events/e1/sessions/" + page))
                    .contains("Attendance is not tracked")
                    .doesNotContain("check-in", "check-out", "study-1", "credits-1", "Blau7");
        }
        assertThat(get("/api/v1/events/e1/sessions/e1-007")).doesNotContain("Blau7", "studies");
    }

    @Test
    @DisplayName(
            "S-1 in an event of one session, managing sessions and presenters is absent, and says why")
    void isAbsentWhereThereIsOneSession() throws Exception {
        post("/events/e1/sessions", talk());
        sql(db -> db.change(h -> h.execute("UPDATE event SET level = 'single-session'")));
        String why = "because the level of service in the settings is one session";
        assertThat(get("/events/e1/sessions/new")).contains(why).doesNotContain("name=\"title\"");
        assertThat(get("/events/e1/presenters")).contains(why);
        assertThat(get("/events/e1/sessions/manage"))
                .contains(why)
                .doesNotContain("New session", "Manage presenters", "Duplicate");
        Map<String, String> other = new LinkedHashMap<>(talk());
        other.put("code", "008");
        post("/events/e1/sessions", other);
        assertThat(get("/api/v1/events/e1/sessions")).doesNotContain("e1-008");
    }

    @Test
    @DisplayName("S-3 presenters have a page of their own, where a name is changed in all sessions")
    void renamesAPresenterEverywhere() throws Exception {
        post("/events/e1/sessions", talk());
        assertThat(get("/events/e1/presenters")).contains("Ada Lovelace", "Überblick");
        assertThat(get("/events/e1/presenters/edit?name=Ada+Lovelace")).contains("Überblick");
        post("/events/e1/presenters/edit", Map.of("from", "Ada Lovelace", "name", "A. King"));
        assertThat(get("/events/e1/presenters")).contains("A. King").doesNotContain("Lovelace");
    }

    @Test
    @DisplayName("a start that the clock jumps over is resolved with a sentence")
    void tellsWhatBecameOfATimeThatDoesNotExist() throws Exception {
        sql(db -> db.change(h -> h.execute("UPDATE event SET zone = 'Europe/Brussels'")));
        Map<String, String> night = new LinkedHashMap<>(talk());
        night.put("date", "2026-03-29");
        night.put("start", "02:30");
        night.put("end", "04:00");
        HttpResponse<String> made = post("/events/e1/sessions", night);
        String cookie = made.headers().firstValue("set-cookie").orElseThrow().replaceAll(";.*", "");
        String path = made.headers().firstValue("location").orElseThrow();
        assertThat(send(ask(path).header("Cookie", cookie)).body())
                .contains("The clock jumps over 02:30 that night: taken as 03:30");
    }

    @Test
    @DisplayName("a program makes, reads, changes, cancels and deletes sessions")
    void servesPrograms() throws Exception {
        String sessions = "/api/v1/events/e1/sessions";
        HttpResponse<String> made =
                api(
                        "POST",
                        sessions,
                        """
                        {"code":"1E5","title":"Talk","room":"r1","date":"2026-01-31",
                         "startTime":"09:30","endTime":"10:15","presenters":["Ada"],
                         "checkIn":true,"checkInCode":"x7",
                         "studies":[{"name":"Ethics","credits":1.5}]}\
                        """);
        assertThat(made.statusCode()).isEqualTo(201);
        assertThat(made.body())
                .contains("\"id\":\"e1-1e5\"", "\"code\":\"1E5\"", "\"credits\":\"1.5\"");
        String one = sessions + "/e1-1e5";
        assertThat(api("POST", one, "{\"version\":1,\"cancelled\":true}").body())
                .contains("\"cancelled\":true", "\"version\":2", "\"checkInCode\":\"x7\"");
        assertThat(api("POST", one, "{\"version\":1,\"title\":\"Late\"}").statusCode())
                .isEqualTo(409);
        assertThat(api("POST", one, "{\"studies\":" + studies(4) + "}").body())
                .contains("studies", "at most 3 fields of study");
        assertThat(api("DELETE", one, "").statusCode()).isEqualTo(204);
        assertThat(get(sessions)).isEqualTo("[]");
    }

    private static String studies(int count) {
        return IntStream.range(0, count)
                .mapToObj("{\"name\":\"Field %d\",\"credits\":1}"::formatted)
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static Map<String, String> talk() {
        Map<String, String> talk = new LinkedHashMap<>();
        talk.put("code", "007");
        talk.put("title", "Überblick");
        talk.put("room", "r1");
        talk.put("date", "2026-01-31");
        talk.put("start", "09:30");
        talk.put("end", "10:15");
        talk.put("presenters", "Ada Lovelace");
        talk.put("access", "open");
        talk.put("walk-in", "ask-staff");
        talk.put("re-entry", "free");
        talk.put("early", "15");
        talk.put("late", "0");
        talk.put("check-in-code", "Blau7");
        talk.put("study-1", "Ethics");
        talk.put("credits-1", "1.5");
        return talk;
    }

    private static void signIn(Handle handle) {
        TestDatabase.user(handle, 100, "ada", "admin");
    }

    private static void somebodyComes(Database database) {
        TestDatabase.session(database, "s1", "r1", 0, 3_600_000);
        TestDatabase.attendee(database, 1, "f1");
        database.change(handle ->
                handle.execute(
                        "INSERT INTO presence (attendee, session, inside, present_ms, ins, outs)"
                                + " VALUES (1, 's1', 1, 0, 1, 0)"));
    }

    private void sql(Consumer<Database> change) {
        try (Database database = TestDatabase.in(folder)) {
            change.accept(database);
        }
    }

    private String get(String path) throws Exception {
        return send(ask(path)).body();
    }

    private String german(String path) throws Exception {
        return send(ask(path).header("Accept-Language", "de")).body();
    }

    private HttpResponse<String> post(String path, Map<String, String> fields) throws Exception {
        String body =
                "csrf=c&"
                        + fields.entrySet().stream()
                                .map(field ->
                                        field.getKey()
                                                + "="
                                                + URLEncoder.encode(
                                                        field.getValue(), StandardCharsets.UTF_8))
                                .collect(Collectors.joining("&"));
        return send(
                ask(path)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> api(String method, String path, String body) throws Exception {
        return send(ask(path).method(method, BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder ask(String path) {
        return HttpRequest.newBuilder(URI.create(hub.config().url() + path))
                .header("Authorization", "Bearer ada");
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString());
    }
}
