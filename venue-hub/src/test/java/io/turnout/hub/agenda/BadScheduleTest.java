package io.turnout.hub.agenda;

import static io.turnout.hub.agenda.Fixtures.BRUSSELS;
import static io.turnout.hub.agenda.Fixtures.agenda;
import static io.turnout.hub.agenda.Fixtures.bytes;
import static io.turnout.hub.agenda.Fixtures.dayOf;
import static io.turnout.hub.agenda.Fixtures.event;
import static io.turnout.hub.agenda.Fixtures.parse;
import static io.turnout.hub.agenda.Fixtures.rejected;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.turnout.hub.importing.ImportLimits;
import io.turnout.hub.importing.ImportResult.Rejected;
import io.turnout.hub.importing.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("S-12 agenda import: a bad file is refused whole, with line, element and reason")
final class BadScheduleTest {
    private static final String GOOD = event("1", "10:00", "00:30", "");

    static Stream<Arguments> badFiles() {
        return Stream.of(
                arguments("", 1, "", "not well-formed"),
                arguments("hello", 1, "", "not well-formed"),
                arguments("{\"schedule\":{}}", 1, "", "not well-formed"),
                arguments(
                        "<schedule>\n<day date='2026-01-31'>\n</schedule>",
                        3,
                        "",
                        "not well-formed"),
                arguments("<schedule/>x", 1, "", "not well-formed"),
                arguments("<rss version='2'/>", 1, "rss", "root element is “rss”"),
                arguments("<schedule/>", 0, "schedule", "no event"),
                arguments("<schedule>&me;</schedule>", 1, "", "was referenced, but not declared"),
                arguments(
                        "<?xml version='1.0' encoding='klingon'?><schedule/>",
                        1,
                        "xml",
                        "unknown enc"),
                arguments(
                        "<schedule>\n" + GOOD + "</schedule>", 2, "event 1", "outside of the days"),
                arguments(
                        "<schedule>\n<rooms>\n<room>" + GOOD + "</room></rooms></schedule>",
                        3,
                        "event 1",
                        "outside of the days"),
                arguments(
                        dayOf(GOOD.replace("<start>10:00</start>", "")),
                        3,
                        "start of event 1",
                        "missing"),
                arguments(dayOf(event("1", " ", "00:30", "")), 3, "start of event 1", "missing"),
                arguments(
                        dayOf(event("1", "25:00", "00:30", "")), 3, "start of event 1", "“25:00”"),
                arguments(dayOf(event("1", "ten", "00:30", "")), 3, "start of event 1", "“ten”"),
                arguments(dayOf(event("1", "10:00", "", "")), 3, "duration of event 1", "missing"),
                arguments(
                        dayOf(event("1", "10:00", "long", "")), 3, "duration of event 1", "“long”"),
                arguments(
                        dayOf(event("1", "10:00", "-1:00", "")),
                        3,
                        "duration of event 1",
                        "“-1:00”"),
                arguments(
                        dayOf(event("1", "10:00", "00:75", "")),
                        3,
                        "duration of event 1",
                        "“00:75”"),
                arguments(
                        dayOf(event("1", "10:00", "900:00", "")),
                        3,
                        "duration of event 1",
                        "14 days"),
                arguments(
                        dayOf(event("1", "10:00", "00:30", "\n<date>31.1.2026</date>")),
                        4,
                        "date of event 1",
                        "“31.1.2026”"),
                arguments(
                        dayOf(event("1", "10:00", "00:30", "<date>+99999-01-01T10:00:00Z</date>")),
                        3,
                        "date of event 1",
                        "no date"),
                arguments(
                        dayOf(GOOD).replace("2026-01-31", "2026-02-30"), 2, "day", "“2026-02-30”"),
                arguments(
                        dayOf(GOOD).replace(" date=\"2026-01-31\"", ""),
                        2,
                        "day",
                        "without a date"),
                arguments(
                        dayOf(GOOD)
                                .replace(
                                        "</conf",
                                        "<time_zone_name>Mars/Rover</time_zone_name></conf"),
                        1,
                        "time_zone_name",
                        "“Mars/Rover”"),
                arguments(
                        dayOf(GOOD).replace("</conf", "<day_change>noon</day_change></conf"),
                        1,
                        "day_change",
                        "“noon”"),
                arguments(dayOf(GOOD, GOOD), 4, "event 1", "used before, at line 3"),
                arguments(
                        dayOf(event("", "10:00", "00:30", "")), 3, "event", "neither guid nor id"),
                arguments(dayOf(GOOD.replace("Talk", " ")), 3, "title of event 1", "missing"),
                arguments(
                        dayOf(GOOD.replace("Talk", "x".repeat(501))),
                        3,
                        "title of event 1",
                        "longer than 500"),
                arguments(
                        dayOf(GOOD.replace(">R<", ">" + "r".repeat(501) + "<")),
                        3,
                        "room of event 1",
                        "longer than 500"),
                arguments(
                        dayOf(event("1", "10:00", "0:30", persons(201))),
                        3,
                        "persons of event 1",
                        "more than 200"),
                arguments(
                        "<schedule>" + "<day date='2026-01-31'/>".repeat(1001),
                        1,
                        "day",
                        "1,000 days"),
                arguments(dayOf("<room name=\"r\"/>".repeat(20_001)), 3, "room", "20,000 rooms"));
    }

    private static String persons(int number) {
        return "<persons>" + "<person>x</person>".repeat(number) + "</persons>";
    }

    @ParameterizedTest
    @MethodSource("badFiles")
    void tellsLineElementAndReason(String xml, int line, String element, String reason) {
        Rejected<Agenda> rejected = rejected(parse(xml));

        assertThat(rejected.problems()).hasSize(1);
        Problem problem = rejected.problems().getFirst();
        assertThat(problem.line()).isEqualTo(line);
        assertThat(problem.element()).isEqualTo(element);
        assertThat(problem.reason()).contains(reason);
        assertThat(problem.cure()).isNotBlank();
        assertThat(problem.sentence()).contains(problem.reason(), problem.cure());
    }

    @Test
    void tellsAllProblemsAtOnceByLine() {
        String xml =
                dayOf(
                        GOOD,
                        event("2", "x", "y", "<date>z</date>"),
                        event("3", "10:00", "00:30", ""),
                        GOOD,
                        event("", "10:00", "", ""));

        assertThat(rejected(parse(xml)).problems())
                .extracting(Problem::line)
                .containsExactly(4, 4, 6, 7, 7);
    }

    @Test
    void tellsProblemsBeforeThePlaceWhereTheFileBreaksOff() {
        String xml = dayOf(GOOD, event("2", "soon", "00:30", ""), "<event id=\"3\"><start>10:");

        assertThat(rejected(parse(xml)).problems())
                .extracting(Problem::element)
                .containsExactly("start of event 2", "");
    }

    @Test
    void listsFiftyProblemsAndCountsTheRest() {
        String[] events =
                Collections.nCopies(80, event("", "10:00", "00:30", "")).toArray(String[]::new);

        Rejected<Agenda> rejected = rejected(parse(dayOf(events)));

        assertThat(rejected.problems()).hasSize(50);
        assertThat(rejected.notListed()).isEqualTo(30);
    }

    @Test
    void refusesADocumentTypeBeforeItsEntitiesGrow() {
        StringBuilder bomb = new StringBuilder("<!DOCTYPE s [<!ENTITY e0 \"ha\">\n");
        for (int i = 1; i < 40; i++) {
            bomb.append("<!ENTITY e%d \"&e%d;&e%d;\">\n".formatted(i, i - 1, i - 1));
        }
        bomb.append("]><schedule>&e39;</schedule>");
        String parameters = bomb.toString().replace("ENTITY e", "ENTITY % e").replace('&', '%');

        for (String xml : new String[] {bomb.toString(), parameters}) {
            assertThat(rejected(parse(xml)).problems())
                    .singleElement()
                    .satisfies(problem -> assertThat(problem.line()).isBetween(1, 41));
        }
    }

    @Test
    void opensNoFileThatAnEntityNames(@TempDir Path folder) throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "do not tell");
        String entity =
                "<!DOCTYPE schedule [<!ENTITY x SYSTEM \"%s\">]>"
                        + dayOf(GOOD.replace("Talk", "&x;"));
        String subset = "<!DOCTYPE schedule SYSTEM \"%s\">" + dayOf(GOOD);

        for (String xml : new String[] {entity, subset}) {
            assertThat(rejected(parse(xml.formatted(secret.toUri()))).problems())
                    .singleElement()
                    .satisfies(p -> assertThat(p.sentence()).doesNotContain("do not tell"));
        }
    }

    @Test
    void tellsTheLineOfAByteThatIsNotUtf8() {
        byte[] file =
                dayOf(GOOD, GOOD.replace("Talk", "Türen")).getBytes(StandardCharsets.ISO_8859_1);

        Problem problem = rejected(ScheduleXml.parse(file, BRUSSELS)).problems().getFirst();

        assertThat(problem.line()).isEqualTo(4);
        assertThat(problem.reason()).contains("not UTF-8");
    }

    @Test
    void refusesWhatIsTooLarge() throws IOException {
        byte[] file = bytes("with-dates.xml");

        var bytes = ScheduleXml.parse(file, BRUSSELS, new ImportLimits(file.length - 1, 9, 9, 9));
        var events = ScheduleXml.parse(file, BRUSSELS, new ImportLimits(file.length, 2, 9, 9));
        var fits = ScheduleXml.parse(file, BRUSSELS, new ImportLimits(file.length, 3, 9, 9));

        assertThat(rejected(bytes).problems().getFirst().reason()).startsWith("larger than");
        assertThat(rejected(events).problems().getFirst().reason()).isEqualTo("more than 2 events");
        assertThat(agenda(fits).sessions()).hasSize(3);
    }

    @Test
    void refusesDeepNestingInsteadOfExhaustingTheStack() {
        String deep = "<a>".repeat(100_000);

        assertThat(rejected(parse("<schedule>" + deep)).problems().getFirst().reason())
                .contains("nested");
        assertThat(rejected(parse(dayOf("<event><title>" + deep))).problems().getLast().reason())
                .contains("nested");
    }
}
