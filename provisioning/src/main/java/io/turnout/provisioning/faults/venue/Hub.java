package io.turnout.provisioning.faults.venue;

import io.turnout.provisioning.api.HubApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * The hub: its process, its disk, a signed-in client.
 *
 * @param jar its program, for backup and restore
 */
public record Hub(Path jar, Machine machine, Disk disk, HubApi api) implements AutoCloseable {
    /** Where it keeps everything. */
    public Path data() {
        return disk.folder().resolve("data");
    }

    public Path database() {
        return data().resolve("hub.db");
    }

    /** Copies it while it runs. */
    public void backup(Path to) throws IOException {
        Files.deleteIfExists(to);
        Tool.run(java(), "-jar", jar + "", "backup", "--data", data() + "", "--to", to.toString());
    }

    /** Everything is lost but a backup; only while it is down. */
    public void restore(Path from) throws IOException {
        delete(data());
        Tool.run(
                java(),
                "-jar",
                jar + "",
                "restore",
                "--data",
                data() + "",
                "--from",
                from.toString());
    }

    @Override
    public void close() throws IOException {
        machine.close();
        disk.close();
    }

    /** Deletes a folder and all in it. */
    public static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
