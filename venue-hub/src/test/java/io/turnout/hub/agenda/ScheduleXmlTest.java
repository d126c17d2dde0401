package io.turnout.hub.agenda;

import static io.turnout.hub.agenda.Fixtures.BRUSSELS;
import static io.turnout.hub.agenda.Fixtures.agenda;
import static io.turnout.hub.agenda.Fixtures.bytes;
import static io.turnout.hub.agenda.Fixtures.dayOf;
import static io.turnout.hub.agenda.Fixtures.event;
import static io.turnout.hub.agenda.Fixtures.imported;
import static io.turnout.hub.agenda.Fixtures.parse;
import static io.turnout.hub.agenda.Fixtures.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.hub.importing.Note;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("S-12 agenda import: schedule XML")
final class ScheduleXmlTest {

    @Test
    void readsRoomsInsideDaysInTheZoneHandedIn() throws IOException {
        Agenda agenda = agenda(ScheduleXml.parse(bytes("rooms-in-days.xml"), BRUSSELS));

        assertThat(agenda.title()).isEqualTo("Gate Days 2019");
        assertThat(agenda.zone()).isEmpty();
        assertThat(agenda.rooms()).containsExactly("Aula", "Empty room", "Cellar");
        assertThat(agenda.days())
                .containsExactly(
                        new AgendaDay(1, LocalDate.of(2019, 2, 2)),
                        new AgendaDay(2, LocalDate.of(2019, 2, 3)));
        AgendaSession welcome = agenda.sessions().getFirst();
        assertThat(welcome.key()).isEqualTo(new AgendaKey("id:11"));
        assertThat(welcome.title()).isEqualTo("Welcome to Gate Days");
        assertThat(welcome.start()).isEqualTo(Instant.parse("2019-02-02T08:30:00Z"));
        assertThat(welcome.end()).isEqualTo(Instant.parse("2019-02-02T08:55:00Z"));
        assertThat(welcome.presenters()).containsExactly("Ada Gate", "Bo Door");
        assertThat(welcome.description()).isEqualTo("Hello all & sundry.\n\none\n\ntwo");
    }

    @Test
    void putsAStartBeforeTheDayChangeOnTheNextDate() throws IOException {
        AgendaSession night =
                agenda(ScheduleXml.parse(bytes("rooms-in-days.xml"), BRUSSELS)).sessions().get(1);

        assertThat(night.day()).isEqualTo(LocalDate.of(2019, 2, 2));
        assertThat(night.start()).isEqualTo(Instant.parse("2019-02-03T00:15:00Z"));
    }

    @Test
    void readsEventsDirectlyUnderTheDay() throws IOException {
        Agenda agenda = agenda(ScheduleXml.parse(bytes("events-in-days.xml"), BRUSSELS));

        assertThat(agenda.rooms()).containsExactly("UD2", "AW1");
        assertThat(agenda.sessions()).extracting(AgendaSession::id).containsExactly("0", "3", "4");
        assertThat(agenda.sessions().get(1).start())
                .as("the file says that its days change at midnight")
                .isEqualTo(Instant.parse("2012-02-03T23:10:00Z"));
        assertThat(agenda.sessions().get(2).end()).isEqualTo(Instant.parse("2012-02-05T14:00:00Z"));
    }

    @Test
    void believesAnEventsOwnDateAndKeepsTheAgendasDay() throws IOException {
        Agenda agenda = agenda(ScheduleXml.parse(bytes("with-dates.xml"), ZoneId.of("Asia/Tokyo")));

        assertThat(agenda.zone()).contains(ZoneId.of("Europe/Berlin"));
        assertThat(agenda.acronym()).isEqualTo("gate38");
        AgendaSession night = agenda.sessions().get(1);
        assertThat(night.key().value()).isEqualTo("guid:aaaaaaaa-0000-0000-0000-000000000002");
        assertThat(night.day()).isEqualTo(LocalDate.of(2024, 12, 27));
        assertThat(night.start()).isEqualTo(Instant.parse("2024-12-27T23:15:00Z"));
        assertThat(agenda.sessions().getFirst().title()).isEqualTo("Opening <3");
    }

    @Test
    void tellsHowItReadWhatCanBeReadInTwoWays() throws IOException {
        assertThat(imported(ScheduleXml.parse(bytes("with-dates.xml"), BRUSSELS)).notes())
                .extracting(Note::text)
                .containsExactly("1:02:30 is read as 1 days, 2 hours, 30 minutes, 0 seconds");
        assertThat(imported(ScheduleXml.parse(bytes("rooms-in-days.xml"), BRUSSELS)).notes())
                .extracting(Note::line)
                .containsExactly(28, 42, 45);
    }

    @Test
    void seesThatASessionIsCancelled() throws IOException {
        assertThat(agenda(ScheduleXml.parse(bytes("rooms-in-days.xml"), BRUSSELS)).sessions())
                .extracting(AgendaSession::cancelled)
                .containsExactly(false, false, true);
        assertThat(agenda(ScheduleXml.parse(bytes("with-dates.xml"), BRUSSELS)).sessions())
                .extracting(AgendaSession::cancelled)
                .containsExactly(false, false, true);
    }

    @ParameterizedTest
    @CsvSource({
        "Cancelled: Doors, true",
        "[CANCELED] Doors, true",
        "Abgesagt - Türen, true",
        "Entfällt: Türen, true",
        "Cancelled orders in web shops, false",
        "Noise CANCELLED by design, false",
        "Cancelling noise, false"
    })
    void takesOnlyAClearTitleForCancelled(String title, boolean cancelled) {
        String xml = dayOf(event("1", "10:00", "00:30", "").replace("Talk", title));

        assertThat(agenda(parse(xml)).sessions().getFirst().cancelled()).isEqualTo(cancelled);
    }

    @Test
    void usesTheSlugWhereThereIsNothingBetter() {
        String xml = dayOf(event("", "10:00", "00:30", "<slug>talk</slug>"));

        assertThat(agenda(parse(xml)).sessions().getFirst().key().value()).isEqualTo("slug:talk");
    }

    @Test
    void keysOfDifferentKindsDoNotCollide() {
        String xml =
                dayOf(
                        event("7", "10:00", "00:30", ""),
                        event("", "11:00", "1:00", "<slug>7</slug>"));

        assertThat(agenda(parse(xml)).sessions()).hasSize(2);
    }

    @Test
    void takesASessionWithoutLengthAndSaysSo() {
        var imported = imported(parse(dayOf(event("1", "10:00", "00:00", ""))));

        AgendaSession session = imported.value().sessions().getFirst();
        assertThat(session.end()).isEqualTo(session.start());
        assertThat(imported.notes()).extracting(Note::element).contains("duration of event 1");
    }

    @Test
    void notesSessionsThatOverlapInOneRoom() {
        var imported =
                imported(
                        parse(
                                dayOf(
                                        event("1", "10:00", "02:00", ""),
                                        event("2", "10:30", "00:10", ""),
                                        event("3", "11:30", "00:30", ""),
                                        event("4", "12:00", "00:30", ""))));

        assertThat(imported.notes())
                .extracting(Note::element)
                .containsExactly("event 2", "event 3");
    }

    @Test
    void readsOtherEncodingsThatTheFileDeclares() {
        String xml =
                "<?xml version=\"1.0\" encoding=\"%s\"?>"
                        + dayOf(event("1", "10:00", "00:30", "").replace("Talk", "Türöffner"));

        for (String encoding : new String[] {"ISO-8859-1", "UTF-16", "windows-1252"}) {
            byte[] file = xml.formatted(encoding).getBytes(Charset.forName(encoding));
            assertThat(agenda(ScheduleXml.parse(file, BRUSSELS)).sessions().getFirst().title())
                    .as(encoding)
                    .isEqualTo("Türöffner");
        }
    }

    @Test
    void readsAFileWithAByteOrderMark() throws IOException {
        byte[] file = ("\ufeff" + text("with-dates.xml")).getBytes(StandardCharsets.UTF_8);

        assertThat(agenda(ScheduleXml.parse(file, BRUSSELS)).sessions()).hasSize(3);
    }

    @Test
    void readsAStream() throws IOException {
        var in = new ByteArrayInputStream(bytes("with-dates.xml"));

        assertThat(agenda(ScheduleXml.parse(in, BRUSSELS)).sessions()).hasSize(3);
    }

    @Test
    void findsTheZoneWhereverItStands() {
        String xml =
                "<schedule><day date=\"2026-07-01\">"
                        + event("1", "10:00", "00:30", "")
                        + "</day><conference><time_zone_name>America/Lima</time_zone_name></conference></schedule>";

        assertThat(agenda(parse(xml)).sessions().getFirst().start())
                .isEqualTo(Instant.parse("2026-07-01T15:00:00Z"));
    }

    @Test
    void takesTheNightsEndFromTheDayWhereNoDayChangeIsTold() {
        String xml =
                dayOf(event("1", "05:30", "00:30", ""))
                        .replace(
                                "<day date=\"2026-01-31\"",
                                "<day date=\"2026-01-31\" end=\"2026-02-01T06:00:00+01:00\"");

        assertThat(agenda(parse(xml)).sessions().getFirst().start())
                .isEqualTo(Instant.parse("2026-02-01T04:30:00Z"));
    }

    /** The JDK's parser refused a file with more than 100,000 of them, as entities of a bomb. */
    @Test
    void readsAnyNumberOfEscapedTags() {
        String html = "<description>" + "&lt;b&gt;x&lt;/b&gt; ".repeat(1_000) + "</description>";
        String[] events = new String[60];
        Arrays.setAll(events, i -> event(String.valueOf(i), "10:00", "00:30", html));

        assertThat(agenda(parse(dayOf(events))).sessions())
                .hasSize(60)
                .allMatch(session -> session.description().startsWith("x x x"));
    }
}
