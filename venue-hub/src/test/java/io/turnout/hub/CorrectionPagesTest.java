package io.turnout.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.turnout.hub.identity.Tokens;
import io.turnout.hub.store.Database;
import io.turnout.hub.store.TestDatabase;
import io.turnout.protocol.badge.BadgeFingerprint;
import java.net.URI;
import java.net.URLDecoder;
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
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Corrections on the pages of a whole hub, as browsers send and get them. Attendee 1 was in s1 (10
 * to 11 at the venue) from 10:05 to 10:35; 2 came at 10:10; 3 never came; s2 is in the night in
 * which the clock goes back; nobody was in s0 (10 to 11), which gives credits and is long over, nor
 * in s9 beside it, which gives none.
 */
final class CorrectionPagesTest {
    private static final String ADA = "/events/e1/people/1/corrections";
    private static final String S1 = "/events/e1/sessions/s1/corrections";
    private static final String MY = "turnout-my";
    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\">");

    @TempDir private static Path folder;
    private static HubProgram.Started hub;
    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeAll
    static void start() throws Exception {
        try (Database database = TestDatabase.in(folder)) {
            TestDatabase.seed(database);
            database.change(h -> h.execute("UPDATE event SET zone = 'Europe/Brussels'"));
            long old = Instant.parse("2020-02-03T09:00:00Z").toEpochMilli();
            TestDatabase.session(database, "s0", "r2", old, old + 3_600_000);
            TestDatabase.session(database, "s9", "r1", old, old + 3_600_000);
            database.change(
                    h -> h.execute("INSERT INTO session_study VALUES ('s0', 1, 'Ethics', '1.5')"));
            TestDatabase.session(database, "s1", "r1", at("09:00"), at("10:00"));
            TestDatabase.session(
                    database,
                    "s2",
                    "r1",
                    Instant.parse("2026-10-24T23:00:00Z").toEpochMilli(),
                    Instant.parse("2026-10-25T03:00:00Z").toEpochMilli());
            for (int i = 1; i <= 3; i++) {
                TestDatabase.attendee(database, i, new BadgeFingerprint(i, 0).toString());
            }
            database.change(handle -> {
                scan(handle, 1, 1, "09:05", "s1");
                scan(handle, 2, 2, "09:10", "s1");
                scan(handle, 3, 1, "09:35", null);
                users(handle);
            });
        }
        hub = WholeHub.start(folder);
    }

    @AfterAll
    static void stop() {
        hub.program().close();
    }

    /** As if nothing had ever been corrected: what is made of the scans is made of them again. */
    @BeforeEach
    void forgetCorrections() throws Exception {
        sql(h -> {
            for (String table :
                    List.of(
                            "correction_undone",
                            "correction_line",
                            "correction",
                            "head_count",
                            "registration",
                            "audit",
                            "attendee_session")) {
                h.execute("DELETE FROM " + table);
            }
            return h.execute("UPDATE correction_mark SET number = 0");
        });
        HttpRequest.Builder refold =
                HttpRequest.newBuilder(
                                URI.create(
                                        hub.config().url() + "/api/v1/events/e1/attendance-rules"))
                        .header("Authorization", "Bearer olga")
                        .POST(BodyPublishers.ofString("{}"));
        assertThat(client.send(refold.build(), BodyHandlers.discarding()).statusCode())
                .isEqualTo(200);
        await().until(() ->
                number("SELECT count(*) FROM visit") == 2
                        && number("SELECT sum(present_ms) FROM presence") == (30 + 50) * 60_000);
    }

    @Test
    @DisplayName(
            "R-7 a correction is previewed, made with a reason, shown, and taken back by another")
    void correctsAnAttendee() throws Exception {
        assertThat(get(ADA + "?do=set&session=s1").body())
                .contains(
                        "Correct attendance: Given Family",
                        "As it was read",
                        "\n10:05\u201310:35<");
        assertThat(post(ADA, "do=set&session=s1&times=&why=").statusCode()).isEqualTo(422);
        HttpResponse<String> preview =
                post(ADA, "do=set&session=s1&times=10:00-10:50&step=look&why=reader+was+late");
        assertThat(preview.statusCode()).isEqualTo(200);
        assertThat(text(preview))
                .contains(
                        "30 min become 50 min", "30 min, 50 %", "50 min, 83 %", "reader was late");
        assertThat(number("SELECT count(*) FROM correction")).isZero();
        assertThat(post(ADA, apply(preview)).statusCode()).isEqualTo(303);
        assertThat(number("SELECT present_ms FROM presence WHERE attendee = 1"))
                .isEqualTo(50 * 60_000);
        assertThat(get("/events/e1/corrections?number=N1").body())
                .contains("reader was late", "olga", "10:00", "10:50");
        assertThat(get("/events/e1/corrections?number=N2").body()).contains("No correction fits");
        assertThat(get("/record").body()).contains("correct attendance");
        assertThat(get(ADA).body()).contains("<b>Overruled</b>");
        String undo = "/events/e1/corrections/1/undo";
        HttpResponse<String> asked = get(undo);
        assertThat(text(asked)).contains("50 min become 30 min");
        assertThat(post(undo, apply(asked) + "&why=no").statusCode()).isEqualTo(422);
        assertThat(post(undo, apply(asked) + "&why=was+not+late").statusCode()).isEqualTo(303);
        assertThat(number("SELECT present_ms FROM presence WHERE attendee = 1"))
                .isEqualTo(30 * 60_000);
        assertThat(get("/events/e1/corrections").body()).contains("Taken back by no. 2");
        assertThat(get(undo).statusCode()).isEqualTo(409);
        assertThat(number("SELECT count(*) FROM scan")).isEqualTo(3);
    }

    @Test
    @DisplayName("R-7 the preview says what counts, what is credited and why, before and after")
    void previewsCredit() throws Exception {
        String set = "do=set&session=s0&step=look&why=reader+was+dead&times=";
        HttpResponse<String> enough = post(ADA, set + "10:00-10:50");
        assertThat(text(enough))
                .contains("Not in yet", "Counts for credit: 50 min", "Credited · Ethics 1.5")
                .contains("Present 50 of 60 minutes (83 %); at least 80 % is needed: credit.")
                .doesNotContain("session by session");
        assertThat(post(ADA, apply(enough)).statusCode()).isEqualTo(303);
        HttpResponse<String> less = post(ADA, set + "10:00-10:20");
        assertThat(text(less))
                .contains("Credited · Ethics 1.5", "Counts for credit: 20 min", "No credit")
                .contains("Present 20 of 60 minutes (33 %); at least 80 % is needed: no credit.");
        assertThat(post(ADA + "?lang=de", set + "10:00-10:20").body())
                .contains("Zählt für Punkte: 20 min", "mindestens 80 %");
        String many = "what=set&in=&out=&why=reader+dead&step=look&who=listed&list=N1%0AN2";
        HttpResponse<String> all = upload(S1.replace("s1", "s0"), many);
        assertThat(text(all))
                .contains("Credit, session by session")
                .contains(
                        "Session s0 Before: Counts for credit: 50 min 1 credited · Ethics 1.5"
                                + " After: Counts for credit: 2 h 0 min 2 credited · Ethics 3");
    }

    @Test
    @DisplayName("R-7 the preview says where minutes go that another session loses by a correction")
    void previewsCreditOfOtherSessions() throws Exception {
        String why = "&step=look&why=reader+was+dead";
        HttpResponse<String> beside = post(ADA, "do=set&session=s9&times=10:00-11:00" + why);
        assertThat(post(ADA, apply(beside)).statusCode()).isEqualTo(303);
        assertThat(text(post(ADA, "do=set&session=s0&times=10:00-10:50" + why)))
                .contains("1 attendee, 2 changes", "Counts for credit: 10 min")
                .contains("50 minutes at the same time count for “Session s0”");
    }

    @Test
    @DisplayName("R-7 scans are annulled, and moved to whom the badge was lent, on pages")
    void annulsAndMoves() throws Exception {
        HttpResponse<String> annul = post(ADA, "do=annul&scan=u1+e+3&step=look&why=wrong+reader");
        assertThat(text(annul)).contains("30 min become 55 min");
        assertThat(post(ADA, apply(annul)).statusCode()).isEqualTo(303);
        assertThat(get(ADA).body()).contains("<b>Annulled</b>", "wrong reader");
        HttpResponse<String> move =
                post(ADA, "do=move&scan=u1+e+1&scan=u1+e+3&to=&number=N3&step=look&why=badge+lent");
        assertThat(text(move)).contains("2 changes");
        assertThat(post(ADA, apply(move)).statusCode()).isEqualTo(303);
        assertThat(number("SELECT attendee FROM presence WHERE present_ms = 1800000")).isEqualTo(3);
        assertThat(get("/events/e1/people/3/corrections").body())
                .contains("Moved here", "from Given Family");
        assertThat(post(ADA, "do=move&scan=u1+e+1&to=&number=N9&why=badge+lent").body())
                .contains("Nobody has the number N9");
        assertThat(post(ADA, "do=move&scan=u1+e+1&to=&number=&why=badge+lent").statusCode())
                .isEqualTo(422);
    }

    @Test
    @DisplayName("R-7 whoever comes second is told what the first did, and decides anew")
    void tellsTheSecond() throws Exception {
        HttpResponse<String> first = post(ADA, "do=set&session=s1&times=&step=look&why=was+ill");
        HttpResponse<String> second =
                post(ADA, "do=add&session=s1&in=10:40&out=11:00&step=look&why=was+back");
        assertThat(send("otto", ADA, apply(first)).statusCode()).isEqualTo(303);
        HttpResponse<String> stale = post(ADA, apply(second));
        assertThat(stale.statusCode()).isEqualTo(409);
        assertThat(text(stale)).contains("No. 1 by otto", "was ill", "0 min become 20 min");
        assertThat(post(ADA, apply(stale)).statusCode()).isEqualTo(303);
        assertThat(number("SELECT present_ms FROM presence WHERE attendee = 1"))
                .isEqualTo(20 * 60_000);
    }

    @Test
    @DisplayName("R-7 a time that the clock skips is refused, one it shows twice is asked for")
    void knowsTheClockOfTheVenue() throws Exception {
        String add = "do=add&session=s2&out=&step=look&why=reader+was+dead&in=";
        HttpResponse<String> twice = post(ADA, add + "02:30");
        assertThat(twice.statusCode()).isEqualTo(422);
        assertThat(text(twice)).contains("Write 02:30 +02:00 or 02:30 +01:00");
        HttpResponse<String> second = post(ADA, add + encoded("02:30 +01:00"));
        assertThat(text(second)).contains("1 h 30 min, 37 %").doesNotContain("is not within");
        assertThat(post(ADA, add + "2026-03-29+02:30").body()).contains("jumps over 02:30");
        assertThat(post(ADA, add + "25:00").body()).contains("25:00\u201d is no time");
        assertThat(text(post(ADA, add + "13:00"))).contains("13:00 is not within the session");
        assertThat(number("SELECT count(*) FROM correction")).isZero();
    }

    @Test
    @DisplayName("R-7 what people type does no harm")
    void takesHostileInput() throws Exception {
        String evil = encoded("<script>alert(1)</script>");
        assertThat(post(ADA, "do=set&session=s1&times=&step=look&why=" + evil).body())
                .contains("&lt;script>alert")
                .doesNotContain("<script>alert");
        for (String bad :
                List.of(
                        "do=set&session=s1&times=" + evil + "&why=reason",
                        "do=set&session=" + evil + "&times=&why=reason",
                        "do=set&session=s1&times=10:30-10:20&why=reason",
                        "do=set&session=s1&times=10:00-10:30%0A10:20-10:40&why=reason",
                        "do=set&session=s1&times=" + "10:00-10:01%0A".repeat(51) + "&why=reason",
                        "do=set&session=s1&times=&why=" + "x".repeat(301),
                        "do=set&session=s1&times=&why=one%0Atwo",
                        "do=add&session=s1&in=&out=&why=reason",
                        "do=annul&why=reason",
                        "do=annul&scan=" + evil + "&why=reason",
                        "do=annul&scan=u1+e+99999999999999999999&why=reason")) {
            assertThat(post(ADA, bad + "&step=apply").statusCode()).as(bad).isEqualTo(422);
        }
        assertThat(post(ADA, "do=undo&why=reason").statusCode()).isEqualTo(404);
        assertThat(get("/events/e1/people/99/corrections").statusCode()).isEqualTo(404);
        assertThat(get("/events/e1/corrections/99/undo").statusCode()).isEqualTo(404);
        assertThat(get("/events/e1/corrections?number=%27&session=x&kind=y&state=z").statusCode())
                .isEqualTo(200);
        assertThat(number("SELECT count(*) FROM correction")).isZero();
    }

    @Test
    @DisplayName("R-7 a reader that stopped leads to the correction for many, with unit and times")
    void fillsInWhatIsKnownOfAReaderThatStopped() throws Exception {
        String stopped = "?unit=u1&from=%s&until=%s".formatted(instant("09:20"), instant("10:10"));
        String form = get(S1 + stopped).body();
        assertThat(form)
                .containsPattern("name=\"from\"[^>]* value=\"10:20\"")
                .containsPattern("name=\"until\"[^>]* value=\"11:10\"")
                .containsPattern("name=\"in\"[^>]* value=\"10:20\"")
                .containsPattern("name=\"out\"[^>]* value=\"\"")
                .contains("value=\"The reader u1 read nothing from 10:20 to 11:10\"");
        assertThat(get(S1 + "?unit=u1&from=soon&until=later").body())
                .containsPattern("name=\"why\"[^>]* value=\"\"");
    }

    @Test
    @DisplayName("R-7 one correction for many of a session whose reader was dead, undone as one")
    void repairsASession() throws Exception {
        sql(h -> h.execute("INSERT INTO registration SELECT id, 's1' FROM attendee"));
        String what = "what=both&in=&out=&why=reader+dead&step=look&absent=yes&who=";
        HttpResponse<String> preview = upload(S1, what + "registered");
        assertThat(text(preview)).contains("1 attendee, 1 change: 0 min become 1 h 0 min");
        assertThat(post(S1 + "/confirm", apply(preview)).statusCode()).isEqualTo(303);
        assertThat(number("SELECT sum(present_ms) FROM presence"))
                .isEqualTo((30 + 50 + 60) * 60_000);
        assertThat(text(upload(S1, what + "registered"))).contains("Nobody is left to correct");
        String all = what.replace("absent=yes&", "");
        assertThat(text(upload(S1, all + "listed&list=N1%0AN2;x%0Anobody")))
                .contains("1 entry names nobody of this event: nobody");
        HttpResponse<String> listed =
                upload(S1, all.replace("both", "set") + "listed&list=N1%0AN2;x");
        assertThat(text(listed)).contains("2 attendees, 2 changes");
        assertThat(post(S1 + "/confirm", apply(listed)).statusCode()).isEqualTo(303);
        HttpResponse<String> seen = upload(S1, all + "seen&from=10:01&until=10:06");
        assertThat(text(seen)).contains("1 attendee, 1 change: 1 h 0 min become 1 h 0 min");
        String undo = "/events/e1/corrections/2/undo";
        String why = "&why=wrong+list";
        assertThat(post(undo, apply(get(undo)) + why).statusCode()).isEqualTo(303);
        assertThat(number("SELECT sum(present_ms) FROM presence"))
                .isEqualTo((30 + 50 + 60) * 60_000);
    }

    @Test
    @DisplayName("R-7 R-3 exports show what was read and what holds, and nothing is left out")
    void showsBothInExports() throws Exception {
        String why = "&step=look&why=reader+was+late";
        post(ADA, apply(post(ADA, "do=annul&scan=u1+e+3" + why)));
        post(ADA, apply(post(ADA, "do=move&scan=u1+e+1&to=s2&number=N3" + why)));
        String ben = ADA.replace("people/1", "people/2");
        post(ben, apply(post(ben, "do=set&session=s1&times=10:00-10:20" + why)));
        String third = ADA.replace("people/1", "people/3");
        post(third, apply(post(third, "do=add&session=s1&in=10:30&out=10:40" + why)));
        String ins = get("/events/e1/exports/check-ins.csv").body();
        assertThat(ins.lines().skip(1))
                .hasSize(4)
                .anyMatch(row ->
                        row.matches(
                                ".*s1,.*10:05.*,unit,u1,.*,yes,,synced,2,moved,s2 N3,olga,.*Z,reader was late"))
                .anyMatch(row -> row.matches("N2,.*10:10.*,no,,synced,3,overruled,,olga,.*"))
                .anyMatch(row ->
                        row.matches("N2,.*10:00.*,correction,,.*,corrected,yes,,,3,set,,olga,.*"))
                .anyMatch(row ->
                        row.matches(
                                "N3,.*10:30.*,correction,,.*,corrected,yes,,,4,added,,olga,.*"));
        String outs = get("/events/e1/exports/check-outs.csv").body();
        assertThat(outs.lines().skip(1))
                .hasSize(3)
                .anyMatch(row -> row.matches("N1,.*10:35.*,no,,synced,1,annulled,,olga,.*"))
                .anyMatch(row -> row.matches("N2,.*10:20.*,no,,,3,set,,olga,.*"))
                .anyMatch(row -> row.matches("N3,.*10:40.*,no,,,4,added,,olga,.*"));
        assertThat(get("/events/e1/people/2").body())
                .contains("Corrected: ", "by olga, ", "reader was late");
        assertThat(text(get("vera", "/events/e1/people/2")))
                .contains("Corrected: reader was late")
                .doesNotContain("by olga");
        assertThat(get("/events/e1/sessions/s1").body()).contains("Corrected");
        assertThat(get("/events/e1/sessions/s2").body()).contains("Corrected");
    }

    @Test
    @DisplayName(
            "R-7 R-1 attendees see in My attendance that it was corrected and why, not by whom")
    void tellsTheAttendee() throws Exception {
        sql(h ->
                h.execute(
                        "INSERT INTO attendee_session (token_hash, attendee, csrf, expires_ms)"
                                + " VALUES (?, 1, 'm', ?)",
                        Tokens.hash("mine"),
                        Instant.now().toEpochMilli() + 3_600_000));
        String mine = "/my/e1";
        assertThat(my(mine)).contains("10:05").doesNotContain("Corrected");
        post(ADA, apply(post(ADA, "do=annul&scan=u1+e+3&step=look&why=wrong+reader")));
        post(ADA, apply(post(ADA, "do=set&session=s1&times=10:00-10:50&step=look&why=was+late")));
        assertThat(my(mine))
                .contains("10:05", "10:35", "does not count", "Counts exactly:", "10:50")
                .contains("wrong reader", "was late")
                .doesNotContain("olga");
        assertThat(my(mine + "?lang=de")).contains("Korrigiert", "Zählt genau:");
    }

    private String my(String path) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(hub.config().url() + path))
                        .header("Cookie", MY + "=mine");
        return text(client.send(request.build(), BodyHandlers.ofString()));
    }

    @Test
    @DisplayName(
            "what staff counted stands beside what attendance has, and says when it is far off")
    void comparesHeadCounts() throws Exception {
        String heads = "/events/e1/sessions/s1/head-count";
        assertThat(post(heads, "at=10:20&people=many").statusCode()).isEqualTo(422);
        assertThat(post(heads, "at=&people=2").statusCode()).isEqualTo(422);
        assertThat(post(heads, "at=10:20&people=40").statusCode()).isEqualTo(303);
        assertThat(text(get("/events/e1/sessions/s1"))).contains("10:20 40 2 Far off -38 olga");
        assertThat(post(heads, "at=10:20&people=4").statusCode()).isEqualTo(303);
        assertThat(post(heads, "at=10:40&people=1").statusCode()).isEqualTo(303);
        assertThat(text(get("/events/e1/sessions/s1")))
                .contains("10:20 4 2 -2 olga", "10:40 1 1 0 olga")
                .doesNotContain("Far off");
        assertThat(number("SELECT count(*) FROM head_count")).as("nothing is lost").isEqualTo(3);
    }

    @Test
    @DisplayName("R-7 U-1 all of it in German")
    void speaksGerman() throws Exception {
        assertThat(get(ADA + "?do=set&lang=de").body())
                .contains("Anwesenheit korrigieren", "Zeiten im Raum", "Wie gelesen");
        assertThat(post(ADA + "?lang=de", "do=set&session=s1&times=x&why=").body())
                .contains("ist keine Zeit von und bis");
        assertThat(get("/events/e1/corrections?lang=de").body()).contains("Keine Korrektur");
        assertThat(get(S1 + "?lang=de").body()).contains("Für viele korrigieren");
    }

    @Test
    @DisplayName("R-7 only who may correct sees where to")
    void offersItToOrganizers() throws Exception {
        assertThat(get("/events/e1/people/1").body()).contains(ADA);
        assertThat(get("/events/e1/sessions/s1").body()).contains(S1, ADA);
        for (String page : List.of("/events/e1/people/1", "/events/e1/sessions/s1")) {
            assertThat(get("vera", page).body()).contains("10:05").doesNotContain("/corrections");
        }
        assertThat(get("vera", ADA).statusCode()).isEqualTo(403);
        assertThat(send("vera", ADA, "do=annul").statusCode()).isEqualTo(403);
    }

    private static Instant instant(String time) {
        return Instant.ofEpochMilli(at(time));
    }

    private static long at(String time) {
        return Instant.parse("2026-01-31T" + time + ":00Z").toEpochMilli();
    }

    private static void scan(
            Handle handle, int number, int badge, String time, @Nullable String entered) {
        handle.execute(
                """
                INSERT INTO scan (unit, epoch, number, received_ms, wall_ms, mono_ms, boot, clock,
                    event, room, door, side, mode, way, badge, outcome, reason, flagged, entered,
                    leaves, list_revision, online)
                VALUES ('u1', 'e', ?, ?, ?, ?, 'b', 'synced', 'e1', 'r1', 'd1', 'in', 'auto',
                    'unit', ?, 'admitted', 'open', 0, ?, ?, 1, 1)
                """,
                number,
                at(time),
                at(time),
                at(time),
                new BadgeFingerprint(badge, 0).toString(),
                entered,
                entered == null ? 1 : 0);
    }

    /** Olga and Otto are organizers; Vera only looks. */
    private static void users(Handle handle) {
        TestDatabase.user(handle, 101, "olga", "admin");
        TestDatabase.user(handle, 102, "otto", "admin");
        TestDatabase.user(handle, 103, "vera", "none");
        handle.execute("INSERT INTO event_role VALUES (103, 'e1', 'viewer')");
    }

    /** What the page's button would send. */
    private static String apply(HttpResponse<String> page) {
        Matcher hidden = HIDDEN.matcher(page.body());
        return hidden.results()
                        .filter(field -> !field.group(1).equals("csrf"))
                        .map(field -> field.group(1) + "=" + encoded(plain(field.group(2))))
                        .collect(Collectors.joining("&"))
                + "&step=apply";
    }

    private static String plain(String html) {
        return html.replace("&lt;", "<")
                .replace("&#34;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&");
    }

    /** Without tags, and blanks as one. */
    private static String text(HttpResponse<String> page) {
        return plain(page.body().replaceAll("<[^>]*>", " ").replaceAll("\\s+", " "));
    }

    private HttpResponse<String> get(String path) throws Exception {
        return get("olga", path);
    }

    private HttpResponse<String> get(String user, String path) throws Exception {
        return client.send(ask(user, path).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String fields) throws Exception {
        return send("olga", path, fields);
    }

    private HttpResponse<String> send(String user, String path, String fields) throws Exception {
        HttpRequest.Builder request =
                ask(user, path)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("csrf=c&" + fields));
        return client.send(request.build(), BodyHandlers.ofString());
    }

    /** The same fields as a form with a file sends them. */
    private HttpResponse<String> upload(String path, String fields) throws Exception {
        StringBuilder body = new StringBuilder();
        Map<String, String> all =
                List.of(("csrf=c&" + fields).split("&", -1)).stream()
                        .map(field -> field.split("=", 2))
                        .collect(Collectors.toMap(field -> field[0], field -> field[1]));
        all.forEach((name, value) ->
                body.append("--X\r\nContent-Disposition: form-data; name=\"")
                        .append(name)
                        .append("\"\r\n\r\n")
                        .append(URLDecoder.decode(value, StandardCharsets.UTF_8))
                        .append("\r\n"));
        HttpRequest.Builder request =
                ask("olga", path)
                        .header("Content-Type", "multipart/form-data; boundary=X")
                        .POST(BodyPublishers.ofString(body + "--X--\r\n"));
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder ask(String user, String path) {
        return HttpRequest.newBuilder(URI.create(hub.config().url() + path))
                .header("Cookie", "turnout=" + user)
                .header("Origin", hub.config().url());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private long number(String sql) {
        return sql(h -> h.createQuery(sql).mapTo(Long.class).one());
    }

    private <T> T sql(Function<Handle, T> work) {
        try (Database database = TestDatabase.in(folder)) {
            return database.write(work);
        }
    }
}
