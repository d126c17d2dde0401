package io.turnout.hub.people;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.hub.SmallHub;
import io.turnout.hub.start.CannotStart;
import io.turnout.protocol.badge.BadgeText;
import io.turnout.protocol.badge.EventTag;
import io.turnout.protocol.badge.ShortCode;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Attendees, registrations and badges: into the database, over HTTP")
final class PeopleImportTest {
    private static final String EVENT = "/api/v1/events/ev/";
    private static final String HEADER =
            "number,family_name,given_name,email,licence_number,groups,badge\n";
    private static final String ADA = "7,Lovelace,Ada,ada@example.org,L1,a;b,";
    private static final String BOB = "8,Bobsen,Bob,,,,";
    private static final String CODE = ShortCode.of(new EventTag("TRN"), 12345).text();

    @TempDir Path directory;
    private SmallHub hub;

    @BeforeEach
    void start() throws CannotStart {
        hub = SmallHub.start(directory);
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    @Test
    void takesAListAndASecondTimeWritesNothing() throws Exception {
        String list = HEADER + ADA + CODE + "\n" + BOB + "\n";

        HttpResponse<String> first = hub.post(EVENT + "attendees", list);

        assertThat(first.body()).startsWith("{\"added\":2,\"changed\":0,\"unchanged\":0");
        assertThat(
                        hub.rows(
                                "SELECT a.number, g.name FROM attendee_group g JOIN attendee a"
                                        + " ON a.id = g.attendee ORDER BY 1, 2"))
                .containsExactly("7|a", "7|b");
        String fingerprint = hub.event("ev").fingerprinter().of(CODE).toString();
        assertThat(hub.rows("SELECT fingerprint, code, state FROM badge"))
                .containsExactly(fingerprint + "|" + CODE + "|active");
        Map<String, List<String>> before = hub.everything();
        HttpResponse<String> second = hub.post(EVENT + "attendees", list);
        assertThat(second.body()).startsWith("{\"added\":0,\"changed\":0,\"unchanged\":2");
        assertThat(hub.everything()).isEqualTo(before);
        assertThat(hub.told()).containsExactly("ev");
        assertThat(hub.rows("SELECT what, detail FROM audit"))
                .containsExactly("import attendees|2 added, 0 changed, 0 unchanged");
    }

    @Test
    void updatesByNumberAndKeepsWhoIsNotListed() throws Exception {
        hub.post(EVENT + "attendees", HEADER + ADA + "\n" + BOB + "\n9,Nine,,,,,\n");

        HttpResponse<String> answer =
                hub.post(
                        EVENT + "attendees",
                        HEADER
                                + "7,King,Ada,ada@example.org,L1,b;c,\n8,Bobsen,Bob,,,,"
                                + CODE
                                + "\n10,Ten,,,,,\n");

        assertThat(answer.body()).startsWith("{\"added\":1,\"changed\":2,\"unchanged\":0");
        assertThat(hub.rows("SELECT number, family_name FROM attendee ORDER BY id"))
                .containsExactly("7|King", "8|Bobsen", "9|Nine", "10|Ten");
        assertThat(hub.rows("SELECT name FROM attendee_group ORDER BY 1"))
                .containsExactly("b", "c");
    }

    @Test
    void refusesOneBadgeForTwoAttendeesHoweverItIsSpelled() throws Exception {
        hub.post(EVENT + "attendees", HEADER + ADA + CODE + "\n");
        Map<String, List<String>> before = hub.everything();
        String spelled = CODE.toLowerCase(java.util.Locale.ROOT);

        HttpResponse<String> taken =
                hub.post(EVENT + "attendees", HEADER + "6,New,,,,,\n" + BOB + spelled + "\n");
        HttpResponse<String> twice =
                hub.post(
                        EVENT + "attendees",
                        HEADER + ADA + CODE + "\n\"8\",B,,,,," + spelled + "\n");

        assertThat(taken.statusCode()).isEqualTo(422);
        assertThat(taken.body())
                .contains("\"line\":3,\"element\":\"G (badge)\"")
                .contains("belongs to another attendee already");
        assertThat(twice.statusCode()).isEqualTo(422);
        assertThat(twice.body()).contains("is the same badge as in row 2");
        assertThat(hub.everything()).isEqualTo(before);
    }

    @Test
    void saysWhatIsWrongWithAHeader() throws Exception {
        Map<String, List<String>> before = hub.everything();

        HttpResponse<String> answer =
                hub.post(EVENT + "attendees", "number,family_name,first name\n1,A,B\n");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body())
                .contains("\"line\":1,\"element\":\"header\"")
                .contains("unknown column “first name”")
                .contains("missing column “given_name”");
        assertThat(hub.everything()).isEqualTo(before);
    }

    @Test
    void registersByAnyNameOfTheSession() throws Exception {
        sessions();
        hub.post(EVENT + "attendees", HEADER + ADA + "\n" + BOB + "\n");
        String list = "attendee,session\n7,ev-1\n7,guid:g-2\n8,g-2\n8,33\n8,ev-33\n";

        HttpResponse<String> first = hub.post(EVENT + "registrations", list);

        assertThat(first.body()).startsWith("{\"added\":4,\"changed\":0,\"unchanged\":1");
        assertThat(
                        hub.rows(
                                "SELECT a.number, r.session FROM registration r JOIN attendee a"
                                        + " ON a.id = r.attendee ORDER BY 1, 2"))
                .containsExactly("7|ev-1", "7|ev-2", "8|ev-2", "8|ev-33");
        Map<String, List<String>> before = hub.everything();
        HttpResponse<String> second = hub.post(EVENT + "registrations", list);
        assertThat(second.body()).startsWith("{\"added\":0,\"changed\":0,\"unchanged\":5");
        assertThat(hub.everything()).isEqualTo(before);
    }

    @Test
    void registersNobodyWhereOneRowIsWrong() throws Exception {
        sessions();
        hub.post(EVENT + "attendees", HEADER + ADA + "\n");
        Map<String, List<String>> before = hub.everything();

        HttpResponse<String> answer =
                hub.post(
                        EVENT + "registrations",
                        "attendee,session\n7,ev-1\n70,ev-1\n7,ev-100\n7,same\n");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body())
                .contains(
                        "\"line\":3,\"element\":\"A (attendee)\",\"reason\":\"there is no attendee")
                .contains("\"line\":4,\"element\":\"B (session)\",\"reason\":\"there is no session")
                .contains(
                        "\"line\":5,\"element\":\"B (session)\"", "“same” means several sessions");
        assertThat(hub.everything()).isEqualTo(before);
        assertThat(hub.told()).containsExactly("ev");
    }

    @Test
    void issuesABadgeToEverybodyWithoutOne() throws Exception {
        hub.post(EVENT + "attendees", HEADER + ADA + CODE + "\n" + BOB + "\n\"=1\",C,,,,,\n");

        assertThat(hub.post(EVENT + "badges", "").body()).isEqualTo("{\"issued\":2}");
        assertThat(hub.post(EVENT + "badges", "").body()).isEqualTo("{\"issued\":0}");

        HttpResponse<String> list = hub.get(EVENT + "badges");
        assertThat(list.headers().firstValue("content-type").orElseThrow()).startsWith("text/csv");
        assertThat(list.body().lines())
                .hasSize(4)
                .contains("attendee,code,state", "7," + CODE + ",active")
                .anyMatch(line -> line.startsWith("'=1,TRN"));
        assertThat(hub.rows("SELECT code FROM badge"))
                .allMatch(code ->
                        BadgeText.read(code) instanceof BadgeText.Reading.Unsigned(ShortCode read)
                                && read.event().value().equals("TRN"));
    }

    @Test
    void revokesABadgeAndGivesANewOneButNotToWhoIsBlocked() throws Exception {
        hub.post(EVENT + "attendees", HEADER + ADA + CODE + "\n" + BOB + "BOBS-OLD-ONE\n");

        HttpResponse<String> revoked =
                hub.post(
                        EVENT + "badges/" + CODE.toLowerCase(java.util.Locale.ROOT) + "/state",
                        "{\"state\":\"revoked\"}");
        HttpResponse<String> blocked =
                hub.post(EVENT + "badges/BOBS-OLD-ONE/state", "{\"state\":\"blocked\"}");
        HttpResponse<String> again =
                hub.post(EVENT + "badges/BOBS-OLD-ONE/state", "{\"state\":\"blocked\"}");

        assertThat(revoked.body()).isEqualTo("{\"attendee\":\"7\",\"state\":\"revoked\"}");
        assertThat(blocked.statusCode()).isEqualTo(200);
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(hub.post(EVENT + "badges", "").body()).isEqualTo("{\"issued\":1}");
        assertThat(hub.rows("SELECT what, detail <> '' FROM audit WHERE what LIKE 'set%'"))
                .containsExactly("set badge revoked|1", "set badge blocked|1");
        assertThat(hub.rows("SELECT detail FROM audit")).noneMatch(text -> text.contains(CODE));
        assertThat(hub.told()).hasSize(4);
        assertThat(hub.post(EVENT + "badges/NOBODYS/state", "{\"state\":\"active\"}").statusCode())
                .isEqualTo(404);
        assertThat(hub.post(EVENT + "badges/" + CODE + "/state", "{\"state\":\"lost\"}").body())
                .contains("active, revoked, blocked or replaced");
    }

    @Test
    void takesAHundredThousandRows() throws Exception {
        sessions();
        StringBuilder people = new StringBuilder(HEADER);
        StringBuilder registrations = new StringBuilder("attendee,session\n");
        for (int i = 0; i < 100_000; i++) {
            people.append(i)
                    .append(",Family ")
                    .append(i)
                    .append(",Given,a@example.org,,x;y,B")
                    .append(i)
                    .append('\n');
            registrations.append(i).append(",ev-1\n");
        }
        byte[] list = people.toString().getBytes(StandardCharsets.UTF_8);

        String added = timed("100,000 attendees, new", () -> hub.post(EVENT + "attendees", list));
        String same = timed("100,000 attendees, known", () -> hub.post(EVENT + "attendees", list));
        String registered =
                timed(
                        "100,000 registrations",
                        () -> hub.post(EVENT + "registrations", registrations.toString()));

        assertThat(added).startsWith("{\"added\":100000,");
        assertThat(same).startsWith("{\"added\":0,\"changed\":0,\"unchanged\":100000");
        assertThat(registered).startsWith("{\"added\":100000,");
        assertThat(hub.post(EVENT + "attendees", people + "x,y,,,,,\n").body())
                .contains("more than 100,000 rows");
    }

    private interface Call {
        HttpResponse<String> run() throws Exception;
    }

    private static String timed(String what, Call call) throws Exception {
        long start = System.nanoTime();
        String body = call.run().body();
        System.out.printf("%s: %d ms%n", what, (System.nanoTime() - start) / 1_000_000);
        return body;
    }

    /** Two sessions share a slug-like name in their own kinds of key. */
    private void sessions() {
        hub.database()
                .change(handle -> {
                    handle.execute(
                            "INSERT INTO room (id, event, name, place) VALUES ('r', 'ev', 'R', 1)");
                    String[][] sessions = {
                        {"ev-1", "id:1", "same"},
                        {"ev-2", "guid:g-2", "same"},
                        {"ev-33", "guid:g-33", "33"}
                    };
                    for (String[] session : sessions) {
                        handle.execute(
                                "INSERT INTO session (id, event, agenda_key, agenda_id, room, day, title,"
                                        + " start_ms, end_ms, early_min, late_min)"
                                        + " VALUES (?, 'ev', ?, ?, 'r', '2026-01-31', 'T', 0, 0, 0, 0)",
                                (Object[]) session);
                    }
                });
    }
}
