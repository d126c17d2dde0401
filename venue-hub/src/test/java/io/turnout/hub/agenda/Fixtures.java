package io.turnout.hub.agenda;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.hub.importing.ImportResult;
import io.turnout.hub.importing.ImportResult.Imported;
import io.turnout.hub.importing.ImportResult.Rejected;
import io.turnout.hub.importing.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;

/** Small agendas made for tests, and what is often asked of the result of reading one. */
final class Fixtures {
    static final ZoneId BRUSSELS = ZoneId.of("Europe/Brussels");

    private Fixtures() {}

    static byte[] bytes(String name) throws IOException {
        try (InputStream in = Fixtures.class.getResourceAsStream(name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        }
    }

    static String text(String name) throws IOException {
        return new String(bytes(name), StandardCharsets.UTF_8);
    }

    static ImportResult<Agenda> parse(String xml) {
        return ScheduleXml.parse(xml.getBytes(StandardCharsets.UTF_8), BRUSSELS);
    }

    static Imported<Agenda> imported(ImportResult<Agenda> result) {
        return switch (result) {
            case Imported<Agenda> imported -> imported;
            case Rejected<Agenda>(List<Problem> problems, int _) ->
                    throw new AssertionError("rejected: " + problems);
        };
    }

    static Agenda agenda(ImportResult<Agenda> result) {
        return imported(result).value();
    }

    static Rejected<Agenda> rejected(ImportResult<Agenda> result) {
        assertThat(result).isInstanceOf(Rejected.class);
        return (Rejected<Agenda>) result;
    }

    /** An agenda of one day with these events directly in it, the first at line 3. */
    static String dayOf(String... events) {
        return "<schedule><conference><title>T</title></conference>\n<day date=\"2026-01-31\">\n"
                + String.join("\n", events)
                + "\n</day></schedule>";
    }

    /** An event that is good but for what the caller puts into it. */
    static String event(String id, String start, String duration, String more) {
        return "<event id=\"%s\"><start>%s</start><duration>%s</duration><title>Talk</title><room>R</room>%s</event>"
                .formatted(id, start, duration, more);
    }
}
