package io.turnout.hub.agenda;

import static io.turnout.hub.agenda.Fixtures.BRUSSELS;
import static io.turnout.hub.agenda.Fixtures.imported;
import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.hub.importing.ImportResult;
import io.turnout.hub.importing.ImportResult.Rejected;
import io.turnout.hub.web.Words;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("S-12 agendas as JSON, iCalendar and tables")
final class AgendaFormatsTest {
    private static final Words ENGLISH = Words.english();
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @ParameterizedTest
    @CsvSource({
        // file, sessions, rooms, days, cancelled
        "wueww-2022-sessions.json, 173, 20",
        "pretalx-democon.json,      36,  0",
        "schedule-example.xlsx,     13,  0"
    })
    void readsAllOfIt(String file, int sessions, int cancelled) throws IOException {
        Agenda agenda = imported(AgendaFile.parse(RealAgendas.read(file), BERLIN, ENGLISH)).value();

        assertThat(agenda.sessions()).hasSize(sessions);
        assertThat(agenda.sessions()).filteredOn(AgendaSession::cancelled).hasSize(cancelled);
        assertThat(
                        AgendaDiff.between(
                                        agenda.sessions().stream().map(KnownSession::of).toList(),
                                        agenda)
                                .changesNothing())
                .isTrue();
    }

    @Test
    void sessionsOnlineHaveNoRoom() throws IOException {
        Agenda agenda =
                imported(
                                AgendaFile.parse(
                                        RealAgendas.read("wueww-2022-sessions.json"),
                                        BERLIN,
                                        ENGLISH))
                        .value();

        assertThat(agenda.sessions()).filteredOn(s -> s.room().isEmpty()).hasSize(77);
    }

    @Test
    void readsTheSheetWithATitleAboveItsHeader() throws IOException {
        AgendaSession first =
                imported(
                                AgendaFile.parse(
                                        RealAgendas.read("schedule-example.xlsx"), BERLIN, ENGLISH))
                        .value()
                        .sessions()
                        .getFirst();

        assertThat(first.id()).isEqualTo("1001");
        assertThat(first.day()).hasToString("2016-10-27");
        assertThat(first.start().atZone(BERLIN).toLocalTime()).isEqualTo(LocalTime.of(9, 0));
        assertThat(Duration.between(first.start(), first.end())).isEqualTo(Duration.ofMinutes(20));
        assertThat(first.room()).isEqualTo("Altes Rathaus");
        assertThat(first.presenters()).hasSize(1);
    }

    @Test
    void aListOfRoomsIsNoAgendaAndSaysSo() throws IOException {
        assertThat(
                        problem(
                                AgendaFile.parse(
                                        RealAgendas.read("fosdem-rooms.csv"), BRUSSELS, ENGLISH)))
                .startsWith("line 1")
                .contains("headings of a title and a start");
    }

    @Test
    void readsACalendar() {
        Agenda agenda =
                imported(
                                parse(
                                        """
                                        BEGIN:VCALENDAR
                                        VERSION:2.0
                                        PRODID:x
                                        BEGIN:VEVENT
                                        UID:a@x
                                        DTSTART:20260131T083000Z
                                        DTEND:20260131T093000Z
                                        SUMMARY:Zoë\\, live
                                        LOCATION:Hall 1
                                        STATUS:CANCELLED
                                        END:VEVENT
                                        BEGIN:VEVENT
                                        UID:b@x
                                        DTSTART:20260131T100000
                                        DURATION:PT45M
                                        SUMMARY:Local
                                        LOCATION:Hall 1
                                        END:VEVENT
                                        END:VCALENDAR
                                        """))
                        .value();

        assertThat(agenda.sessions())
                .extracting(AgendaSession::title)
                .containsExactly("Zoë, live", "Local");
        assertThat(agenda.sessions())
                .extracting(session -> session.start().toString())
                .containsExactly("2026-01-31T08:30:00Z", "2026-01-31T09:00:00Z");
        assertThat(agenda.sessions().getFirst().cancelled()).isTrue();
        assertThat(agenda.sessions().getLast().end()).hasToString("2026-01-31T09:45:00Z");
    }

    @Test
    void refusesACalendarThatBreaksOffOrRepeats() {
        assertThat(
                        problem(
                                parse(
                                        "BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nUID:a\nSUMMARY:x\nDTSTART:20260131T083000Z\n")))
                .contains("breaks off");
        assertThat(
                        problem(
                                parse(
                                        """
                                        BEGIN:VCALENDAR
                                        VERSION:2.0
                                        BEGIN:VEVENT
                                        UID:a
                                        SUMMARY:x
                                        DTSTART:20260131T083000Z
                                        RRULE:FREQ=DAILY
                                        END:VEVENT
                                        END:VCALENDAR
                                        """)))
                .startsWith("line 3")
                .contains("repeats");
    }

    @Test
    void readsATableOfCommas() {
        Agenda agenda =
                imported(
                                parse(
                                        """
                                        id;Titel;Datum;Beginn;Ende;Raum
                                        007;Eröffnung;31.01.2026;09:30;10:00;Saal
                                        1E5;Nacht;31.01.2026;23:30;00:30;Saal
                                        """))
                        .value();

        assertThat(agenda.sessions()).extracting(AgendaSession::id).containsExactly("007", "1E5");
        assertThat(agenda.sessions().getLast().end()).hasToString("2026-01-31T23:30:00Z");
    }

    @Test
    void aWrongTableSaysRowAndColumn() {
        assertThat(problem(parse("id,title,date,start\n1,A,2026-01-31,25:00\n")))
                .startsWith("line 2, D (start): no time of day: “25:00”");
        assertThat(problem(parse("id,title,date,start\n1,A,31/01/2026,09:00\n")))
                .startsWith("line 2, C (date): no date");
        assertThat(problem(parse("title,date,start\nA,2026-01-31,09:00\n")))
                .contains("no column holds an id");
        assertThat(problem(parse("id,title,date,start\n,A,2026-01-31,09:00\n")))
                .startsWith("line 2")
                .contains("neither guid nor id");
        assertThat(problem(parse("id,title,date,start\n1,,2026-01-31,09:00\n")))
                .startsWith("line 2, B (title): is missing");
    }

    @Test
    void brokenJsonSaysItsLine() {
        assertThat(problem(parse("{\n\"sessions\": [\n{\"id\": 1,]"))).startsWith("line 3");
        assertThat(problem(parse("{\n\"sessions\": [\n{\"id\": 1, \"title\": \"x\"}]}")))
                .startsWith("line 3, start of event 1: is missing");
        assertThat(problem(parse("{\"a\": 1}"))).contains("neither schedule.conference.days");
        assertThat(problem(parse("[".repeat(5_000)))).contains("no valid JSON");
    }

    @Test
    @DisplayName("S-12 whoever reads German is told in German what is wrong, in every format")
    void saysInGermanWhatIsWrong() {
        assertThat(german("<schedule><day/></schedule>")).contains("ein Tag ohne Datum");
        assertThat(german("<agenda/>")).contains("das oberste Element", "Wählen Sie");
        assertThat(german("{\"sessions\": [{\"id\": 1}]}")).contains("start von event 1: fehlt");
        assertThat(german("BEGIN:VCALENDAR\nVERSION:2.0\n"))
                .contains("bricht vor END:VCALENDAR ab");
        assertThat(german("id,title,date,start,end\n1,A,31.31.2026,9:00,10:00\n"))
                .contains("kein Datum: “31.31.2026”", "Schreiben Sie es");
    }

    private static String german(String file) {
        Words words =
                Words.all().stream()
                        .filter(one -> one.language().equals(Locale.GERMAN))
                        .findFirst()
                        .orElseThrow();
        return problem(AgendaFile.parse(file.getBytes(StandardCharsets.UTF_8), BRUSSELS, words));
    }

    private static ImportResult<Agenda> parse(String file) {
        return AgendaFile.parse(file.getBytes(StandardCharsets.UTF_8), BRUSSELS, ENGLISH);
    }

    private static String problem(ImportResult<Agenda> result) {
        return ((Rejected<Agenda>) result).problems().getFirst().sentence();
    }
}
