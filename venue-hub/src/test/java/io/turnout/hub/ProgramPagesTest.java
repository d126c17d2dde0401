package io.turnout.hub;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
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
 * The pages of programs, as a super-admin (sue), an admin (ann), an organizer (olga), Program
 * Admins of two paths (pam of 1, otto of 2), a viewer (vic) and participants see them.
 */
final class ProgramPagesTest {
    private static final String NOTE = "only-between-us";
    private static final String COMMENT = "nobody-else-came";
    private static final List<String> USERS = List.of("sue", "ann", "olga", "pam", "otto", "vic");
    private static final List<String> PAGES =
            List.of(
                    "/events/e1/programs",
                    "/events/e1/programs/1",
                    "/events/e1/programs/1/settings",
                    "/events/e1/programs/1/lists/hours-of-program-1.csv",
                    "/events/e1/programs/1/lists/people-of-program-1.xlsx",
                    "/events/e1/paths/1/lists/hours-of-path-1.csv",
                    "/events/e1/paths/1/lists/people-of-path-1.csv",
                    "/events/e1/paths/1",
                    "/events/e1/paths/1/people",
                    "/events/e1/paths/1/hours",
                    "/events/e1/paths/1/meetings/new",
                    "/events/e1/meetings/1",
                    "/events/e1/meetings/1/move");
    private static final List<String> OWN_PAGES =
            List.of("/my/e1", "/my/e1/meetings", "/my/e1/meetings/1");
    private static final String PROGRAM =
            "kind=coaching&name=Leaders+2026&roles=Coach%0D%0ACoachee&verified=yes&late=24"
                    + "&auto-confirm=48&hours=2&hours-by=scheduled&door-people=2&door-minutes=10";

    private static final String LISTS = "/events/e1/programs/1/lists/";

    private static final String SETTINGS =
            "verified=yes&late=never&auto-confirm=72&hours=&hours-by=door&door-people=3"
                    + "&door-minutes=5&version=1";

    @TempDir private static Path folder;
    private static HubProgram.Started hub;
    private static Database database;

    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeAll
    static void start() throws Exception {
        database = TestDatabase.in(folder);
        TestDatabase.seed(database);
        for (long id = 1; id <= 3; id++) {
            TestDatabase.attendee(database, id, new BadgeFingerprint(id, 9).toString());
        }
        database.change(ProgramPagesTest::people);
        hub = WholeHub.start(folder);
    }

    @AfterAll
    static void stop() {
        hub.program().close();
        database.close();
    }

    private static void people(Handle handle) {
        TestDatabase.user(handle, 11, "sue", "super-admin");
        TestDatabase.user(handle, 12, "ann", "admin");
        for (int i = 2; i < USERS.size(); i++) {
            TestDatabase.user(handle, 11 + i, USERS.get(i), "none");
        }
        handle.execute("INSERT INTO event_role VALUES (13, 'e1', 'organizer')");
        handle.execute("INSERT INTO event_role VALUES (16, 'e1', 'viewer')");
        for (int id = 1; id <= 3; id++) {
            handle.execute(
                    "INSERT INTO attendee_session (token_hash, attendee, csrf, expires_ms, by_link)"
                            + " VALUES (?, ?, 'm', ?, 1)",
                    Tokens.hash("p" + id),
                    id,
                    Instant.now().toEpochMilli() + 3_600_000);
        }
    }

    /** A program with path 1 (attendees 1 and 2, pam) and path 2 (attendee 3, otto), meeting 1. */
    @BeforeEach
    void begin() throws Exception {
        database.change(ProgramTables::empty);
        expect(303, post("olga", "/events/e1/programs", PROGRAM + "&sure=yes"));
        for (int path = 1; path <= 2; path++) {
            String people = "/events/e1/paths/" + path + "/people";
            expect(303, post("olga", "/events/e1/programs/1/paths", "name=Group+" + path));
            String admin = path == 1 ? "pam" : "otto";
            expect(303, post("olga", people, "do=add-admin&user=" + admin));
        }
        for (int id = 1; id <= 3; id++) {
            String people = "/events/e1/paths/" + (id < 3 ? 1 : 2) + "/people";
            expect(303, post("olga", people, "do=add&role=Coach&number=N" + id));
        }
        expect(303, post("pam", "/events/e1/paths/1/meetings", meeting("10:00", "11:00")));
    }

    private static String meeting(String start, String end) {
        LocalDate day = LocalDate.now(ZoneOffset.UTC).plusDays(5);
        return "date=%s&start=%s&end=%s&room=r1&who=1&who=2".formatted(day, start, end);
    }

    @Test
    @DisplayName(
            "P-1: only a super-admin switches programs on, and elsewhere there is nothing of them")
    void theSwitchIsForSuperAdminsAndHidesEverything() throws Exception {
        for (String user : List.of("ann", "olga", "pam", "vic")) {
            expect(403, get(user, "/organization"));
            expect(403, post(user, "/organization", "programs=off"));
            assertThat(get(user, "/events").body()).doesNotContain("/organization");
        }
        assertThat(get("olga", "/events/e1").body()).contains("/events/e1/programs");
        expect(303, post("sue", "/organization", "programs=off"));
        for (String user : USERS) {
            for (String page : PAGES) {
                assertThat(get(user, page).statusCode()).as(user + " " + page).isIn(403, 404);
            }
            assertThat(get(user, "/events/e1").body()).doesNotContain("/events/e1/programs");
        }
        expect(404, get("olga", "/events/e1/programs"));
        expect(404, get("sue", "/events/e1/programs/1/settings"));
        expect(404, post("sue", "/events/e1/programs/1/settings", SETTINGS + "&reason=because"));
        expect(404, post("olga", "/events/e1/programs", PROGRAM + "&sure=yes"));
        expect(404, mine("p1", "/my/e1/meetings"));
        expect(404, mine("p1", "/my/e1/meetings/1"));
        expect(404, minePosts("p1", "/my/e1/meetings/1", "do=cancel"));
        assertThat(mine("p1", "/my/e1").body()).doesNotContain("/meetings");
        assertThat(get("sue", "/record").body()).contains("switch programs off");
    }

    @Test
    @DisplayName(
            "P-2, P-6: Continue shows the summary first, and only a super-admin changes it later")
    void aProgramIsMadeForGood() throws Exception {
        String other = PROGRAM.replace("Leaders+2026", "Second").replace("late=24", "late=never");
        HttpResponse<String> asked = post("olga", "/events/e1/programs", other);
        assertThat(asked.body())
                .contains("An admin cannot change these configurations later", "No late cancels")
                .contains("name=Second");
        assertThat(get("olga", "/events/e1/programs").body()).doesNotContain("Second");
        expect(303, post("olga", "/events/e1/programs", other + "&sure=yes"));
        assertThat(post("olga", "/events/e1/programs", other + "&sure=yes").body())
                .contains("There is one of this name already");
        String settings = "/events/e1/programs/1/settings";
        for (String user : List.of("ann", "olga", "pam", "vic")) {
            expect(403, get(user, settings));
            expect(403, post(user, settings, SETTINGS + "&reason=because"));
        }
        expect(422, post("sue", settings, SETTINGS + "&reason="));
        expect(303, post("sue", settings, SETTINGS + "&reason=as+the+board+decided"));
        expect(409, post("sue", settings, SETTINGS + "&reason=once+more"));
        assertThat(get("ann", "/events/e1/programs/1").body())
                .contains("No late cancels", "3 days", "Only a super-admin can change these");
        assertThat(get("sue", "/record").body()).contains("as the board decided", "late 1440 min");
    }

    @Test
    void whatIsWrongStandsBesideItsField() throws Exception {
        HttpResponse<String> wrong =
                post(
                        "olga",
                        "/events/e1/programs",
                        "kind=x&name=&roles=&verified=yes&late=5&auto-confirm=&hours=many"
                                + "&hours-by=x&door-people=1&door-minutes=0");
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body())
                .contains("kind-error", "name-error", "roles-error", "late-error")
                .contains("auto-confirm-error", "hours-error", "door-people-error");
        String book = "/events/e1/paths/1/meetings";
        assertThat(post("pam", book, "date=x&start=25:00&end=&room=r9").body())
                .contains("date-error", "start-error", "end-error", "room-error", "who-error");
        expect(422, post("pam", book, meeting("11:00", "11:00")));
        expect(422, post("pam", "/events/e1/meetings/1", "do=explode"));
        expect(422, post("olga", "/events/e1/paths/1/people", "do=add&number=N99&role=Coach"));
        expect(422, post("olga", "/events/e1/paths/1/people", "do=add-admin&user=nobody"));
    }

    @Test
    @DisplayName(
            "P-7: hours and their note are for the Program Admins of the path, and nobody else")
    void theNoteReachesNobodyElse() throws Exception {
        String hours = "/events/e1/paths/1/hours";
        String set = "hours=7.5&version=1&note=" + NOTE;
        for (String user : List.of("sue", "ann", "olga", "otto", "vic")) {
            assertThat(get(user, hours).statusCode()).as(user).isIn(403, 404);
            assertThat(post(user, hours, set).statusCode()).as(user).isIn(403, 404);
        }
        expect(303, post("pam", hours, set));
        assertThat(get("pam", hours).body()).contains(NOTE, "value=\"7.5\"");
        assertThat(get("pam", "/events/e1/paths/1").body()).contains("7 h 30 min");
        List<String> others = new ArrayList<>(PAGES);
        others.addAll(List.of("/record", "/record/record.csv", "/events/e1/people/1"));
        for (String user : USERS) {
            for (String page : others) {
                if (!user.equals("pam") || !page.contains("paths/1/") || !page.contains("hours")) {
                    assertThat(get(user, page).body()).as(user + " " + page).doesNotContain(NOTE);
                }
            }
        }
        for (String page : OWN_PAGES) {
            assertThat(mine("p1", page).body()).as(page).doesNotContain(NOTE);
        }
        assertThat(mine("p1", "/my/e1/meetings").body()).contains("7 h 30 min");
        String list = "/events/e1/paths/1/lists/hours-of-path-1.csv";
        assertThat(get("pam", list).body()).contains("450", NOTE);
        assertThat(get("olga", list).body()).contains("450");
        assertThat(get("sue", "/record").body()).contains("hours-of-path-1.csv");
    }

    @Test
    @DisplayName("P-9: a calendar reads one's meetings at a secret address, until it is renewed")
    void aCalendarReadsOnesMeetings() throws Exception {
        assertThat(mine("p1", "/my/e1/meetings").body()).contains("Make address");
        expect(403, minePosts("p1", "/my/e1/calendar", "my=wrong"));
        String first = calendar("p1");
        HttpResponse<String> feed = get("", first);
        assertThat(feed.headers().firstValue("Content-Type").orElseThrow())
                .startsWith("text/calendar");
        assertThat(feed.body()).contains("BEGIN:VEVENT", "Leaders 2026: Group 1");
        assertThat(mine("p1", "/my/e1/meetings").body())
                .contains("Make new address")
                .doesNotContain(first);
        String second = calendar("p1");
        expect(404, get("", first));
        expect(200, get("", second));
        assertThat(get("", calendar("p3")).body()).doesNotContain("VEVENT");
        expect(404, get("", second.replace("/e1/", "/e2/")));
        expect(404, get("", "/my/e1/calendar/nobody/meetings.ics"));
        database.change(h -> h.execute("UPDATE attendee_session SET by_link = 0"));
        expect(303, minePosts("p2", "/my/e1/calendar", ""));
        database.change(h -> h.execute("UPDATE attendee_session SET by_link = 1"));
        expect(303, post("sue", "/organization", "programs=off"));
        expect(404, get("", second));
        expect(404, minePosts("p1", "/my/e1/calendar", ""));
    }

    /** Makes somebody's address, and returns it without that of the hub. */
    private String calendar(String who) throws Exception {
        HttpResponse<String> made = minePosts(who, "/my/e1/calendar", "");
        expect(200, made);
        Matcher link = Pattern.compile("/my/e1/calendar/[^\"/]+/meetings.ics").matcher(made.body());
        assertThat(link.find()).as(made.body()).isTrue();
        return link.group();
    }

    @Test
    @DisplayName("P-7: a Program Admin has their own path, and nothing of another")
    void aPathIsForThoseWhoRunIt() throws Exception {
        for (String page : PAGES) {
            assertThat(get("otto", page).body()).as(page).doesNotContain("Group 1", "Given");
            assertThat(get("vic", page).statusCode()).as(page).isEqualTo(403);
        }
        assertThat(get("otto", "/events/e1/programs").body()).contains("Group 2");
        expect(404, get("otto", "/events/e1/meetings/1"));
        expect(404, post("otto", "/events/e1/meetings/1", "do=cancel"));
        expect(404, post("otto", "/events/e1/paths/1/meetings", meeting("12:00", "13:00")));
        expect(403, get("pam", "/events/e1/paths/1/people"));
        expect(403, get("pam", "/events/e1/programs/new"));
        expect(404, get("olga", "/events/e1/meetings/9"));
        assertThat(get("pam", "/events").body()).contains("/events/e1/programs");
        expect(303, post("olga", "/events/e1/paths/1/people", "do=remove-admin&id=14"));
        expect(403, get("pam", "/events/e1/paths/1"));
    }

    @Test
    @DisplayName("P-9: what else is in the room is told before a meeting is booked there")
    void conflictsAreShownFirst() throws Exception {
        String book = "/events/e1/paths/1/meetings";
        HttpResponse<String> told = post("pam", book, meeting("10:30", "12:00"));
        assertThat(told.statusCode()).isEqualTo(409);
        assertThat(told.body())
                .contains("Something else is in this room then", "Meeting of Group 1");
        expect(303, post("pam", book, meeting("10:30", "12:00") + "&sure=yes"));
        HttpResponse<String> moved =
                post("pam", "/events/e1/meetings/2/move", meeting("10:15", "12:00"));
        assertThat(moved.statusCode()).isEqualTo(409);
        expect(303, post("pam", "/events/e1/meetings/2/move", meeting("15:00", "16:00")));
        assertThat(get("pam", "/events/e1/meetings/2").body()).contains("15:00", "Rescheduled");
    }

    @Test
    @DisplayName("P-9: participants answer on their own page; their comments are for admins only")
    void participantsAnswerAndDispute() throws Exception {
        assertThat(mine("p1", "/my/e1").body()).contains("/my/e1/meetings");
        assertThat(mine("p1", "/my/e1/meetings").body())
                .contains("Group 1", "Upcoming", "Remaining");
        assertThat(minePosts("p1", "/my/e1/meetings/1", "do=held").statusCode()).isEqualTo(409);
        over();
        assertThat(mine("p2", "/my/e1/meetings/1").body()).contains("Did it take place?");
        expect(422, minePosts("p2", "/my/e1/meetings/1", "do=other&minutes="));
        expect(422, post("pam", "/events/e1/meetings/1", "do=other&minutes=0"));
        expect(303, minePosts("p2", "/my/e1/meetings/1", "do=other&minutes=150"));
        assertThat(mine("p1", "/my/e1/meetings").body()).contains("Confirmed", "−30 min");
        expect(422, minePosts("p1", "/my/e1/meetings/1", "do=dispute&comment="));
        expect(303, minePosts("p1", "/my/e1/meetings/1", "do=dispute&comment=" + COMMENT));
        assertThat(mine("p1", "/my/e1/meetings/1").body()).contains("Disputed");
        for (String cookie : List.of("p1", "p2")) {
            for (String page : OWN_PAGES) {
                assertThat(mine(cookie, page).body()).as(page).doesNotContain(COMMENT);
            }
        }
        for (Map.Entry<String, Boolean> one :
                Map.of("pam", true, "olga", true, "ann", true, "otto", false, "vic", false)
                        .entrySet()) {
            assertThat(get(one.getKey(), "/events/e1/meetings/1").body().contains(COMMENT))
                    .as(one.getKey())
                    .isEqualTo(one.getValue());
        }
        expect(303, post("pam", "/events/e1/meetings/1", "do=resolve&verdict=not_held"));
        assertThat(mine("p1", "/my/e1/meetings").body())
                .contains("Did not take place", "2 h 0 min");
    }

    @Test
    @DisplayName("P-3: a participant puts a meeting off, or calls it off, by their own page")
    void participantsPutOffAndCallOff() throws Exception {
        expect(303, minePosts("p1", "/my/e1/meetings/1", "do=move&" + meeting("14:00", "15:00")));
        assertThat(mine("p2", "/my/e1/meetings/1").body()).contains("14:00", "is too late");
        HttpResponse<String> asked = minePosts("p2", "/my/e1/meetings/1", "do=cancel");
        assertThat(asked.body())
                .contains("Cancel the meeting of", "its 2 participants no longer have")
                .doesNotContain("late cancelled");
        assertThat(mine("p1", "/my/e1/meetings").body()).contains("Upcoming");
        expect(303, minePosts("p2", "/my/e1/meetings/1", "do=cancel&sure=yes"));
        assertThat(mine("p1", "/my/e1/meetings").body()).contains("Your meetings appear here");
    }

    @Test
    @DisplayName("P-3: whoever cancels inside the late window is told so first")
    void lateCancellationsAreToldBefore() throws Exception {
        database.change(h -> h.execute("UPDATE program SET late_min = 10080"));
        assertThat(mine("p1", "/my/e1/meetings/1").body()).contains("leaves this meeting late");
        HttpResponse<String> asked = post("pam", "/events/e1/meetings/1", "do=cancel");
        assertThat(asked.body())
                .contains("It is too late since", "its 2 participants as late cancelled")
                .contains("this is pending", "It uses no hours");
        assertThat(get("pam", "/events/e1/meetings/1").body()).contains("Upcoming");
        expect(303, post("pam", "/events/e1/meetings/1", "do=cancel&sure=yes"));
        assertThat(get("pam", "/events/e1/meetings/1").body()).contains("Late cancelled (pending)");
        expect(409, post("pam", "/events/e1/meetings/1", "do=cancel"));
    }

    @Test
    void meetingsAreBehindThePersonalLinkAndOnlyThoseOfOnesOwn() throws Exception {
        expect(404, mine("p3", "/my/e1/meetings/1"));
        expect(404, minePosts("p3", "/my/e1/meetings/1", "do=cancel"));
        database.change(h -> h.execute("UPDATE attendee_session SET by_link = 0"));
        assertThat(mine("p1", "/my/e1/meetings").body())
                .contains("only behind your personal link")
                .doesNotContain("Group 1");
        expect(303, mine("p1", "/my/e1/meetings/1"));
        expect(303, minePosts("p1", "/my/e1/meetings/1", "do=cancel"));
        database.change(h -> h.execute("UPDATE attendee_session SET by_link = 1"));
        assertThat(mine("p1", "/my/e1/meetings").body()).contains("Upcoming");
        assertThat(get("", "/my/e1/meetings").body()).doesNotContain("Group 1");
        expect(403, minePosts("p1", "/my/e1/meetings/1", "do=cancel&my=wrong"));
    }

    @Test
    @DisplayName("P-3, P-5: a program is summed up by path, and its meetings are taken away")
    void reportsOfAProgram() throws Exception {
        over();
        expect(303, minePosts("p1", "/my/e1/meetings/1", "do=held"));
        String book = "/events/e1/paths/1/meetings";
        expect(303, post("pam", book, meeting("12:00", "13:00")));
        assertThat(get("olga", "/events/e1/programs/1").body())
                .contains("meetings-of-program-1.csv", "1 h 0 min", "2 h 0 min");
        expect(303, post("pam", "/events/e1/meetings/2", "do=cancel&sure=yes"));
        List<String> rows =
                get("olga", LISTS + "meetings-of-program-1.csv").body().lines().toList();
        assertThat(rows.getFirst()).contains("meeting,path,start", "minutes_at_door");
        assertThat(rows).hasSize(3);
        assertThat(rows.get(1)).startsWith("1,Group 1,").contains("confirmed,person", "N1; N2");
        assertThat(rows.get(2)).startsWith("2,Group 1,").contains("gone,admin");
        expect(200, get("olga", LISTS + "meetings-of-program-1.xlsx"));
        for (String user : List.of("pam", "otto", "vic")) {
            expect(403, get(user, LISTS + "meetings-of-program-1.csv"));
            expect(403, get(user, LISTS + "meetings-of-program-1.xlsx"));
        }
        String people = get("pam", "/events/e1/paths/1/lists/people-of-path-1.csv").body();
        assertThat(people).contains("late_by_themselves", "Group 1,N1").doesNotContain("N3");
        for (String file :
                List.of("meetings.csv", "meetings-of-program-2.csv", "x-of-program-1.csv")) {
            expect(404, get("olga", LISTS + file));
        }
    }

    /** Meeting 1 was an hour long and is over since a minute. */
    private static void over() {
        long end = Instant.now().toEpochMilli() - 60_000;
        database.change(handle ->
                handle.execute(
                        "UPDATE meeting SET start_ms = ?, end_ms = ?, due_ms = ? WHERE id = 1",
                        end - 3_600_000,
                        end,
                        end - 3_600_000));
    }

    private static void expect(int status, HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.uri() + " " + answer.body()).isEqualTo(status);
    }

    private HttpResponse<String> get(String user, String path) throws Exception {
        return send(request(path).header("Authorization", "Bearer " + user));
    }

    private HttpResponse<String> post(String user, String path, String form) throws Exception {
        return send(
                request(path)
                        .header("Authorization", "Bearer " + user)
                        .POST(BodyPublishers.ofString("csrf=c&" + form)));
    }

    private HttpResponse<String> mine(String token, String path) throws Exception {
        return send(request(path).header("Cookie", "turnout-my=" + token));
    }

    private HttpResponse<String> minePosts(String token, String path, String form)
            throws Exception {
        return send(
                request(path)
                        .header("Cookie", "turnout-my=" + token)
                        .POST(BodyPublishers.ofString("my=m&" + form)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(
                request.header("Accept-Language", "en").build(), BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(hub.config().url() + path));
    }
}
