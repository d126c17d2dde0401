package io.turnout.gateway.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/**
 * systemd, where it started this program and wants to hear of it ({@code Type=notify}).
 *
 * @param watchdog how long it waits for a sign of life before it ends the program; empty where it
 *     expects none
 */
public record ServiceManager(String socket, Optional<Duration> watchdog) {
    /** The unit works from now on. */
    public static final String READY = "READY=1";

    /** The unit is alive. */
    public static final String ALIVE = "WATCHDOG=1";

    /** The unit is about to end. */
    public static final String STOPPING = "STOPPING=1";

    private static final int FAMILY_BYTES = 2;
    private static final int LONGEST_PATH = 107;

    /** As the environment says; empty where nobody wants to hear of this program. */
    public static Optional<ServiceManager> of(Map<String, String> environment, long pid) {
        return Optional.ofNullable(environment.get("NOTIFY_SOCKET"))
                .filter(socket -> socket.length() > 1 && socket.length() <= LONGEST_PATH)
                .filter(socket -> socket.startsWith("/") || socket.startsWith("@"))
                .map(socket -> new ServiceManager(socket, watchdog(environment, pid)));
    }

    private static Optional<Duration> watchdog(Map<String, String> environment, long pid) {
        String own = Long.toString(pid);
        boolean meant = environment.getOrDefault("WATCHDOG_PID", own).equals(own);
        return Optional.ofNullable(environment.get("WATCHDOG_USEC"))
                .filter(micros -> meant && micros.matches("[1-9][0-9]{0,14}"))
                .map(micros -> Duration.of(Long.parseLong(micros), ChronoUnit.MICROS));
    }

    /**
     * Says something, without waiting.
     *
     * @throws IOException when it is not heard
     */
    public void say(String what) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            Libc libc = new Libc();
            int file = libc.datagramSocket(arena);
            try {
                byte[] bytes = what.getBytes(StandardCharsets.UTF_8);
                libc.send(
                        arena, file, arena.allocateFrom(JAVA_BYTE, bytes), address(arena, socket));
            } finally {
                libc.close(arena, file);
            }
        }
    }

    /** A name that begins with @ is no file: its first byte is 0. */
    private static MemorySegment address(Arena arena, String socket) {
        byte[] path = socket.getBytes(StandardCharsets.UTF_8);
        if (socket.startsWith("@")) {
            path[0] = 0;
        }
        MemorySegment address = arena.allocate(FAMILY_BYTES + path.length, FAMILY_BYTES);
        address.set(JAVA_SHORT, 0, (short) Libc.Flag.AF_UNIX);
        MemorySegment.copy(path, 0, address, JAVA_BYTE, FAMILY_BYTES, path.length);
        return address;
    }
}
