package io.turnout.hub.backup;

import io.turnout.hub.checkin.HubJournals;
import io.turnout.hub.fleet.ListRevisions;
import io.turnout.hub.identity.Audit;
import io.turnout.hub.people.EventKeys;
import io.turnout.hub.seats.SeatTables;
import io.turnout.hub.start.CannotStart;
import io.turnout.hub.start.DataDirectory;
import io.turnout.hub.store.Database;
import io.turnout.protocol.access.Ids;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.Enumeration;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Puts a backup back. The database is moved into place last: until then there is no hub. */
final class Restore {
    private static final String WORK = "restoring";
    private static final List<String> DATABASE_FILES =
            List.of(Database.FILE, Database.FILE + "-wal", Database.FILE + "-journal");

    private Restore() {}

    /**
     * Fills a data directory.
     *
     * @throws CannotStart when a hub's data is there already, a hub runs there, or the file is none
     *     of ours; the directory is left as it was
     */
    static void run(Path data, Path from, InstantSource clock) throws CannotStart {
        if (!Files.isRegularFile(from)) {
            throw new CannotStart("There is no file " + from + ": give what backup has written.");
        }
        try (DataDirectory directory = DataDirectory.claim(data)) {
            refuseData(directory.path());
            PrivateFiles.delete(directory.path().resolve(WORK));
            Path work = directory.privateFolder(WORK);
            try {
                unpack(from, work);
                refuseOtherKeys(directory.path().resolve(Backup.KEYS), work.resolve(Backup.KEYS));
                makeReady(work, from, clock);
                place(work, directory);
            } finally {
                PrivateFiles.delete(work);
            }
        } catch (ZipException | EOFException e) {
            throw noBackup(from, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new CannotStart(
                    "The backup "
                            + from
                            + " cannot be restored into "
                            + data
                            + " ("
                            + e
                            + "): both must be usable for this user, with room on the disk.",
                    e);
        }
    }

    private static void refuseData(Path directory) throws IOException, CannotStart {
        for (String name : DATABASE_FILES) {
            Path file = directory.resolve(name);
            if (Files.exists(file) && Files.size(file) > 0) {
                throw new CannotStart(
                        "There is a hub's data in "
                                + directory
                                + " ("
                                + name
                                + "): restore into another directory, or move it away.");
            }
        }
    }

    private static void unpack(Path from, Path work) throws IOException, CannotStart {
        Files.createDirectory(work.resolve(Backup.KEYS));
        try (ZipFile zip = new ZipFile(from.toFile())) {
            Enumeration<? extends ZipEntry> entries = zip.entries();
            while (entries.hasMoreElements()) {
                ZipEntry entry = entries.nextElement();
                unpack(zip, entry, target(from, entry.getName(), work));
            }
        }
        if (!Files.exists(work.resolve(Database.FILE))) {
            throw noBackup(from, "it has no " + Database.FILE);
        }
    }

    private static void unpack(ZipFile zip, ZipEntry entry, Path target) throws IOException {
        PrivateFiles.make(target);
        CRC32 sum = new CRC32();
        try (InputStream in = new CheckedInputStream(zip.getInputStream(entry), sum);
                OutputStream out = Files.newOutputStream(target)) {
            in.transferTo(out);
        }
        if (sum.getValue() != entry.getCrc()) { // ZipFile itself does not look
            throw new ZipException("the sum of " + entry.getName() + " does not fit");
        }
        PrivateFiles.force(target);
    }

    /** Only what backup writes; no name leads elsewhere. */
    private static Path target(Path from, String name, Path work) throws CannotStart {
        if (name.equals(Database.FILE)) {
            return work.resolve(name);
        }
        String key = name.startsWith(Backup.KEYS + "/") ? name.substring(5) : "";
        if (!isKeyName(key)) {
            throw noBackup(from, "it has a file of another name");
        }
        return work.resolve(Backup.KEYS).resolve(key);
    }

    /**
     * A key is named by an id, or by an event's id behind a prefix, which may be longer than one.
     */
    private static boolean isKeyName(String name) {
        boolean ofEvent = name.startsWith(EventKeys.PREFIX);
        return Ids.valid(ofEvent ? name.substring(EventKeys.PREFIX.length()) : name);
    }

    private static void refuseOtherKeys(Path kept, Path restored) throws IOException, CannotStart {
        for (Path key : files(restored)) {
            Path there = kept.resolve(key.getFileName());
            if (Files.exists(there) && Files.mismatch(key, there) >= 0) {
                throw new CannotStart(
                        "The key " + there + " is another one than the backup's: move it away.");
            }
        }
    }

    /** What must be different from the hub that was: nothing it gave out may be given out again. */
    private static void makeReady(Path work, Path from, InstantSource clock) throws CannotStart {
        Audit audit = new Audit(clock);
        try (Database database = Database.open(work)) {
            database.change(handle -> {
                ListRevisions.skip(handle);
                SeatTables.restored(handle);
                HubJournals.restored(handle);
                audit.add(handle, "restore", "restore backup", "hub", "" + from.getFileName());
            });
        }
    }

    private static void place(Path work, DataDirectory directory) throws IOException, CannotStart {
        Path keys = directory.privateFolder(Backup.KEYS);
        for (Path key : files(work.resolve(Backup.KEYS))) {
            Files.move(key, keys.resolve(key.getFileName()), StandardCopyOption.ATOMIC_MOVE);
        }
        PrivateFiles.force(keys);
        Path database = work.resolve(Database.FILE);
        PrivateFiles.force(database);
        Path log = work.resolve(Database.FILE + "-wal");
        if (Files.exists(log)) {
            throw new IOException(log + " was not written back into the database");
        }
        for (String name : DATABASE_FILES) {
            Files.deleteIfExists(directory.path().resolve(name));
        }
        Files.move(
                database, directory.path().resolve(Database.FILE), StandardCopyOption.ATOMIC_MOVE);
        PrivateFiles.force(directory.path());
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    private static CannotStart noBackup(Path file, String why) {
        return new CannotStart(
                "The file " + file + " is no backup of a hub, or damaged (" + why + ").");
    }
}
