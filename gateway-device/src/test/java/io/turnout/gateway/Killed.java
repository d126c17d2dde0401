package io.turnout.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;

/** FT1: a real process that is killed at its n-th system call of a kind. */
public final class Killed {
    private Killed() {}

    /** Skips the test where it cannot be done; fails it where skipping is forbidden. */
    public static void assumePossible() {
        boolean possible = has("strace");
        assertThat(possible || !Boolean.getBoolean("turnout.noskip"))
                .as("strace is missing and skipping is forbidden")
                .isTrue();
        assumeTrue(possible, "strace is not installed: FT1 is not run");
    }

    /**
     * Runs a main class.
     *
     * @param said is told each line that it printed, before it was killed or came to its end
     * @return whether it was killed: not when it has fewer such calls
     */
    public static boolean at(
            String call, int n, Class<?> main, Path argument, Consumer<String> said)
            throws IOException {
        Process child =
                new ProcessBuilder(
                                "strace",
                                "-f",
                                "-qq",
                                "-o",
                                "/dev/null",
                                "-e",
                                "trace=" + call,
                                "-e",
                                "inject=" + call + ":signal=KILL:when=" + n,
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xshare:auto",
                                "-XX:TieredStopAtLevel=1",
                                "-XX:-UsePerfData",
                                "-cp",
                                System.getProperty("java.class.path"),
                                main.getName(),
                                argument.toString())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try (BufferedReader out = child.inputReader(StandardCharsets.UTF_8)) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                said.accept(line);
            }
        }
        return child.onExit().join().exitValue() != 0;
    }

    private static boolean has(String program) {
        String path = System.getenv().getOrDefault("PATH", "");
        return Arrays.stream(path.split(":", -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
