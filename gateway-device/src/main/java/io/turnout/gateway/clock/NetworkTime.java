package io.turnout.gateway.clock;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Whether network time holds the wall clock: systemd-timesyncd says so by a file, every other
 * daemon (chrony, ntpd) through the kernel. Thread-safe; asks at most once a second.
 */
public final class NetworkTime implements BooleanSupplier {
    /** There once systemd-timesyncd has set the clock in this boot. */
    public static final Path TIMESYNC = Path.of("/run/systemd/timesync/synchronized");

    private static final long SECOND = 1_000_000_000L;

    /** The size of {@code struct timex} is 208 bytes on 64-bit Linux; more does no harm. */
    private static final long TIMEX_BYTES = 512;

    /** {@code TIME_ERROR}: the kernel holds the clock for not synchronized. */
    private static final int UNSYNCHRONIZED = 5;

    private final Path flag;
    private final Optional<MethodHandle> adjtimex;
    private final LongSupplier nanoTime;
    private volatile Answer last;

    public NetworkTime(Path flag, LongSupplier nanoTime) {
        this.flag = flag;
        this.nanoTime = nanoTime;
        this.adjtimex = adjtimex();
        this.last = new Answer(ask(), nanoTime.getAsLong());
    }

    @Override
    public boolean getAsBoolean() {
        long now = nanoTime.getAsLong();
        if (now - last.at > SECOND) {
            last = new Answer(ask(), now);
        }
        return last.synced;
    }

    private boolean ask() {
        return Files.exists(flag) || adjtimex.map(NetworkTime::kernelSaysSo).orElse(false);
    }

    private static boolean kernelSaysSo(MethodHandle adjtimex) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment onlyReading = arena.allocate(TIMEX_BYTES, Long.BYTES);
            int state = (int) adjtimex.invokeExact(onlyReading);
            return state >= 0 && state != UNSYNCHRONIZED;
        } catch (Throwable broken) {
            // invokeExact declares Throwable; a C function has nothing to throw.
            throw new IllegalStateException("adjtimex", broken);
        }
    }

    @SuppressWarnings("restricted") // the manifest allows native access; nothing is written by it
    private static Optional<MethodHandle> adjtimex() {
        Linker linker = Linker.nativeLinker();
        MemoryLayout timex = ValueLayout.ADDRESS;
        return linker.defaultLookup()
                .find("adjtimex")
                .map(f ->
                        linker.downcallHandle(
                                f, FunctionDescriptor.of(ValueLayout.JAVA_INT, timex)));
    }

    private record Answer(boolean synced, long at) {}
}
