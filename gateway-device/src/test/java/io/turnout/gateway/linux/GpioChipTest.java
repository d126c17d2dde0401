package io.turnout.gateway.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GpioChipTest {
    @TempDir private Path folder;

    @Test
    void aDeviceThatIsNoChipIsSilent() throws IOException {
        Files.createFile(folder.resolve("gpiochip1"));
        Files.createFile(folder.resolve("gpiochip0"));
        Files.createFile(folder.resolve("null"));
        assertThat(GpioChip.all(folder)).containsExactly(silent("gpiochip0"), silent("gpiochip1"));
    }

    @Test
    void aDeviceThatIsNotThereIsNamed() {
        GpioChip gone = new GpioChip(folder.resolve("gpiochip7"), "pinctrl-rp1", 54);
        assertThatThrownBy(() -> gone.line(3))
                .isInstanceOf(IOException.class)
                .hasMessage("open " + folder.resolve("gpiochip7") + ": No such file or directory");
    }

    @Test
    void readsAChipAsTheKernelDescribesIt() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment answer = arena.allocate(68, 8);
            answer.setString(0, "gpiochip4");
            answer.setString(32, "pinctrl-rp1");
            answer.set(JAVA_INT, 64, 54);
            assertThat(GpioChip.read(Path.of("/dev/gpiochip4"), answer))
                    .isEqualTo(new GpioChip(Path.of("/dev/gpiochip4"), "pinctrl-rp1", 54));
        }
    }

    @Test
    void readsALineAsTheKernelDescribesIt() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment answer = arena.allocate(256, 8);
            answer.setString(0, "GPIO7");
            answer.setString(32, "spi0 CS1");
            answer.set(JAVA_INT, 64, 7);
            answer.set(JAVA_LONG, 72, 0b1001);
            assertThat(GpioChip.readLine(answer)).isEqualTo(new GpioChip.Line(7, true, "spi0 CS1"));
            answer.set(JAVA_LONG, 72, 0b1000);
            assertThat(GpioChip.readLine(answer).used()).isFalse();
        }
    }

    private GpioChip.Asked silent(String name) {
        return new GpioChip.Asked.Silent(
                folder.resolve(name), "ioctl 0x8044b401: Inappropriate ioctl for device");
    }
}
