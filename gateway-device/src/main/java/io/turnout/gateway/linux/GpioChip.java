package io.turnout.gateway.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A GPIO chip, as the kernel describes it.
 *
 * @param device such as {@code /dev/gpiochip0}; which number a chip has differs by board and kernel
 * @param label what the chip is, such as {@code pinctrl-bcm2711}
 * @param lines how many lines it has
 */
public record GpioChip(Path device, String label, int lines) {
    /** {@code GPIO_GET_CHIPINFO_IOCTL}: name and label, 32 bytes each, and the number of lines. */
    private static final long CHIP_INFO = 0x8044_B401L;

    private static final int CHIP_INFO_BYTES = 68;
    private static final int LABEL = 32;
    private static final int LINES = 64;

    /** {@code GPIO_V2_GET_LINEINFO_IOCTL}: name, who uses it, its number, flags, and more. */
    private static final long LINE_INFO = 0xC100_B405L;

    private static final int LINE_INFO_BYTES = 256;
    private static final int USER = 32;
    private static final int OFFSET = 64;
    private static final int FLAGS = 72;
    private static final long USED = 1;

    /** What came of asking a device. */
    public sealed interface Asked {
        /** It answered. */
        record Chip(GpioChip chip) implements Asked {}

        /** It did not. */
        record Silent(Path device, String why) implements Asked {}
    }

    /**
     * A line of a chip.
     *
     * @param used by the kernel or another process
     * @param user who, as they call themselves; may be empty
     */
    public record Line(int number, boolean used, String user) {}

    /** All chips of a machine, by their numbers; empty where it has none. */
    public static List<Asked> all(Path dev) throws IOException {
        List<Path> devices = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(dev, "gpiochip*")) {
            found.forEach(devices::add);
        }
        devices.sort(Comparator.comparing(Path::toString));
        return devices.stream().map(GpioChip::ask).toList();
    }

    private static Asked ask(Path device) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment answer = arena.allocate(CHIP_INFO_BYTES, Long.BYTES);
            answer(arena, device, CHIP_INFO, answer);
            return new Asked.Chip(read(device, answer));
        } catch (IOException refused) {
            return new Asked.Silent(device, String.valueOf(refused.getMessage()));
        }
    }

    /** A chip from what the kernel answered. */
    static GpioChip read(Path device, MemorySegment answer) {
        return new GpioChip(device, answer.getString(LABEL), answer.get(JAVA_INT, LINES));
    }

    /** One line of it. */
    public Line line(int number) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment answer = arena.allocate(LINE_INFO_BYTES, Long.BYTES);
            answer.set(JAVA_INT, OFFSET, number);
            answer(arena, device, LINE_INFO, answer);
            return readLine(answer);
        }
    }

    /** A line from what the kernel answered. */
    static Line readLine(MemorySegment answer) {
        return new Line(
                answer.get(JAVA_INT, OFFSET),
                (answer.get(JAVA_LONG, FLAGS) & USED) != 0,
                answer.getString(USER));
    }

    private static void answer(Arena arena, Path device, long question, MemorySegment about)
            throws IOException {
        Libc libc = new Libc();
        int file = libc.open(arena, device.toString());
        try {
            libc.ioctl(arena, file, question, about);
        } finally {
            libc.close(arena, file);
        }
    }
}
