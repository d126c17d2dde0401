package io.turnout.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.hub.identity.Tokens;
import io.turnout.hub.store.Database;
import io.turnout.hub.store.TestDatabase;
import io.turnout.hub.web.Right;
import io.turnout.hub.web.Route;
import io.turnout.protocol.badge.BadgeFingerprint;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What programs hide is asked for directly, at every route that the hub has, by everybody: a
 * super-admin (sue), an admin (ann), an organizer (olga), Program Admins of two paths (pam of 1,
 * otto of 2), a viewer (vic), participants (p1 and p2 of path 1, p3 of path 2; q1 is the first
 * again, without the personal link) and nobody. A route that is new is asked too.
 */
final class HiddenProgramsTest {
    private static final String NOTE = "only-between-us";
    private static final String COMMENT = "nobody-else-came";
    private static final String PATH = "Alphorn";
    private static final List<String> USERS = List.of("sue", "ann", "olga", "pam", "otto", "vic");

    /** An admin reads what an organizer of the event reads. */
    private static final List<String> READERS = List.of("sue", "olga", "pam", "otto", "vic");

    private static final List<String> GUESTS = List.of("p1", "p2", "p3", "q1", "nobody");
    private static final String CALENDAR = "/my/e1/calendar/calendar-of-1/meetings.ics";

    /** What any form of programs could want. */
    private static final String ANYTHING =
            "csrf=c&my=m&sure=yes&do=cancel&name=Mine&kind=coaching&roles=C&verified=no"
                    + "&hours-by=door&door-people=2&door-minutes=5&reason=because&version=1"
                    + "&hours=99&note=mine&user=otto&number=N3&role=C&room=r1&who=1"
                    + "&date=2040-01-02&start=10:00&end=11:00";

    @TempDir private static Path folder;
    private static HubProgram.Started hub;
    private static Database database;

    private final HttpClient client = HttpClient.newHttpClient();

    /** Something that was read by somebody. */
    private record Sight(String caller, String path, String text) {}

    @BeforeAll
    static void start() throws Exception {
        database = TestDatabase.in(folder);
        TestDatabase.seed(database);
        for (long id = 1; id <= 3; id++) {
            TestDatabase.attendee(database, id, new BadgeFingerprint(id, 9).toString());
        }
        database.change(HiddenProgramsTest::fill);
        hub = WholeHub.start(folder);
    }

    @AfterAll
    static void stop() {
        hub.program().close();
        database.close();
    }

    private static void fill(Handle handle) {
        long now = Instant.now().toEpochMilli();
        for (int i = 0; i < USERS.size(); i++) {
            String role = i == 0 ? "super-admin" : i == 1 ? "admin" : "none";
            TestDatabase.user(handle, 11 + i, USERS.get(i), role);
        }
        handle.execute("INSERT INTO event_role VALUES (13, 'e1', 'organizer')");
        handle.execute("INSERT INTO event_role VALUES (16, 'e1', 'viewer')");
        for (String guest : List.of("p1", "p2", "p3", "q1")) {
            handle.execute(
                    "INSERT INTO attendee_session (token_hash, attendee, csrf, expires_ms, by_link)"
                            + " VALUES (?, ?, 'm', ?, ?)",
                    Tokens.hash(guest),
                    guest.charAt(1) - '0',
                    now + Duration.ofHours(1).toMillis(),
                    guest.startsWith("p") ? 1 : 0);
        }
        handle.execute("INSERT INTO calendar_link VALUES (1, ?, 0)", Tokens.hash("calendar-of-1"));
        programs(handle, now);
    }

    /** Path 1 has a meeting that is disputed and one to come, and hours with a note. */
    private static void programs(Handle handle, long now) {
        long hour = Duration.ofHours(1).toMillis();
        for (String sql :
                List.of(
                        "UPDATE organization_switch SET enabled = 1",
                        "INSERT INTO program (event, kind, name, roles, verified, late_min,"
                                + " auto_confirm_min, hours_by, door_people, door_min, since_ms,"
                                + " made_ms) VALUES ('e1', 'coaching', 'Leaders', 'C', 1, 60,"
                                + " 2880, 'door', 2, 10, 0, 0)",
                        "INSERT INTO path (program, name, authorized_min) VALUES (1, 'Alphorn',"
                                + " 450), (1, 'Bassoon', NULL)",
                        "INSERT INTO path_person VALUES (1, 1, 'C'), (1, 2, 'C'), (2, 3, 'C')",
                        "INSERT INTO path_admin VALUES (1, 14), (2, 15)",
                        "INSERT INTO path_hours (path, authorized_min, note, by_whom, at_ms)"
                                + " VALUES (1, 450, 'only-between-us', 'pam', 0)")) {
            handle.execute(sql);
        }
        String meeting =
                "INSERT INTO meeting (path, room, start_ms, end_ms, status, decided_by, disputed,"
                        + " made_ms) VALUES (1, 'r1', ?, ?, ?, ?, ?, 0)";
        handle.execute(meeting, now - 2 * hour, now - hour, "confirmed", "person", 1);
        handle.execute(meeting, now + 50 * hour, now + 51 * hour, "upcoming", "time", 0);
        handle.execute("INSERT INTO meeting_person VALUES (1, 1), (1, 2), (2, 1), (2, 2)");
        handle.execute(
                "INSERT INTO meeting_comment (meeting, by_person, comment, at_ms)"
                        + " VALUES (1, 1, 'nobody-else-came', 0)");
    }

    @Test
    @DisplayName(
            "P-7 P-9: notes and comments, and a path at all, are where they may be, only there")
    void hiddenThingsAreNowhereElse() throws Exception {
        List<Sight> all = everythingThatCanBeRead();
        assertThat(all).hasSizeGreaterThan(1_000);
        assertThat(seen(all, NOTE))
                .containsExactly(
                        "pam /events/e1/paths/1/hours",
                        "pam /events/e1/paths/1/lists/hours-of-path-1.csv",
                        "pam /events/e1/paths/1/lists/hours-of-path-1.xlsx");
        String ownData = "/events/e1/people/1/data.zip"; // with what they said themselves
        assertThat(seen(all, COMMENT))
                .containsExactly(
                        "olga /api/v1/events/e1/meetings/1",
                        "olga /events/e1/meetings/1",
                        "olga " + ownData,
                        "pam /api/v1/events/e1/meetings/1",
                        "pam /events/e1/meetings/1",
                        "sue /api/v1/events/e1/meetings/1",
                        "sue /events/e1/meetings/1",
                        "sue " + ownData);
        Set<String> whoSeesThePath =
                seen(all, PATH).stream()
                        .filter(sight -> !sight.endsWith(CALENDAR)) // whoever has the address
                        .map(sight -> sight.substring(0, sight.indexOf(' ')))
                        .collect(Collectors.toCollection(TreeSet::new));
        assertThat(whoSeesThePath).containsExactly("olga", "p1", "p2", "pam", "sue");
        assertThat(seen(all, PATH)).contains("nobody " + CALENDAR);
    }

    @Test
    @DisplayName("P-5: where authorized hours are blank there is no word of hours")
    void blankHoursAreNotSpokenOf() throws Exception {
        String blank = Asked.text(get("otto", "/events/e1/paths/2"));
        assertThat(blank).contains("Bassoon").doesNotContain("Authorized<", "Remaining");
        assertThat(Asked.text(get("pam", "/events/e1/paths/1")))
                .contains("Authorized<", "Remaining");
        assertThat(Asked.text(mine("p3", "/my/e1/meetings")))
                .contains("Bassoon")
                .doesNotContain("Authorized", "Remaining");
        assertThat(Asked.text(mine("p1", "/my/e1/meetings"))).contains("Authorized", "Remaining");
    }

    @Test
    @DisplayName("P-6 P-7: whoever may not changes nothing by what they send, wherever to")
    void nothingIsChangedByOthers() throws Exception {
        String before = state();
        List<String> sent = new ArrayList<>();
        for (Route route : hub.routes()) {
            if (!route.method().equals("POST") || !isOfPrograms(route)) {
                continue;
            }
            String path = Asked.paths(route).getFirst();
            for (String caller : Stream.concat(USERS.stream(), GUESTS.stream()).toList()) {
                if (mustNotSend(caller, path)) {
                    HttpResponse<InputStream> answer = post(caller, path);
                    assertThat(answer.statusCode())
                            .as(caller + " " + path)
                            .isIn(303, 401, 403, 404);
                    assertThat(answer.headers().firstValue("location").orElse("/login"))
                            .as(caller + " " + path)
                            .isIn("/login", "/my/e1/meetings");
                    sent.add(caller + " " + path);
                }
            }
        }
        assertThat(sent).hasSizeGreaterThan(60).contains("olga /events/e1/paths/1/hours");
        assertThat(state()).isEqualTo(before);
    }

    /** Who must not do what: what is not theirs, what is for a super-admin, and hours of others. */
    private static boolean mustNotSend(String caller, String path) {
        return switch (caller) {
            case "sue" -> path.endsWith("/hours");
            case "ann", "olga" -> path.endsWith("/hours") || path.endsWith("/settings");
            case "pam" -> path.contains("/programs") || path.endsWith("/people");
            case "p1", "p2" -> !path.startsWith("/my/");
            case "p3" -> !path.endsWith("/calendar");
            default -> true;
        };
    }

    /** All that a form of programs could have changed. */
    private static String state() {
        return database.read(handle ->
                Stream.of(
                                "SELECT name || version FROM program ORDER BY id",
                                "SELECT name || version || coalesce(authorized_min, -1) FROM path"
                                        + " ORDER BY id",
                                "SELECT path || '-' || attendee FROM path_person",
                                "SELECT path || '-' || hub_user FROM path_admin",
                                "SELECT note FROM path_hours ORDER BY seq",
                                "SELECT status || start_ms FROM meeting ORDER BY id",
                                "SELECT what || '' FROM meeting_step ORDER BY seq",
                                "SELECT comment FROM meeting_comment ORDER BY seq",
                                "SELECT token_hash FROM calendar_link ORDER BY attendee")
                        .map(sql -> handle.createQuery(sql).mapTo(String.class).list().toString())
                        .collect(Collectors.joining("\n")));
    }

    private static boolean isOfPrograms(Route route) {
        return Stream.of("/programs", "/paths", "/meetings", "/calendar")
                .anyMatch(route.path()::contains);
    }

    /** Each route at which there could be something, asked by everybody. */
    private List<Sight> everythingThatCanBeRead() throws Exception {
        List<Sight> all = new ArrayList<>();
        for (Route route : hub.routes()) {
            if (!route.method().equals("GET")) {
                continue;
            }
            for (String path : Asked.paths(route)) {
                for (String user : READERS) {
                    all.add(new Sight(user, path, Asked.text(get(user, path))));
                }
                if (route.right() == Right.OPEN) {
                    for (String guest : GUESTS) {
                        all.add(new Sight(guest, path, Asked.text(mine(guest, path))));
                    }
                }
            }
        }
        return all;
    }

    private static List<String> seen(List<Sight> all, String word) {
        return all.stream()
                .filter(sight -> sight.text().contains(word))
                .map(sight -> sight.caller() + " " + sight.path())
                .sorted()
                .toList();
    }

    private HttpResponse<InputStream> get(String user, String path) throws Exception {
        return send(request(path).header("Authorization", "Bearer " + user));
    }

    private HttpResponse<InputStream> mine(String guest, String path) throws Exception {
        return send(as(guest, request(path)));
    }

    private HttpResponse<InputStream> post(String caller, String path) throws Exception {
        return send(as(caller, request(path)).POST(BodyPublishers.ofString(ANYTHING)));
    }

    private static HttpRequest.Builder as(String caller, HttpRequest.Builder request) {
        return USERS.contains(caller)
                ? request.header("Authorization", "Bearer " + caller)
                : request.header("Cookie", "turnout-my=" + caller);
    }

    private HttpResponse<InputStream> send(HttpRequest.Builder request) throws Exception {
        return client.send(
                request.header("Accept-Language", "en").build(), BodyHandlers.ofInputStream());
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(hub.config().url() + path));
    }
}
