package io.turnout.provisioning.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * A wall clock of one process that is wrong by what a file says, at every moment anew. A small
 * library that the loader puts before the C library's; the monotonic clock stays what it is.
 */
final class WrongClock {
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

    /** Compiles the library; the test is skipped where there is no C compiler. */
    static WrongClock in(Path folder) throws IOException, InterruptedException {
        Path source = Files.writeString(folder.resolve("wrongclock.c"), SOURCE);
        Path library = folder.resolve("wrongclock.so");
        Path log = folder.resolve("wrongclock.log");
        Process compiler;
        try {
            compiler =
                    new ProcessBuilder(
                                    List.of(
                                            "gcc",
                                            "-shared",
                                            "-fPIC",
                                            "-O2",
                                            "-o",
                                            library.toString(),
                                            source.toString(),
                                            "-ldl"))
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile())
                            .start();
        } catch (IOException absent) {
            Assumptions.abort("no gcc to make a wrong clock with: " + absent.getMessage());
            throw absent;
        }
        if (!compiler.waitFor(1, TimeUnit.MINUTES) || compiler.exitValue() != 0) {
            throw new IOException("gcc: " + Files.readString(log));
        }
        WrongClock clock = new WrongClock(library, folder.resolve("wrong-by"));
        clock.set(Duration.ZERO);
        return clock;
    }

    /** Sets the wall clock of the processes that use it. */
    void set(Duration wrongBy) throws IOException {
        Path beside = file.resolveSibling("wrong-by.new");
        Files.writeString(beside, String.valueOf(wrongBy.toSeconds()));
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** What a process needs in its environment to have this clock. */
    Map<String, String> environment() {
        return Map.of("LD_PRELOAD", library.toString(), "WRONG_CLOCK", file.toString());
    }
}
