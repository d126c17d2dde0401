package io.turnout.hub.people;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.hub.importing.Findings;
import io.turnout.hub.importing.ImportLimits;
import io.turnout.hub.importing.ImportResult;
import io.turnout.hub.importing.ImportResult.Imported;
import io.turnout.hub.importing.ImportResult.Rejected;
import io.turnout.hub.importing.Problem;
import io.turnout.hub.sheet.SheetLimits;
import io.turnout.hub.sheet.Sheets;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AttendeeListTest {
    private static final String HEADER =
            "number,family_name,given_name,email,licence_number,groups,badge\n";

    @Test
    void readsEveryColumn() {
        AttendeeRow row =
                rows(HEADER + "A1,Gate,Ada,ada@example.org,L-9,speakers; staff ;;speakers,QR77\r\n")
                        .getFirst();

        assertThat(row.number()).isEqualTo(new AttendeeNumber("A1"));
        assertThat(row.familyName()).isEqualTo("Gate");
        assertThat(row.givenName()).isEqualTo("Ada");
        assertThat(row.email()).isEqualTo("ada@example.org");
        assertThat(row.licenceNumber()).isEqualTo("L-9");
        assertThat(row.groups()).containsExactly("speakers", "staff");
        assertThat(row.badge()).isEqualTo(Optional.of("QR77"));
        assertThat(row.line()).isEqualTo(2);
    }

    @Test
    void skipsTitlesAboveTheHeaderAndReadsHeadingsAsPeopleWriteThem() {
        String csv =
                """
                Everybody, as of Monday,,,,

                Number,Family Name,GIVEN NAME,email,Licence number,groups
                A1,Gate,Ada,,,a;b;c
                """;

        assertThat(rows(csv)).extracting(AttendeeRow::line).containsExactly(4);
        assertThat(rows(csv).getFirst().groups()).containsExactly("a", "b", "c");
    }

    @Test
    void takesColumnsInAnyOrderAndCase() {
        String csv = " Groups ,EMAIL,Given_Name,family_name,Licence_Number,NUMBER\n,,Ada,,,A1";

        AttendeeRow row = rows(csv).getFirst();

        assertThat(row.givenName()).isEqualTo("Ada");
        assertThat(row.badge()).isEmpty();
        assertThat(row.groups()).isEmpty();
    }

    @Test
    void takesSemicolonsAndAByteOrderMark() {
        String lines =
                """
                number;family_name;given_name;email;licence_number;groups
                A1;"Gate, the 2nd";Zoë;;;"a;b"

                ;;;;;
                """;
        String csv = "\ufeff" + lines.replace("\n", "\r\n");

        AttendeeRow row = rows(csv).getFirst();

        assertThat(rows(csv)).hasSize(1);
        assertThat(row.familyName()).isEqualTo("Gate, the 2nd");
        assertThat(row.givenName()).isEqualTo("Zoë");
        assertThat(row.groups()).containsExactly("a", "b");
    }

    @Test
    void tellsAllThatIsWrongWithTheHeaderInOneMessage() {
        Problem problem = problems("Number,Name,email,email,groups\nA1,x,,,\n").getFirst();

        assertThat(problem.line()).isEqualTo(1);
        assertThat(problem.element()).isEqualTo("header");
        assertThat(problem.reason())
                .isEqualTo(
                        "missing column “family_name”, “given_name”, “licence_number”;"
                                + " unknown column “Name”; repeated column “email”");
        assertThat(problem.cure()).contains(HEADER.strip().replace(",", ", "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "^,Gate,Ada,,,,^ | A (number) | is empty",
                "^A1,,,,,,^ | B (family_name) | neither a family name",
                "^A1,Gate,Ada,ada at home,,,^ | D (email) | “ada at home”",
                "^A1,Gate,Ada,a@b@c,,,^ | D (email) | no e-mail",
                "^A0,Gate,Ada,,,,^ | A (number) | stands in row 2",
                "^A1,Gate,Ada,,,,B0^ | G (badge) | stands in row 2",
                "^A1,Gate,Ada,,,,,^ | ^^ | has 8 cells, the heading has 7",
                "^A1,Gate,Ada^ | ^^ | has 3 cells, the heading has 7",
                "^A1,\"Ga\nte\",Ada,,,,^ | B (family_name) | line break"
            })
    void tellsLineColumnAndReason(String row, String column, String reason) {
        List<Problem> problems = problems(HEADER + "A0,Zero,,,,,B0\n" + row + "\nA9,Nine,,,,,\n");

        assertThat(problems).hasSize(1);
        assertThat(problems.getFirst().line()).isEqualTo(3);
        assertThat(problems.getFirst().element()).isEqualTo(column);
        assertThat(problems.getFirst().reason()).contains(reason);
    }

    @Test
    void countsLinesAcrossCellsWithLineBreaksAndEmptyLines() {
        String csv = HEADER + "\nA1,\"Ga\nte\",,,,,\n\n,Last,,,,,\n";

        assertThat(problems(csv)).extracting(Problem::line).containsExactly(3, 6);
    }

    @Test
    void refusesBytesThatAreNoText() {
        assertThat(problems((HEADER + "A1,Gät,,,,,\n").getBytes(StandardCharsets.ISO_8859_1)))
                .singleElement()
                .satisfies(p -> assertThat(p.line()).isEqualTo(2))
                .satisfies(p -> assertThat(p.reason()).contains("UTF-8"));
        assertThat(problems(HEADER + "A1,Gate,,,,,\nA2,Ga\0te,,,,,\n"))
                .singleElement()
                .satisfies(p -> assertThat(p.line()).isEqualTo(3))
                .satisfies(p -> assertThat(p.reason()).contains("NUL"));
        assertThat(problems(HEADER.getBytes(Charset.forName("UTF-16LE")))).hasSize(1);
    }

    @Test
    void refusesBrokenQuotesWithoutRepeatingWhatTheyHold() {
        for (String broken : new String[] {"A1,\"Gate\"x,,,,,\n", "A1,\"Gate,,,,,\n"}) {
            assertThat(problems(HEADER + broken))
                    .singleElement()
                    .satisfies(p -> assertThat(p.line()).isEqualTo(2))
                    .satisfies(p -> assertThat(p.sentence()).doesNotContain("Gate"));
        }
    }

    @Test
    void refusesEmptyAndTooLargeFiles() {
        assertThat(problems("").getFirst().reason()).isEqualTo("the file is empty");
        assertThat(problems(HEADER).getFirst().reason()).contains("no row");
        byte[] two = (HEADER + "A1,x,,,,,\nA2,x,,,,,\n").getBytes(StandardCharsets.UTF_8);
        assertThat(parse(two, limits(two.length, 2))).isInstanceOf(Rejected.class);
        assertThat(parse(two, limits(two.length - 1, 9))).isInstanceOf(Rejected.class);
        assertThat(parse(two, limits(two.length, 3))).isInstanceOf(Imported.class);
        assertThat(problems(HEADER + "A1," + "x".repeat(1001) + ",,,,,\n").getFirst().element())
                .isEqualTo("B (family_name)");
    }

    @Test
    void refusesAHeaderOfCountlessColumnsAtOnce() {
        String header = IntStream.range(0, 200_000).mapToObj(i -> "c" + i).collect(joining(","));

        assertThat(problems(header + "\n").getFirst().reason()).isEqualTo("more than 100 columns");
    }

    @Test
    void keepsNamesOutOfLogs() {
        assertThat(rows(HEADER + "A1,Gate,Ada,ada@example.org,L-9,g,QR77\n").toString())
                .contains("A1")
                .doesNotContain("Gate", "Ada", "example", "L-9", "QR77");
    }

    private static ImportResult<List<AttendeeRow>> parse(byte[] file, SheetLimits limits) {
        Findings findings = new Findings(ImportLimits.DEFAULT);
        List<AttendeeRow> rows =
                Sheets.read(file, limits, findings)
                        .map(table -> AttendeeList.read(table, List.of(), findings))
                        .orElse(List.of());
        return findings.result(() -> rows);
    }

    private static SheetLimits limits(int bytes, int rows) {
        return new SheetLimits(bytes, 1_000, 10, rows, 100, 1_000);
    }

    private static List<AttendeeRow> rows(String csv) {
        return switch (parse(csv.getBytes(StandardCharsets.UTF_8), SheetLimits.LIST)) {
            case Imported<List<AttendeeRow>>(List<AttendeeRow> rows, var _) -> rows;
            case Rejected<List<AttendeeRow>>(List<Problem> problems, int _) ->
                    throw new AssertionError("rejected: " + problems);
        };
    }

    private static List<Problem> problems(String csv) {
        return problems(csv.getBytes(StandardCharsets.UTF_8));
    }

    private static List<Problem> problems(byte[] csv) {
        ImportResult<List<AttendeeRow>> result = parse(csv, SheetLimits.LIST);
        assertThat(result).isInstanceOf(Rejected.class);
        return ((Rejected<List<AttendeeRow>>) result).problems();
    }
}
