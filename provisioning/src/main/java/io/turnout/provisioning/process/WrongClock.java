package io.turnout.provisioning.process;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A wall clock of one process that is wrong by what a file says, at every moment anew. A small
 * library that the loader puts before the C library's; the monotonic clock stays what it is. Such a
 * process takes its clock for one that no network time holds.
 */
public final class WrongClock {
    private static final String COMPILER = "gcc";
    private static final String LIBRARY = "wrongclock.so";

    private static final String SOURCE =
            """
            #define _GNU_SOURCE
            #include <dlfcn.h>
            #include <fcntl.h>
            #include <stdlib.h>
            #include <sys/time.h>
            #include <time.h>
            #include <unistd.h>

            static long off(void) {
                char text[32] = {0};
                const char *path = getenv("WRONG_CLOCK");
                int file = path ? open(path, O_RDONLY | O_CLOEXEC) : -1;
                if (file < 0) return 0;
                ssize_t got = read(file, text, sizeof text - 1);
                close(file);
                return got > 0 ? atol(text) : 0;
            }

            int clock_gettime(clockid_t id, struct timespec *t) {
                static int (*real)(clockid_t, struct timespec *);
                if (!real) real = dlsym(RTLD_NEXT, "clock_gettime");
                int result = real(id, t);
                if (result == 0 && (id == CLOCK_REALTIME || id == CLOCK_REALTIME_COARSE))
                    t->tv_sec += off();
                return result;
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

    private WrongClock(Path library, Path file) {
        this.library = library;
        this.file = file;
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
        WrongClock clock =
                new WrongClock(library, folder.toAbsolutePath().resolve(name + ".wrong-by"));
        clock.set(Duration.ZERO);
        return clock;
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

    /** Sets the wall clock of the processes that use it. */
    public synchronized void set(Duration wrongBy) throws IOException {
        Path beside = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(beside, String.valueOf(wrongBy.toSeconds()));
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** What a process needs in its environment to have this clock. */
    public Map<String, String> environment() {
        return Map.of("LD_PRELOAD", library.toString(), "WRONG_CLOCK", file.toString());
    }
}
