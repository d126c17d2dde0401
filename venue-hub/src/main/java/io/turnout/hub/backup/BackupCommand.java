package io.turnout.hub.backup;

import io.turnout.hub.start.CannotStart;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code backup}: the command line. */
@Command(
        name = "backup",
        description = "Writes a hub's data into one file; the hub may be running.",
        mixinStandardHelpOptions = true)
public final class BackupCommand implements Callable<Integer> {
    static final int CANNOT = 3;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            required = true,
            description = "The hub's data directory.")
    private Path data = Path.of("");

    @Option(
            names = "--to",
            paramLabel = "FILE",
            required = true,
            description = "The file to write; it must not exist. It holds names and keys.")
    private Path to = Path.of("");

    /** Made by the command line. */
    public BackupCommand() {}

    @Override
    public Integer call() {
        long before = System.nanoTime();
        try {
            long bytes = Backup.take(data, to);
            Duration took = Duration.ofNanos(System.nanoTime() - before);
            System.out.printf(
                    Locale.ROOT,
                    "Backup written: %s (%.1f MB, %.1f s)%n",
                    to,
                    bytes / 1e6,
                    took.toMillis() / 1e3);
            return 0;
        } catch (CannotStart cannot) {
            System.err.println(cannot.getMessage());
            return CANNOT;
        }
    }
}
