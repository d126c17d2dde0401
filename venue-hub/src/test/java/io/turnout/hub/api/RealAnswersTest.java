package io.turnout.hub.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.turnout.hub.HubProgram;
import io.turnout.hub.WholeHub;
import io.turnout.hub.store.Database;
import io.turnout.hub.store.TestDatabase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real hub, every operation of its API, and every answer held against the description. */
final class RealAnswersTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String EVENT = "/api/v1/events/{event}";

    private static final long HALF_HOUR = 1_800_000;
    private static final long START = Instant.parse("2026-01-31T08:30:00Z").toEpochMilli();

    @TempDir private Path folder;
    private final HttpClient client = HttpClient.newHttpClient();
    private final Set<String> succeeded = new TreeSet<>();
    private Description description;
    private HubProgram.Started hub;
    private String token = "";

    @BeforeEach
    void start() throws Exception {
        description = new Description();
        hub = WholeHub.startBehindProxy(folder);
    }

    @AfterEach
    void stop() {
        hub.program().close();
    }

    @Test
    @DisplayName("every operation succeeds as described, and fails as described")
    void answersAsDescribed() throws Exception {
        signIn();
        agenda();
        people();
        units();
        attendance();
        savedExports();
        certificates();
        pins();
        webhooks();
        errors();
        call(204, "DELETE", EVENT + "/sessions/{session}", Map.of("session", "ev-008"), "");
        call(200, "GET", "/api/v1/openapi.json", Map.of(), "");
        call(204, "POST", "/api/v1/logout", Map.of(), "");
        call(401, "GET", "/api/v1/events", Map.of(), "");
        assertThat(succeeded).isEqualTo(operations());
    }

    private void signIn() throws Exception {
        String setup = hub.setupUrl().orElseThrow();
        String link = setup.substring(setup.indexOf("token=") + "token=".length());
        String ada = "\"name\": \"ada\", \"password\": \"correct horse\"";
        call(
                422,
                "POST",
                "/api/v1/setup",
                Map.of(),
                "{\"token\": \"%s\", \"name\": \"ada\", \"password\": \"short\"}".formatted(link));
        call(204, "POST", "/api/v1/setup", Map.of(), "{\"token\": \"" + link + "\", " + ada + "}");
        call(403, "POST", "/api/v1/setup", Map.of(), "{\"token\": \"" + link + "\", " + ada + "}");
        call(
                401,
                "POST",
                "/api/v1/login",
                Map.of(),
                "{\"name\": \"ada\", \"password\": \"wrong\"}");
        token =
                call(200, "POST", "/api/v1/login", Map.of(), "{" + ada + "}")
                        .path("token")
                        .asText();
    }

    private void agenda() throws Exception {
        call(
                201,
                "POST",
                "/api/v1/events",
                Map.of(),
                "{\"id\": \"ev\", \"title\": \"Event\", \"zone\": \"Europe/Brussels\"}");
        call(
                409,
                "POST",
                "/api/v1/events",
                Map.of(),
                "{\"id\": \"ev\", \"title\": \"Event\", \"zone\": \"Europe/Brussels\"}");
        assertThat(call(200, "GET", "/api/v1/events", Map.of(), "")).hasSize(1);
        call(
                204,
                "POST",
                EVENT + "/rooms/{room}",
                Map.of("room", "r1"),
                "{\"name\": \"Janson\", \"capacity\": 50}");
        call(204, "POST", EVENT + "/rooms/{room}", Map.of("room", "r2"), "{}");
        assertThat(call(200, "GET", EVENT + "/rooms", Map.of(), "")).hasSize(2);
        for (String code : new String[] {"007", "008"}) {
            call(
                    201,
                    "POST",
                    EVENT + "/sessions",
                    Map.of(),
                    """
                    {"code": "%s", "title": "Opening", "room": "r1", "date": "2026-01-31",
                     "startTime": "09:30", "endTime": "10:00", "presenters": ["Ada Lovelace"],
                     "capacity": 40, "checkIn": true,
                     "studies": [{"name": "Informatics", "credits": 0.5}]}
                    """
                            .formatted(code));
        }
        call(
                200,
                "POST",
                EVENT + "/sessions/{session}",
                Map.of("session", "ev-007"),
                "{\"capacity\": null, \"groups\": [\"crew\"], \"version\": 1}");
        call(
                409,
                "POST",
                EVENT + "/sessions/{session}",
                Map.of("session", "ev-007"),
                "{\"title\": \"Late\", \"version\": 1}");
        call(
                422,
                "POST",
                EVENT + "/sessions/{session}",
                Map.of("session", "ev-007"),
                "{\"startTime\": \"25:00\"}");
        call(200, "GET", EVENT + "/sessions/{session}", Map.of("session", "ev-007"), "");
        call(404, "GET", EVENT + "/sessions/{session}", Map.of("session", "nope"), "");
        assertThat(call(200, "GET", EVENT + "/sessions", Map.of(), "")).hasSize(2);
        JsonNode imported =
                call(
                        200,
                        "POST",
                        EVENT + "/agenda",
                        Map.of(),
                        """
                        id;title;room;date;start;end
                        100;Keynote;Janson;2026-01-31;11:00;12:00
                        """);
        assertThat(imported.path("added").asInt()).isEqualTo(1);
        call(
                200,
                "POST",
                EVENT + "/agenda",
                Map.of(),
                "id;title;room;date;start;end\n101;Other;Janson;2026-01-31;13:00;14:00\n");
        call(422, "POST", EVENT + "/agenda", Map.of(), "nothing that is an agenda");
    }

    private void people() throws Exception {
        String header = "number,family_name,given_name,email,licence_number,groups\n";
        call(
                200,
                "POST",
                EVENT + "/attendees",
                Map.of(),
                header + "1001,Lovelace,Ada,,,\n1002,Hopper,Grace,,,\n");
        JsonNode rejected =
                call(422, "POST", EVENT + "/attendees", Map.of(), header + "1003,,,no address,,\n");
        assertThat(rejected.path("error").path("what").asText()).contains("problem");
        assertThat(rejected.path("problems")).isNotEmpty();
        call(200, "POST", EVENT + "/registrations", Map.of(), "attendee,session\n1001,007\n");
        call(422, "POST", EVENT + "/registrations", Map.of(), "attendee,session\n1001,nope\n");
        assertThat(call(200, "POST", EVENT + "/badges", Map.of(), "").path("issued").asInt())
                .isEqualTo(2);
        String badges = call(200, "GET", EVENT + "/badges", Map.of(), "").asText();
        String code = badges.lines().skip(1).findFirst().orElseThrow().split(",", -1)[1];
        call(200, "GET", EVENT + "/badges/{code}/signed", Map.of("code", code), "");
        call(
                200,
                "POST",
                EVENT + "/badges/{code}/state",
                Map.of("code", code),
                "{\"state\": \"revoked\"}");
        call(409, "GET", EVENT + "/badges/{code}/signed", Map.of("code", code), "");
        call(404, "GET", EVENT + "/badges/{code}/signed", Map.of("code", "NOPE"), "");
        call(
                422,
                "POST",
                EVENT + "/badges/{code}/state",
                Map.of("code", code),
                "{\"state\": \"lost\"}");
    }

    private void units() throws Exception {
        call(
                201,
                "POST",
                "/api/v1/units",
                Map.of(),
                "{\"id\": \"u1\", \"room\": \"r1\", \"mode\": \"auto\"}");
        call(
                409,
                "POST",
                "/api/v1/units",
                Map.of(),
                "{\"id\": \"u1\", \"room\": \"r1\", \"mode\": \"auto\"}");
        call(
                404,
                "POST",
                "/api/v1/units",
                Map.of(),
                "{\"id\": \"u2\", \"room\": \"r9\", \"mode\": \"in\"}");
        assertThat(call(200, "GET", "/api/v1/units", Map.of(), "")).hasSize(1);
        JsonNode access = call(200, "GET", EVENT + "/access", Map.of(), "");
        assertThat(access.path("revocations")).hasSize(1);
        call(200, "POST", "/api/v1/units/{unit}/lost", Map.of("unit", "u1"), "");
        call(200, "POST", "/api/v1/units/{unit}/back", Map.of("unit", "u1"), "");
        call(404, "POST", "/api/v1/units/{unit}/back", Map.of("unit", "u9"), "");
        call(201, "POST", "/api/v1/units/{unit}/ticket", Map.of("unit", "u1"), "");
        call(404, "POST", "/api/v1/units/{unit}/ticket", Map.of("unit", "u9"), "");
        call(200, "POST", "/api/v1/units/{unit}/revoke", Map.of("unit", "u1"), "");
        call(404, "POST", "/api/v1/units/{unit}/revoke", Map.of("unit", "u9"), "");
    }

    private void attendance() throws Exception {
        assertThat(call(200, "GET", EVENT + "/counts", Map.of(), "").path("sessions")).isNotEmpty();
        call(200, "GET", EVENT + "/attendance-rules", Map.of(), "");
        call(200, "POST", EVENT + "/attendance-rules", Map.of(), "{\"graceAfterMinutes\": 5}");
        call(422, "POST", EVENT + "/attendance-rules", Map.of(), "{\"walkingMinutes\": 1000}");
        corrections();
        String contradiction = "{\"withoutCheckOut\": \"as-read\", \"stillOpen\": \"no-time\"}";
        call(422, "POST", EVENT + "/attendance-rules", Map.of(), contradiction);
        String ofSession = EVENT + "/sessions/{session}/attendance-rules";
        Map<String, String> session = Map.of("session", "ev-007");
        call(200, "GET", ofSession, session, "");
        JsonNode own = call(200, "POST", ofSession, session, "{\"minimum\": \"5 min\"}");
        assertThat(own.path("own").path("minimum").asText()).isEqualTo("5 min");
        call(422, "POST", ofSession, session, "{\"overlap\": \"each\"}");
        call(404, "GET", ofSession, Map.of("session", "none"), "");
    }

    private void savedExports() throws Exception {
        try (Database database = TestDatabase.in(folder)) {
            database.change(handle ->
                    handle.execute(
                            "INSERT INTO saved_export (event, name, report, format, language,"
                                    + " made_by, made_ms)"
                                    + " VALUES ('ev', 'All', 'presence', 'csv', 'en', 'ada', 0)"));
        }
        String all = EVENT + "/exports";
        JsonNode one = call(200, "GET", all, Map.of(), "").path("exports").path(0);
        call(200, "GET", all + "/{export}", Map.of("export", one.path("id").asText()), "");
        call(404, "GET", all + "/{export}", Map.of("export", "99"), "");
    }

    private void certificates() throws Exception {
        earn();
        String all = EVENT + "/certificates";
        String wanted = "{\"attendee\": \"1002\"}";
        String number = call(201, "POST", all, Map.of(), wanted).path("number").asText();
        call(200, "POST", all, Map.of(), wanted);
        call(404, "POST", all, Map.of(), "{\"attendee\": \"nobody\"}");
        call(409, "POST", all, Map.of(), "{\"attendee\": \"1001\"}");
        call(422, "POST", all, Map.of(), "{\"scope\": \"everybody\"}");
        assertThat(call(200, "GET", all, Map.of(), "").path("certificates")).hasSize(1);
        Map<String, String> one = Map.of("number", number);
        call(200, "GET", all + "/{number}/pdf", one, "");
        String data = EVENT + "/attendees/{number}/data.zip";
        call(200, "GET", data, Map.of("number", "1002"), "");
        call(404, "GET", data, Map.of("number", "nobody"), "");
        call(404, "GET", all + "/{number}/pdf", Map.of("number", "x"), "");
        JsonNode job = call(202, "POST", all, Map.of(), "{}");
        call(200, "GET", all + "/jobs/{job}", Map.of("job", job.path("job").asText()), "");
        call(404, "GET", all + "/jobs/{job}", Map.of("job", "99"), "");
        String verify = "/api/v1/verify/{number}";
        call(200, "GET", verify, one, "");
        call(422, "GET", verify, Map.of("number", "mistyped"), "");
        call(200, "POST", verify, one, "{\"familyName\": \"hopper\"}");
        for (int i = 0; i < 5; i++) {
            call(200, "POST", verify, one, "{\"familyName\": \"wrong\"}");
        }
        call(429, "POST", verify, one, "{\"familyName\": \"wrong\"}");
        Map<String, String> forged = Map.of("number", "0000-0000-0000-0000");
        for (int i = 0; i < 5; i++) {
            call(404, "GET", verify, forged, "");
        }
        call(429, "GET", verify, forged, "");
    }

    /** The one attendee with a good badge was in the session for all of it, on a day long over. */
    private void earn() {
        try (Database database = TestDatabase.in(folder)) {
            database.change(handle -> {
                for (int number = 1; number <= 2; number++) {
                    handle.execute(
                            "INSERT INTO scan (unit, epoch, number, received_ms, wall_ms, mono_ms,"
                                    + " boot, clock, event, room, door, side, mode, way, badge,"
                                    + " outcome, reason, flagged, entered, leaves, list_revision,"
                                    + " online) SELECT 'u1', 'e', ?, ?, ?, 0, 'b', 'synced', 'ev',"
                                    + " 'r1', 'r1', ?, 'auto', 'unit', fingerprint, 'admitted',"
                                    + " 'open', 0, ?, ?, 1, 1 FROM badge WHERE state = 'active'",
                            number,
                            START + number * HALF_HOUR,
                            START + (number - 1) * HALF_HOUR,
                            number == 1 ? "in" : "out",
                            number == 1 ? "ev-007" : null,
                            number - 1);
                }
            });
            await().until(() ->
                    database.read(handle ->
                            handle.createQuery("SELECT count(*) FROM credit")
                                            .mapTo(Long.class)
                                            .one()
                                    > 0));
        }
    }

    private void corrections() throws Exception {
        String path = EVENT + "/corrections";
        String set =
                """
                {"kind": "set", "why": "reader was dead", "dryRun": %s, "lines": [
                 {"attendee": "1001", "session": "ev-007", "in": "2026-01-31T08:30:00Z",
                  "out": "2026-01-31T10:00:00+01:00"}]}
                """;
        JsonNode tried = call(200, "POST", path, Map.of(), set.formatted("true"));
        assertThat(tried.has("number")).isFalse();
        assertThat(tried.at("/changes/0/after/percent").asInt()).isEqualTo(100);
        JsonNode credit = tried.at("/changes/0/after/credit");
        assertThat(credit.path("granted").asBoolean()).isTrue();
        assertThat(credit.path("countedMs").asLong()).isEqualTo(1_800_000);
        assertThat(credit.at("/fields/0/credits").asText()).isEqualTo("0.5");
        JsonNode made = call(201, "POST", path, Map.of(), set.formatted("false"));
        long number = made.path("number").asLong();
        String undo = "{\"kind\": \"undo\", \"why\": \"was not dead\", \"undoes\": %d}";
        call(201, "POST", path, Map.of(), undo.formatted(number));
        call(422, "POST", path, Map.of(), undo.formatted(number));
        call(422, "POST", path, Map.of(), set.formatted("true").replace("reader was dead", "x"));
        call(422, "POST", path, Map.of(), set.formatted("true").replace("1001", "9"));
        call(422, "POST", path, Map.of(), set.formatted("true").replace("08:30", "09:30"));
        call(422, "POST", path, Map.of(), set.formatted("true").replace("08:30", "8.30"));
        call(422, "POST", path, Map.of(), set.formatted("true").replace("\"set\"", "\"annul\""));
        JsonNode listed = call(200, "GET", path, Map.of(), "").path("corrections");
        assertThat(listed).hasSize(2);
        assertThat(listed.at("/0/undoneBy").asLong()).isEqualTo(number + 1);
    }

    private void pins() throws Exception {
        String all = EVENT + "/pins";
        JsonNode own =
                call(
                        200,
                        "POST",
                        all + "/{session}",
                        Map.of("session", "ev-007"),
                        "{\"in\": \" k7mw4 \"}");
        assertThat(own.path("in").asText()).isEqualTo("K7MW4");
        int rest = 2 * call(200, "GET", all, Map.of(), "").size() - 1;
        JsonNode made = call(200, "POST", all, Map.of(), "{}");
        assertThat(made.path("made").asInt()).as("those that are there stay").isEqualTo(rest);
        JsonNode listed = call(200, "GET", all, Map.of(), "").get(0);
        assertThat(listed.path("in").asText()).isEqualTo("K7MW4");
        String out = listed.path("out").asText();
        Map<String, String> other = Map.of("session", "ev-008");
        call(422, "POST", all + "/{session}", other, "{\"in\": \"" + out + "\"}");
        call(422, "POST", all + "/{session}", other, "{\"in\": \"Ü1\"}");
        call(404, "POST", all + "/{session}", Map.of("session", "none"), "{}");
        JsonNode without =
                call(200, "POST", all + "/{session}", other, "{\"in\": \"\", \"out\": \"\"}");
        assertThat(without.has("in")).isFalse();
        call(200, "POST", all, Map.of(), "{\"replace\": true}");
        assertThat(call(200, "GET", all, Map.of(), "").toString()).doesNotContain("K7MW4", out);
    }

    private void webhooks() throws Exception {
        String all = EVENT + "/webhooks";
        String url = "{\"url\": \"https://1.1.1.1/turnout?key=secret\"";
        JsonNode made = call(201, "POST", all, Map.of(), url + "}");
        assertThat(made.path("kinds")).hasSize(3);
        assertThat(made.path("secret").asText()).isNotEmpty();
        call(201, "POST", all, Map.of(), url + ", \"kinds\": [\"attendance.corrected\"]}");
        call(422, "POST", all, Map.of(), "{\"url\": \"https://10.0.0.1/\"}");
        call(422, "POST", all, Map.of(), url + ", \"kinds\": [\"webhook.test\"]}");
        JsonNode listed = call(200, "GET", all, Map.of(), "");
        assertThat(listed).hasSize(2);
        assertThat(listed.toString())
                .contains("https://1.1.1.1/turnout\"")
                .doesNotContain("secret");
        String hook = made.path("id").asText();
        call(204, "DELETE", all + "/{hook}", Map.of("hook", hook), "");
        call(404, "DELETE", all + "/{hook}", Map.of("hook", hook), "");
        for (int i = 0; i < 9; i++) {
            call(201, "POST", all, Map.of(), url + "}");
        }
        call(409, "POST", all, Map.of(), url + "}");
    }

    /** What every route has in common. */
    private void errors() throws Exception {
        call(400, "POST", "/api/v1/events", Map.of(), "{");
        call(400, "POST", "/api/v1/events", Map.of(), "");
        call(413, "POST", "/api/v1/events", Map.of(), " ".repeat(70_000) + "{}");
        String good = token;
        token = "";
        for (String route : operations()) {
            String[] parts = route.split(" ", -1);
            boolean open = description.operation(parts[0], parts[1]).path("security").isEmpty();
            if (!open) {
                call(401, parts[0], parts[1], Map.of(), "");
            }
        }
        token = good;
    }

    private Set<String> operations() {
        Set<String> all = new TreeSet<>();
        description
                .root()
                .path("paths")
                .properties()
                .forEach(path ->
                        path.getValue()
                                .properties()
                                .forEach(method ->
                                        all.add(
                                                method.getKey().toUpperCase(Locale.ROOT)
                                                        + " "
                                                        + path.getKey())));
        return all;
    }

    /** Sends, and holds both what is sent and what comes back against the description. */
    private JsonNode call(
            int status, String method, String path, Map<String, String> places, String body)
            throws IOException, InterruptedException {
        String what = method + " " + path + " " + status;
        JsonNode operation = description.operation(method, path);
        if (status < 300) {
            checkSent(what, operation, body);
            succeeded.add(method + " " + path);
        }
        HttpResponse<String> answer = send(method, path, places, body);
        assertThat(answer.statusCode()).as(what + ": " + answer.body()).isEqualTo(status);
        JsonNode expected =
                description.resolved(operation.path("responses").path(String.valueOf(status)));
        assertThat(expected.isObject()).as(what + " is described").isTrue();
        return received(what, expected, answer);
    }

    private void checkSent(String what, JsonNode operation, String body) throws IOException {
        Optional<JsonNode> json = Description.json(operation.path("requestBody"));
        if (json.isPresent()) {
            description.check(what, json.get().path("schema"), JSON.readTree(body));
        } else {
            assertThat(operation.has("requestBody")).as(what).isEqualTo(!body.isEmpty());
        }
    }

    private JsonNode received(String what, JsonNode expected, HttpResponse<String> answer)
            throws IOException {
        if (!expected.has("content")) {
            assertThat(answer.body()).as(what).isEmpty();
            return JSON.missingNode();
        }
        String type = answer.headers().firstValue("content-type").orElse("").split(";", -1)[0];
        JsonNode content = expected.path("content").path(type);
        assertThat(content.isObject()).as(what + " as " + type + " is described").isTrue();
        JsonNode got =
                type.equals("application/json")
                        ? JSON.readTree(answer.body())
                        : JSON.getNodeFactory().textNode(answer.body());
        description.check(what, content.path("schema"), got);
        return got;
    }

    private HttpResponse<String> send(
            String method, String path, Map<String, String> places, String body)
            throws IOException, InterruptedException {
        String address = path.replace("{event}", "ev");
        for (Map.Entry<String, String> place : places.entrySet()) {
            address = address.replace("{" + place.getKey() + "}", place.getValue());
        }
        HttpRequest.Builder request =
                HttpRequest.newBuilder(
                                URI.create(
                                        hub.config().url() + address.replaceAll("\\{[a-z]+}", "x")))
                        .method(
                                method,
                                body.isEmpty()
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString(body));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }
}
