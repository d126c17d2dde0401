package io.turnout.hub.backup;

import io.turnout.hub.start.CannotStart;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code restore}: the command line. */
@Command(
        name = "restore",
        description = "Puts a backup into a data directory without a hub in it.",
        mixinStandardHelpOptions = true)
public final class RestoreCommand implements Callable<Integer> {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            required = true,
            description = "The data directory to fill.")
    private Path data = Path.of("");

    @Option(
            names = "--from",
            paramLabel = "FILE",
            required = true,
            description = "What backup has written.")
    private Path from = Path.of("");

    /** Made by the command line. */
    public RestoreCommand() {}

    @Override
    public Integer call() {
        try {
            Restore.run(data, from, InstantSource.system());
            System.out.println(
                    "Restored into "
                            + data
                            + ": start the hub with it, and the units send what came after the"
                            + " backup.");
            return 0;
        } catch (CannotStart cannot) {
            System.err.println(cannot.getMessage());
            return BackupCommand.CANNOT;
        }
    }
}
