package io.turnout.hub.agenda;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.hub.importing.ImportResult;
import io.turnout.hub.importing.ImportResult.Imported;
import io.turnout.hub.importing.Note;
import io.turnout.hub.web.Words;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is odd in a calendar and can be read all the same. */
final class CalendarWarningsTest {
    private static final ZoneId ZONE = ZoneId.of("Europe/Brussels");

    @Test
    @DisplayName("S-12 what is odd in a calendar is told in English and in German, with its line")
    void tellsInBothLanguages() {
        String zone = "DTSTART;TZID=Nowhere/Atlantis:20260131T100000";
        assertThat(note(0, zone, ""))
                .isEqualTo(
                        "The file does not say what the time zone “Nowhere/Atlantis” is, and nobody"
                                + " else knows it: its times were read as of Europe/Brussels.");
        assertThat(note(1, zone, ""))
                .startsWith("Die Datei sagt nicht, was die Zeitzone „Nowhere/Atlantis“ ist,")
                .endsWith("als solche von Europe/Brussels gelesen.");
        String start = "DTSTART:20260131T100000Z";
        assertThat(note(0, start, "GEO:1;there"))
                .isEqualTo("“there” could not be read and was left out.");
        assertThat(note(1, start, "GEO:1;there"))
                .isEqualTo("„there“ war nicht zu lesen und wurde ausgelassen.");
        assertThat(note(0, start, "SUMMARY;ENCODING=QUOTED-PRINTABLE:=ZZ"))
                .contains("was taken as it stands");
        assertThat(note(1, start, "PRIORITY:high")).contains("war nicht zu lesen");
    }

    @Test
    @DisplayName(
            "S-12 a zone that the file does not explain is told once, and one of a known name not")
    void tellsZonesOnce() {
        String zone = "DTSTART;TZID=Nowhere/Atlantis:20260131T100000";
        assertThat(notes(0, zone, "DTEND;TZID=Nowhere/Atlantis:20260131T110000"))
                .extracting(Note::element)
                .containsExactly("TZID");
        assertThat(notes(0, "DTSTART;TZID=America/New_York:20260131T100000", "")).isEmpty();
    }

    @Test
    @DisplayName("S-12 no word of the library is left on a German page, whatever it stumbles over")
    void leavesNoEnglish() {
        for (String odd :
                List.of(
                        "GEO:here",
                        "GEO:1;there",
                        "DTSTAMP:now",
                        "EXDATE:20260132",
                        "ATTACH;ENCODING=BASE64;VALUE=BINARY:###",
                        "SUMMARY;ENCODING=QUOTED-PRINTABLE:=ZZ",
                        "REQUEST-STATUS:")) {
            List<Note> notes = notes(1, "DTSTART:20260131T100000Z", odd);
            assertThat(notes).as(odd).extracting(Note::text).doesNotContain("");
            assertThat(notes.stream().map(Note::text))
                    .as(odd)
                    .noneMatch(text -> text.matches(".*\\b(could not|unable|property|value)\\b.*"));
        }
    }

    private static String note(int language, String start, String more) {
        List<Note> notes = notes(language, start, more);
        assertThat(notes).hasSize(1);
        assertThat(notes.getFirst().line() > 0 || notes.getFirst().element().equals("TZID"))
                .as("one knows where it is")
                .isTrue();
        return notes.getFirst().text();
    }

    private static List<Note> notes(int language, String start, String more) {
        String calendar =
                String.join(
                        "\r\n",
                        Stream.of(
                                        "BEGIN:VCALENDAR",
                                        "VERSION:2.0",
                                        "BEGIN:VEVENT",
                                        "UID:1",
                                        "SUMMARY:Talk",
                                        "LOCATION:Room",
                                        start,
                                        more.startsWith("DTEND") ? "" : "DURATION:PT1H",
                                        more,
                                        "END:VEVENT",
                                        "END:VCALENDAR",
                                        "")
                                .filter(line -> !line.isEmpty())
                                .toList());
        ImportResult<Agenda> result =
                AgendaFile.parse(
                        calendar.getBytes(StandardCharsets.UTF_8), ZONE, Words.all().get(language));
        assertThat(result).isInstanceOf(Imported.class);
        return ((Imported<Agenda>) result)
                .notes().stream().filter(note -> !note.element().equals("conference")).toList();
    }
}
