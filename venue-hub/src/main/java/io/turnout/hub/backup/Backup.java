package io.turnout.hub.backup;

import io.turnout.hub.start.CannotStart;
import io.turnout.hub.store.Database;
import io.turnout.hub.store.DatabaseCopy;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Makes the file: the database and the keys. All else in a data directory is made anew. */
final class Backup {
    /** The folder of keys, in a data directory and in the file. */
    static final String KEYS = "keys";

    private Backup() {}

    /**
     * Copies a hub's data as it is now. The file appears whole or not at all.
     *
     * @return its size in bytes
     * @throws CannotStart when there is no hub's data, the file exists, or it cannot be written
     */
    static long take(Path data, Path to) throws CannotStart {
        Path file = to.toAbsolutePath().normalize();
        refuseExisting(file);
        Path folder = file.resolveSibling("");
        try {
            Path work = Files.createTempDirectory(folder, ".hub-backup");
            try {
                Path copy = work.resolve(Database.FILE);
                DatabaseCopy.take(data, copy);
                Path packed = pack(copy, data.resolve(KEYS), work.resolve("packed"));
                PrivateFiles.force(packed);
                Files.move(packed, file);
                PrivateFiles.force(folder);
            } finally {
                PrivateFiles.delete(work);
            }
            return Files.size(file);
        } catch (FileAlreadyExistsException _) {
            throw exists(file);
        } catch (IOException e) {
            throw new CannotStart(
                    "The backup "
                            + file
                            + " cannot be written ("
                            + e
                            + "): give a file in a directory that this user may write to, with"
                            + " room on the disk.",
                    e);
        }
    }

    private static void refuseExisting(Path file) throws CannotStart {
        if (Files.exists(file)) {
            throw exists(file);
        }
    }

    private static CannotStart exists(Path file) {
        return new CannotStart(
                "The file " + file + " exists already: give another one, or move it away.");
    }

    private static Path pack(Path database, Path keys, Path into) throws IOException {
        PrivateFiles.make(into);
        try (OutputStream out = Files.newOutputStream(into);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.setLevel(Deflater.BEST_SPEED);
            add(zip, Database.FILE, database);
            for (Path key : keys(keys)) {
                add(zip, KEYS + "/" + key.getFileName(), key);
            }
        }
        return into;
    }

    private static void add(ZipOutputStream zip, String name, Path file) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        Files.copy(file, zip);
        zip.closeEntry();
    }

    private static List<Path> keys(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of(); // a hub that never came to its first start
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
