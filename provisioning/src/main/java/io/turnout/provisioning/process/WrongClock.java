package io.turnout.provisioning.process;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A wall clock of processes that is wrong by what a file says, at every moment anew. A small
 * library that the loader puts before the C library's; the monotonic clock stays what it is, or
 * leaps along. Such a process takes its clock for one that no network time holds.
 */
public final class WrongClock {
    private static final String COMPILER = "gcc";
    private static final String LIBRARY = "wrongclock.so";

    private static final String SOURCE =
            """
            #define _GNU_SOURCE
            #include <dlfcn.h>
            #include <fcntl.h>
            #include <pthread.h>
            #include <stdlib.h>
            #include <sys/mman.h>
            #include <sys/time.h>
            #include <time.h>
            #include <unistd.h>

            /* The seconds that are in the file now, which every process that has it sees at once. */
            static long off(void) {
                static const volatile long *seconds;
                if (!seconds) {
                    const char *path = getenv("WRONG_CLOCK");
                    int file = path ? open(path, O_RDONLY | O_CLOEXEC) : -1;
                    if (file < 0) return 0;
                    void *there = mmap(NULL, sizeof *seconds, PROT_READ, MAP_SHARED, file, 0);
                    close(file);
                    if (there == MAP_FAILED) return 0;
                    seconds = there;
                }
                return *seconds;
            }

            static int leaps(void) {
                static int known = -1;
                if (known < 0) known = getenv("WRONG_CLOCK_LEAPS") != NULL;
                return known;
            }

            int clock_gettime(clockid_t id, struct timespec *t) {
                static int (*real)(clockid_t, struct timespec *);
                if (!real) real = dlsym(RTLD_NEXT, "clock_gettime");
                int result = real(id, t);
                int wall = id == CLOCK_REALTIME || id == CLOCK_REALTIME_COARSE;
                int passed = id == CLOCK_MONOTONIC || id == CLOCK_MONOTONIC_COARSE
                        || id == CLOCK_BOOTTIME;
                if (result == 0 && (wall || (passed && leaps())))
                    t->tv_sec += off();
                return result;
            }

            /* The kernel has not leapt: what is waited for until then is as much earlier to it. */
            int pthread_cond_timedwait(pthread_cond_t *restrict cond,
                    pthread_mutex_t *restrict mutex, const struct timespec *restrict until) {
                static int (*real)(pthread_cond_t *, pthread_mutex_t *, const struct timespec *);
                if (!real) real = dlvsym(RTLD_NEXT, "pthread_cond_timedwait", "GLIBC_2.3.2");
                if (!real) real = dlsym(RTLD_NEXT, "pthread_cond_timedwait");
                struct timespec then = *until;
                if (leaps()) then.tv_sec -= off();
                if (then.tv_sec < 0) then.tv_sec = 0;
                return real(cond, mutex, &then);
            }

            int gettimeofday(struct timeval *restrict t, void *restrict zone) {
                struct timespec now;
                (void) zone;
                int result = clock_gettime(CLOCK_REALTIME, &now);
                t->tv_sec = now.tv_sec;
                t->tv_usec = now.tv_nsec / 1000;
                return result;
            }

            time_t time(time_t *out) {
                struct timespec now;
                clock_gettime(CLOCK_REALTIME, &now);
                if (out) *out = now.tv_sec;
                return now.tv_sec;
            }

            /* Nothing tells of network time: this machine's own must not be told of the wrong clock. */
            int adjtimex(void *timex) {
                (void) timex;
                return 5;
            }
            """;

    private final Path library;
    private final Path file;
    private final MappedByteBuffer seconds;

    private WrongClock(Path library, Path file) throws IOException {
        this.library = library;
        this.file = file;
        try (FileChannel channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE)) {
            this.seconds = channel.map(FileChannel.MapMode.READ_WRITE, 0, Long.BYTES);
        }
        seconds.order(ByteOrder.nativeOrder());
        set(Duration.ZERO);
    }

    /** Whether this machine has the C compiler that it takes. */
    public static boolean possible() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, COMPILER)));
    }

    /**
     * A clock that is right so far. The library is made by the first one in a folder.
     *
     * @param name of the clock, a file name
     * @throws IOException when the library cannot be made; has what the compiler said
     */
    public static WrongClock in(Path folder, String name) throws IOException {
        Path library = folder.toAbsolutePath().resolve(LIBRARY);
        if (!Files.exists(library)) {
            compile(folder.toAbsolutePath(), library);
        }
        return new WrongClock(library, folder.toAbsolutePath().resolve(name + ".wrong-by"));
    }

    private static void compile(Path folder, Path library) throws IOException {
        Path source = Files.writeString(folder.resolve("wrongclock.c"), SOURCE);
        Path log = folder.resolve("wrongclock.log");
        List<String> command =
                List.of(
                        COMPILER,
                        "-shared",
                        "-fPIC",
                        "-O2",
                        "-o",
                        library + "",
                        source + "",
                        "-ldl");
        Process compiler =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        try {
            if (!compiler.waitFor(1, TimeUnit.MINUTES) || compiler.exitValue() != 0) {
                throw new IOException(COMPILER + ": " + Files.readString(log));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException(COMPILER + " was interrupted");
        }
    }

    /** Sets the clock of the processes that use it. */
    public void set(Duration wrongBy) {
        seconds.putLong(0, wrongBy.toSeconds());
    }

    /** What a process needs in its environment to have this clock on its wall. */
    public Map<String, String> environment() {
        return Map.of("LD_PRELOAD", library.toString(), "WRONG_CLOCK", file.toString());
    }

    /**
     * What a process needs to live by this clock altogether: when it is set forward, so much time
     * has passed there. Whoever waits as that happens waits on as before.
     */
    public Map<String, String> leaping() {
        Map<String, String> settings = new HashMap<>(environment());
        settings.put("WRONG_CLOCK_LEAPS", "yes");
        return Map.copyOf(settings);
    }
}
