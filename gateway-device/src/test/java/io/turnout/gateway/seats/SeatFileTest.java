package io.turnout.gateway.seats;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.protocol.access.SessionId;
import io.turnout.protocol.message.JournalEpoch;
import io.turnout.protocol.seats.SeatHolder.Kept;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SeatFileTest {
    private static final JournalEpoch OURS = new JournalEpoch("00000000000000000000000000000001");
    private static final JournalEpoch OTHER = new JournalEpoch("00000000000000000000000000000002");
    private static final Kept KEPT = new Kept(7, Map.of(new SessionId("s"), 12), Set.of(3L, 5L));

    @TempDir private Path folder;

    @Test
    @DisplayName("A-4 what was lent is there after a restart, for the same journal only")
    void isReadAgain() throws IOException {
        Path path = folder.resolve("seats");
        assertThat(new SeatFile(path).read(OURS)).isEqualTo(Kept.NOTHING);
        new SeatFile(path).write(OURS, KEPT);
        assertThat(new SeatFile(path).read(OURS)).isEqualTo(KEPT);
        assertThat(new SeatFile(path).read(OTHER)).isEqualTo(Kept.NOTHING);
    }

    @Test
    @DisplayName("A-4 a damaged file lends nothing, whichever byte is damaged or missing")
    void lendsNothingWhenDamaged() throws IOException {
        Path path = folder.resolve("seats");
        new SeatFile(path).write(OURS, KEPT);
        byte[] good = Files.readAllBytes(path);
        for (int i = 0; i < good.length; i++) {
            byte[] bad = good.clone();
            bad[i] ^= 1;
            Files.write(path, bad);
            assertThat(new SeatFile(path).read(OURS)).as("byte " + i).isEqualTo(Kept.NOTHING);
            Files.write(path, java.util.Arrays.copyOf(good, i));
            assertThat(new SeatFile(path).read(OURS)).as("length " + i).isEqualTo(Kept.NOTHING);
        }
    }
}
