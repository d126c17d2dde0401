package io.turnout.gateway.clock;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** The random id of this boot of the machine. */
public final class Boot {
    /** Where Linux keeps it. */
    public static final Path LINUX = Path.of("/proc/sys/kernel/random/boot_id");

    /** There where a battery keeps the wall clock going while the machine is off. */
    public static final Path BATTERY_CLOCK = Path.of("/sys/class/rtc/rtc0");

    private Boot() {}

    /** The kernel's id, or one of this process where there is none: never one of another boot. */
    public static String id(Path source) {
        try {
            String id = Files.readString(source).strip();
            return id.isEmpty() ? ofThisProcess() : id;
        } catch (IOException _) {
            // Not Linux, or /proc is hidden: monotonic times are then comparable in one process.
            return ofThisProcess();
        }
    }

    private static String ofThisProcess() {
        return UUID.randomUUID().toString();
    }
}
