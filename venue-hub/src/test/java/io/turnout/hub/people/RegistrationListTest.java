package io.turnout.hub.people;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.hub.importing.Findings;
import io.turnout.hub.importing.ImportLimits;
import io.turnout.hub.importing.ImportResult;
import io.turnout.hub.importing.ImportResult.Imported;
import io.turnout.hub.importing.ImportResult.Rejected;
import io.turnout.hub.importing.Note;
import io.turnout.hub.importing.Problem;
import io.turnout.hub.sheet.SheetLimits;
import io.turnout.hub.sheet.Sheets;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class RegistrationListTest {

    @Test
    void readsPairs() {
        assertThat(imported("session;attendee\nguid:a;A1\n12;A2\n").value())
                .containsExactly(row(2, "A1", "guid:a"), row(3, "A2", "12"));
    }

    @Test
    void takesARepeatedPairOnceAndSaysSo() {
        Imported<List<RegistrationRow>> imported = imported("attendee,session\nA1,1\nA1,2\nA1,1\n");

        assertThat(imported.value()).hasSize(2);
        assertThat(imported.notes()).extracting(Note::line).containsExactly(4);
    }

    @Test
    void refusesRowsWithoutBoth() {
        Rejected<List<RegistrationRow>> rejected =
                (Rejected<List<RegistrationRow>>) parse("attendee,session\n,1\nA1, \nA1,1\n");

        assertThat(rejected.problems())
                .extracting(Problem::element)
                .containsExactly("A (attendee)", "B (session)");
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void answersToAnyBytes() {
        long seed = 7;
        Random random = new Random(seed);
        byte[] good =
                "attendee;session\r\nA1;\"guid:a\"\r\n\"A \"\"2\"\"\";12\r\n"
                        .getBytes(StandardCharsets.UTF_8);
        for (int round = 0; round < 5_000; round++) {
            byte[] file = Arrays.copyOf(good, 1 + random.nextInt(good.length));
            for (int i = random.nextInt(3); i >= 0; i--) {
                file[random.nextInt(file.length)] = (byte) random.nextInt(256);
            }
            try {
                assertThat(parse(file)).isNotNull();
            } catch (RuntimeException e) {
                throw new AssertionError("seed %d, round %d".formatted(seed, round), e);
            }
        }
    }

    private static RegistrationRow row(int line, String attendee, String session) {
        return new RegistrationRow(
                line,
                new AttendeeNumber(attendee),
                new SessionReference(session),
                new RegistrationRow.Places("B (attendee)", "A (session)"));
    }

    private static ImportResult<List<RegistrationRow>> parse(String csv) {
        return parse(csv.getBytes(StandardCharsets.UTF_8));
    }

    private static ImportResult<List<RegistrationRow>> parse(byte[] file) {
        Findings findings = new Findings(ImportLimits.DEFAULT);
        List<RegistrationRow> rows =
                Sheets.read(file, SheetLimits.LIST, findings)
                        .map(table -> RegistrationList.read(table, findings))
                        .orElse(List.of());
        return findings.result(() -> rows);
    }

    private static Imported<List<RegistrationRow>> imported(String csv) {
        assertThat(parse(csv)).isInstanceOf(Imported.class);
        return (Imported<List<RegistrationRow>>) parse(csv);
    }
}
