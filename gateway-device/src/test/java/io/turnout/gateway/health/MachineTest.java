package io.turnout.gateway.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MachineTest {
    @TempDir private Path folder;

    @Test
    void tellsWhatTheKernelTells() throws IOException {
        put("class/thermal/thermal_zone0/temp", "61880\n");
        put("devices/platform/soc/soc:firmware/get_throttled", "50005\n");
        Machine machine = new Machine(folder, folder);
        assertThat(machine.celsius()).contains(61.88);
        assertThat(machine.heldBack())
                .hasValueSatisfying(
                        told -> assertThat(told).containsExactly("under-voltage", "throttled"));
        assertThat(machine.freeMegabytes())
                .hasValueSatisfying(free -> assertThat(free).isPositive());
    }

    @Test
    void tellsWhatIsOverFromWhatIsNow() throws IOException {
        put("devices/platform/soc@107c000000/soc@107c000000:firmware/get_throttled", "0x90001");
        assertThat(new Machine(folder, folder).heldBack())
                .hasValueSatisfying(told ->
                        assertThat(told)
                                .containsExactly("under-voltage", "soft-temperature-limit-before"));
    }

    @Test
    void saysNothingOfWhatABoardDoesNotHave() throws IOException {
        assertThat(new Machine(folder, folder).celsius()).isEmpty();
        assertThat(new Machine(folder, folder).heldBack()).isEmpty();
        put("class/thermal/thermal_zone0/temp", "hot");
        put("devices/platform/soc/soc:firmware/get_throttled", "no");
        assertThat(new Machine(folder, folder).celsius()).isEmpty();
        assertThat(new Machine(folder, folder).heldBack()).isEmpty();
        assertThat(new Machine(folder, folder.resolve("gone")).freeMegabytes()).isEmpty();
    }

    private void put(String file, String text) throws IOException {
        Files.createDirectories(folder.resolve(file).getParent());
        Files.writeString(folder.resolve(file), text);
    }
}
