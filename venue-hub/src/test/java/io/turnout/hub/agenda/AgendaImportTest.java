package io.turnout.hub.agenda;

import static io.turnout.hub.agenda.Fixtures.dayOf;
import static io.turnout.hub.agenda.Fixtures.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.hub.SmallHub;
import io.turnout.hub.start.CannotStart;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("S-12 agenda import: into the database, over HTTP")
final class AgendaImportTest {
    private static final String PATH = "/api/v1/events/ev/agenda";
    private static final String ONE = event("1", "10:00", "00:30", "");
    private static final String TWO = event("2", "11:00", "00:30", "");

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

    @ParameterizedTest
    @CsvSource({"fosdem-2026.xml, 883, 30, 2", "38c3-schedule.xml, 1007, 72, 4"})
    void takesRealAgendasAndASecondTimeWritesNothing(String file, int sessions, int rooms, int days)
            throws Exception {
        byte[] agenda = RealAgendas.read(file);

        HttpResponse<String> first = hub.post(PATH, agenda);

        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(first.body())
                .contains("\"sessions\":" + sessions + ",", "\"rooms\":" + rooms + ",")
                .contains("\"days\":" + days + ",", "\"added\":" + sessions + ",");
        assertThat(hub.rows("SELECT count(*), count(DISTINCT day) FROM session"))
                .containsExactly(sessions + "|" + days);
        assertThat(hub.rows("SELECT count(*) FROM room")).containsExactly("" + rooms);
        Map<String, List<String>> before = hub.everything();
        HttpResponse<String> second = hub.post(PATH, agenda);
        assertThat(second.body())
                .contains("\"added\":0,\"changed\":0,\"moved\":0,\"unchanged\":" + sessions);
        assertThat(hub.everything()).isEqualTo(before);
        assertThat(hub.told()).containsExactly("ev");
    }

    @Test
    void makesIdsThatPeopleRecognise() throws Exception {
        hub.post(
                PATH,
                dayOf(
                        ONE.replace(">R<", ">Großer Saal / 1.2<"),
                        TWO.replace(">R<", ">grosser-saal 1 2<"),
                        event("3", "12:00", "00:30", "").replace(">R<", ">日本<")));

        assertThat(hub.rows("SELECT id, name FROM room ORDER BY place"))
                .containsExactly(
                        "ev-grosser-saal-1-2|Großer Saal / 1.2",
                        "ev-grosser-saal-1-2-2|grosser-saal 1 2",
                        "ev-cf2abf0c|日本");
        assertThat(hub.rows("SELECT id FROM session ORDER BY id"))
                .containsExactly("ev-1", "ev-2", "ev-3");
    }

    @Test
    void keepsIdsShortAndUniqueWhateverTheEventIsCalled() throws Exception {
        String id = "e".repeat(64);
        hub.addEvent(id, "ABC", "Europe/Brussels");
        String room = ONE.replace(">R<", ">" + "long name ".repeat(20) + "<");

        hub.post("/api/v1/events/" + id + "/agenda", dayOf(room));
        hub.post(PATH, dayOf(ONE));
        hub.addEvent("ev-1", "ABD", "Europe/Brussels");
        HttpResponse<String> other = hub.post("/api/v1/events/ev-1/agenda", dayOf(ONE));

        assertThat(other.statusCode()).isEqualTo(200);
        assertThat(hub.rows("SELECT id FROM room UNION ALL SELECT id FROM session"))
                .hasSize(6)
                .allMatch(found -> found.length() <= 64);
    }

    @Test
    void updatesWhatChangedAndLeavesWhatTheOrganizerSet() throws Exception {
        hub.post(PATH, dayOf(ONE, TWO));
        hub.database()
                .change(handle ->
                        handle.execute("UPDATE session SET access = 'registered', early_min = 99"));

        HttpResponse<String> answer =
                hub.post(
                        PATH,
                        dayOf(
                                ONE.replace("Talk", "Better talk"),
                                TWO.replace("11:00", "12:00").replace(">R<", ">Q<")));

        assertThat(answer.body()).contains("\"changed\":1,\"moved\":1,\"unchanged\":0");
        assertThat(
                        hub.rows(
                                "SELECT s.id, s.title, r.name, s.access, s.early_min FROM session s"
                                        + " JOIN room r ON r.id = s.room ORDER BY s.id"))
                .containsExactly("ev-1|Better talk|R|registered|99", "ev-2|Talk|Q|registered|99");
        assertThat(hub.rows("SELECT who, what, subject, detail FROM audit ORDER BY seq"))
                .containsExactly(
                        "ada|import agenda|ev|2 added, 0 changed, 0 moved, 0 unchanged, 0 missing",
                        "ada|import agenda|ev|0 added, 1 changed, 1 moved, 0 unchanged, 0 missing");
        assertThat(hub.told()).containsExactly("ev", "ev");
    }

    @Test
    void reportsSessionsThatVanishedAndLeavesThem() throws Exception {
        hub.post(PATH, dayOf(ONE, TWO));
        Map<String, List<String>> before = hub.everything();

        HttpResponse<String> answer = hub.post(PATH, dayOf(TWO));

        assertThat(answer.body())
                .contains("\"missing\":1")
                .contains("\"missingSessions\":[{\"session\":\"ev-1\",\"title\":\"Talk\"}]");
        assertThat(hub.everything()).isEqualTo(before);
    }

    @Test
    void cancelsWhenTheAgendaSaysSoAndNotAgainWhenTheOrganizerDecidedOtherwise() throws Exception {
        String cancelled = ONE.replace("</event>", "<status>cancelled</status></event>");
        hub.post(PATH, dayOf(ONE, TWO));
        hub.post(PATH, dayOf(cancelled, TWO));
        assertThat(cancelled()).containsExactly("1", "0");
        hub.database()
                .change(handle -> handle.execute("UPDATE session SET cancelled = 1 - cancelled"));

        HttpResponse<String> same = hub.post(PATH, dayOf(cancelled, TWO));
        HttpResponse<String> renamed = hub.post(PATH, dayOf(cancelled.replace("Talk", "X"), TWO));

        assertThat(same.body()).contains("\"unchanged\":2");
        assertThat(renamed.body()).contains("\"changed\":1");
        assertThat(cancelled()).containsExactly("0", "1");
        hub.post(PATH, dayOf(ONE, TWO));
        assertThat(cancelled()).containsExactly("0", "1");
    }

    @Test
    void putsSessionsWithoutARoomIntoOneOfTheirOwn() throws Exception {
        String roomless = dayOf(ONE.replace("<room>R</room>", ""), TWO);
        hub.post(PATH, roomless);

        HttpResponse<String> again = hub.post(PATH, roomless);

        assertThat(again.body()).contains("\"moved\":0,\"unchanged\":2");
        assertThat(hub.rows("SELECT name FROM room ORDER BY place")).containsExactly("R", "–");
    }

    @Test
    void knowsARoomThatWasRenamedOrMadeByHand() throws Exception {
        hub.database()
                .change(handle ->
                        handle.execute(
                                "INSERT INTO room (id, event, name, place) VALUES ('x', 'ev', 'R', 1)"));
        hub.post(PATH, dayOf(ONE));
        hub.database().change(handle -> handle.execute("UPDATE room SET name = 'Q', capacity = 5"));

        HttpResponse<String> same = hub.post(PATH, dayOf(ONE));
        hub.post(PATH, dayOf(ONE, TWO.replace(">R<", ">Q<")));

        assertThat(same.body()).contains("\"moved\":0,\"unchanged\":1");
        assertThat(hub.rows("SELECT id, name, agenda_name FROM room ORDER BY place"))
                .containsExactly("x|Q|R", "ev-q|Q (2)|Q");
        assertThat(hub.rows("SELECT room FROM session ORDER BY id")).containsExactly("x", "ev-q");
    }

    @Test
    void takesSessionsWithoutALength() throws Exception {
        HttpResponse<String> answer = hub.post(PATH, dayOf(event("1", "10:00", "00:00", "")));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(hub.rows("SELECT end_ms - start_ms FROM session")).containsExactly("0");
    }

    @Test
    void writesNothingOfAFileWithAFaultAndSaysWhereItIs() throws Exception {
        hub.post(PATH, dayOf(ONE));
        Map<String, List<String>> before = hub.everything();

        HttpResponse<String> answer =
                hub.post(PATH, dayOf(ONE.replace("Talk", "X"), TWO.replace("11:00", "25:71")));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body())
                .startsWith("{\"error\":{\"what\":\"The file is not taken: 1 problem.\"")
                .contains("\"problems\":[{\"line\":4,\"element\":\"")
                .contains("25:71", "\"reason\":", "\"fix\":");
        assertThat(hub.everything()).isEqualTo(before);
        assertThat(hub.post(PATH, "<schedule><day").statusCode()).isEqualTo(422);
        assertThat(hub.everything()).isEqualTo(before);
        assertThat(hub.told()).containsExactly("ev");
    }

    @Test
    void knowsItsEventsAndItsUsers() throws Exception {
        assertThat(hub.post("/api/v1/events/other/agenda", dayOf(ONE)).statusCode()).isEqualTo(404);
        assertThat(hub.send(hub.stranger(PATH)).statusCode()).isEqualTo(401);
    }

    private List<String> cancelled() {
        return hub.rows("SELECT cancelled FROM session ORDER BY id");
    }
}
