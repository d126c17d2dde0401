package io.turnout.hub.bench;

import io.turnout.hub.start.CannotStart;
import io.turnout.hub.store.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A new database in a folder of its own, gone when closed. */
record Scratch(Path folder, Database database) implements AutoCloseable {
    static Scratch open() throws CannotStart, IOException {
        Path folder = Files.createTempDirectory("turnout-bench");
        return new Scratch(folder, Database.open(folder));
    }

    @Override
    public void close() throws IOException {
        database.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
