package io.turnout.hub.agenda;

import static io.turnout.hub.agenda.Fixtures.BRUSSELS;
import static io.turnout.hub.agenda.Fixtures.imported;
import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.hub.importing.ImportResult.Imported;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("S-12 agenda import: whole agendas of real conferences")
final class RealAgendaTest {

    @ParameterizedTest
    @CsvSource({
        // file, sessions, rooms, days, sessions of each day, without presenter, cancelled
        "fosdem-2026.xml,   883,  30, 2, 484 399,         6,   0",
        "fosdem-2019.xml,   775,  34, 2, 390 385,         25,  4",
        "fosdem-2012.xml,   442,  23, 2, 233 209,         10,  0",
        "38c3-schedule.xml, 1007, 72, 4, 245 320 306 136, 118, 0"
    })
    void readsAllOfIt(
            String file, int sessions, int rooms, int days, String perDay, int alone, int cancelled)
            throws IOException {
        Agenda agenda = read(file).value();

        assertThat(agenda.sessions()).hasSize(sessions);
        assertThat(agenda.rooms()).hasSize(rooms);
        assertThat(agenda.days()).hasSize(days);
        assertThat(agenda.days().stream().map(day -> String.valueOf(count(agenda, day.date()))))
                .containsExactly(perDay.split(" "));
        assertThat(agenda.sessions()).filteredOn(s -> s.presenters().isEmpty()).hasSize(alone);
        assertThat(agenda.sessions()).filteredOn(AgendaSession::cancelled).hasSize(cancelled);
        assertThat(agenda.sessions()).noneMatch(s -> s.room().isEmpty());
        assertThat(agenda.sessions()).allMatch(s -> s.start().isBefore(s.end()));
    }

    @ParameterizedTest
    @CsvSource({"fosdem-2026.xml", "fosdem-2019.xml", "fosdem-2012.xml", "38c3-schedule.xml"})
    void aSecondImportChangesNothing(String file) throws IOException {
        Agenda first = read(file).value();
        var known = first.sessions().stream().map(KnownSession::of).toList();

        AgendaDiff diff = AgendaDiff.between(known, read(file).value());

        assertThat(diff.changesNothing()).isTrue();
        assertThat(diff.gone()).isEmpty();
        assertThat(diff.unchanged()).hasSize(known.size());
    }

    @Test
    void keepsTheNightProgrammeOnItsDay() throws IOException {
        Agenda agenda = read("38c3-schedule.xml").value();
        ZoneId zone = agenda.zone().orElseThrow();

        assertThat(agenda.sessions())
                .filteredOn(s -> !s.start().atZone(zone).toLocalDate().equals(s.day()))
                .hasSize(58)
                .allMatch(s -> s.start().atZone(zone).toLocalDate().equals(s.day().plusDays(1)));
        assertThat(agenda.sessions())
                .filteredOn(s ->
                        Duration.between(s.start(), s.end()).compareTo(Duration.ofHours(8)) >= 0)
                .hasSize(5);
    }

    @Test
    void notesWhatIsOddAndNothingElse() throws IOException {
        assertThat(read("38c3-schedule.xml").notes()).hasSize(2);
        assertThat(read("fosdem-2026.xml").notes()).isEmpty();
        assertThat(read("fosdem-2012.xml").notes()).hasSize(1);
    }

    private static Imported<Agenda> read(String file) throws IOException {
        return imported(ScheduleXml.parse(RealAgendas.read(file), BRUSSELS));
    }

    private static long count(Agenda agenda, LocalDate day) {
        return agenda.sessions().stream().filter(s -> s.day().equals(day)).count();
    }
}
