package io.turnout.hub.agenda;

import static io.turnout.hub.agenda.Fixtures.BRUSSELS;
import static io.turnout.hub.agenda.Fixtures.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.hub.importing.ImportResult;
import io.turnout.hub.importing.ImportResult.Imported;
import io.turnout.hub.importing.ImportResult.Rejected;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the bytes are, the answer is a result: never an exception, never a hang. */
final class MutatedScheduleTest {
    private static final long SEED = 20260131;
    private static final int ROUNDS = 1_500;

    @ParameterizedTest
    @ValueSource(strings = {"rooms-in-days.xml", "events-in-days.xml", "with-dates.xml"})
    @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void answersToAnyBytes(String name) throws IOException {
        byte[] good = bytes(name);
        Random random = new Random(SEED);
        int rejected = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] file = mutate(good, random);
            try {
                rejected += check(ScheduleXml.parse(file, BRUSSELS)) ? 1 : 0;
            } catch (RuntimeException e) {
                throw new AssertionError("seed %d, round %d of %s".formatted(SEED, round, name), e);
            }
        }
        assertThat(rejected).as("mutations that were seen").isBetween(ROUNDS / 3, ROUNDS - 1);
    }

    /** Whether the file was rejected. */
    private static boolean check(ImportResult<Agenda> result) {
        return switch (result) {
            case Imported<Agenda>(Agenda agenda, List<?> _) -> {
                assertThat(agenda.sessions()).isNotEmpty();
                yield false;
            }
            case Rejected<Agenda>(List<?> problems, int _) -> {
                assertThat(problems).isNotEmpty();
                yield true;
            }
        };
    }

    private static byte[] mutate(byte[] good, Random random) {
        byte[] file = good.clone();
        int at = random.nextInt(file.length);
        switch (random.nextInt(5)) {
            case 0 -> file[at] = (byte) random.nextInt(256);
            case 1 -> file = Arrays.copyOf(file, at);
            case 2 -> file[at] = (byte) "<>&\"'/;:0-T ".charAt(random.nextInt(12));
            case 3 -> {
                int to = Math.min(file.length, at + random.nextInt(60));
                System.arraycopy(good, random.nextInt(good.length - 60), file, at, to - at);
            }
            default -> {
                for (int i = 0; i < 8; i++) {
                    file[random.nextInt(file.length)] ^= (byte) (1 << random.nextInt(8));
                }
            }
        }
        return file;
    }
}
