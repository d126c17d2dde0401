package io.turnout.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.hub.identity.Tokens;
import io.turnout.hub.store.Database;
import io.turnout.hub.store.TestDatabase;
import io.turnout.hub.web.Route;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every route of the hub, tried by nobody, by somebody of each role, and by somebody who has that
 * role in another event only. What must come of it is in {@code routes.csv}: a route without a row
 * there fails.
 */
public final class RoutesTest {
    private static final List<String> AT_HUB = List.of("admin", "super-admin");
    private static final List<String> IN_EVENT =
            List.of("viewer", "attendant", "technician", "organizer");
    private static final String ELSEWHERE = "organizer-elsewhere";

    @TempDir private Path folder;
    private final HttpClient client = HttpClient.newHttpClient();
    private HubProgram.Started hub;

    @BeforeEach
    void start() throws Exception {
        hub = WholeHub.start(folder);
        try (Database database = TestDatabase.in(folder)) {
            TestDatabase.seed(database);
            database.change(RoutesTest::fill);
        }
    }

    @AfterEach
    void stop() {
        hub.program().close();
    }

    @Test
    @DisplayName("AT12 every route asks for the right that the table says")
    void asksEveryCallerAtEveryRoute() throws Exception {
        List<String> found = new ArrayList<>();
        found.add("method,path,right," + String.join(",", callers()));
        for (Route route : hub.routes()) {
            List<String> cells = new ArrayList<>();
            for (String caller : callers()) {
                cells.add(isLetIn(route, caller) ? "yes" : "no");
            }
            found.add(
                    "%s,%s,%s,%s"
                            .formatted(
                                    route.method(),
                                    route.path(),
                                    route.right().key(),
                                    String.join(",", cells)));
        }
        assertThat(sorted(found)).isEqualTo(sorted(table()));
    }

    @Test
    @DisplayName("S-2 where attendance is not tracked, nobody reaches anything of it")
    void servesNothingOfAttendanceWhereItIsNotTracked() throws Exception {
        try (Database database = TestDatabase.in(folder)) {
            database.change(h -> h.execute("UPDATE event SET attendance = 0 WHERE id = 'e1'"));
        }
        List<Route> ofAttendance =
                hub.routes().stream()
                        .filter(route -> route.right().isOfAttendance())
                        .filter(route -> route.path().contains("{event}"))
                        .toList();
        assertThat(ofAttendance).hasSizeGreaterThan(3);
        for (Route route : ofAttendance) {
            for (String caller : List.of("viewer", "organizer", "super-admin")) {
                HttpResponse<InputStream> answer = send(route, caller);
                assertThat(text(answer)).as(route + " " + caller).contains("attendance");
                assertThat(answer.statusCode()).as(route + " " + caller).isEqualTo(404);
            }
        }
    }

    private boolean isLetIn(Route route, String caller) throws Exception {
        HttpResponse<InputStream> answer = send(route, caller);
        if (route.path().endsWith("/logout")) {
            try (Database database = TestDatabase.in(folder)) {
                database.change(RoutesTest::fillSessions);
            }
        }
        int status = answer.statusCode();
        assertThat(status).as(route + " " + caller).isLessThan(500);
        if (status == 200 || status == 204) {
            answer.body().close(); // a live stream would never end
            return true;
        }
        String login = answer.headers().firstValue("location").orElse("");
        boolean atDoor =
                (status == 303 && login.equals("/login") && !route.path().equals("/logout"))
                        || (status == 401 && text(answer).contains("Authorization"));
        return !atDoor && !(status == 403 && text(answer).contains("Your role does not allow"));
    }

    private HttpResponse<InputStream> send(Route route, String caller) throws Exception {
        String path = route.path().replace("{event}", "e1").replaceAll("\\{[a-z]+}", "1");
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(hub.config().url() + path))
                        .method(route.method(), BodyPublishers.noBody());
        if (!caller.equals("nobody")) {
            request.header("Authorization", "Bearer " + caller);
        }
        return client.send(request.build(), BodyHandlers.ofInputStream());
    }

    private static String text(HttpResponse<InputStream> answer) throws IOException {
        return new String(answer.body().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static List<String> callers() {
        List<String> callers = new ArrayList<>(List.of("nobody", ELSEWHERE));
        callers.addAll(IN_EVENT);
        callers.addAll(AT_HUB);
        return callers;
    }

    private static void fill(Handle handle) {
        handle.execute("UPDATE organization_switch SET enabled = 1");
        handle.execute(
                "INSERT INTO event (id, tag, title, zone, salt, created_ms)"
                        + " VALUES ('e2', 'ABD', 'Other', 'UTC', ?, 0)",
                TestDatabase.SALT);
        long id = 100;
        for (String caller : callers()) {
            boolean atHub = AT_HUB.contains(caller);
            handle.execute(
                    "INSERT INTO hub_user (id, name, password_hash, role, created_ms)"
                            + " VALUES (?, ?, 'x', ?, 0)",
                    ++id,
                    caller,
                    atHub ? caller : "none");
            if (IN_EVENT.contains(caller)) {
                handle.execute("INSERT INTO event_role VALUES (?, 'e1', ?)", id, caller);
            }
            if (caller.equals(ELSEWHERE)) {
                handle.execute("INSERT INTO event_role VALUES (?, 'e2', 'organizer')", id);
            }
        }
        fillSessions(handle);
    }

    private static void fillSessions(Handle handle) {
        handle.execute("DELETE FROM web_session");
        long now = Instant.now().toEpochMilli();
        long id = 100;
        for (String caller : callers()) {
            handle.execute(
                    "INSERT INTO web_session (token_hash, hub_user, csrf, expires_ms, used_ms)"
                            + " VALUES (?, ?, 'c', ?, ?)",
                    Tokens.hash(caller),
                    ++id,
                    now + 3_600_000,
                    now);
        }
    }

    private static String sorted(List<String> rows) {
        return rows.stream()
                .map(row -> row.toLowerCase(Locale.ROOT))
                .sorted()
                .collect(Collectors.joining("\n"));
    }

    private static List<String> table() throws IOException {
        try (InputStream file = RoutesTest.class.getResourceAsStream("routes.csv")) {
            assertThat(file).isNotNull();
            return new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }
}
