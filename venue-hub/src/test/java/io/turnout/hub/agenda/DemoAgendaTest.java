package io.turnout.hub.agenda;

import static io.turnout.hub.agenda.Fixtures.agenda;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

/** The agenda that provisioning ships for demonstrations must suit the hub that imports it. */
final class DemoAgendaTest {
    private static final Path FILE =
            Path.of(
                    System.getProperty("basedir", "."),
                    "../provisioning/src/main/resources/io/turnout/provisioning/demo-agenda.xml");

    @Test
    void holdsAllSessionsAndRoomsOfItsSourceButNobodysName() throws IOException {
        byte[] file = Files.readAllBytes(FILE);

        Agenda agenda = agenda(ScheduleXml.parse(file, ZoneId.of("UTC")));

        assertThat(file.length).isLessThan(400_000);
        assertThat(agenda.zone()).contains(ZoneId.of("Europe/Brussels"));
        assertThat(agenda.sessions()).hasSize(883);
        assertThat(agenda.rooms()).hasSize(30);
        assertThat(agenda.days()).hasSize(2);
        assertThat(agenda.sessions())
                .allMatch(s -> s.presenters().isEmpty() && s.description().isEmpty());
    }
}
