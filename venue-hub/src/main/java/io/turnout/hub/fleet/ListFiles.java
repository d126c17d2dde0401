package io.turnout.hub.fleet;

import io.turnout.protocol.message.UnitId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The lists as they were signed, the last two of each unit. They can be made anew, so that losing
 * them costs a revision and nothing else.
 */
final class ListFiles {
    private static final int KEPT = 2;
    private static final Pattern NAME = Pattern.compile("(\\d{1,18})\\.ndjson");

    private final Path folder;

    ListFiles(Path folder) {
        this.folder = folder;
    }

    /** Whether a revision is still there. */
    boolean has(UnitId unit, long revision) {
        return Files.exists(file(unit, revision));
    }

    /** The bytes of a revision, if they are still there. */
    Optional<byte[]> read(UnitId unit, long revision) {
        try {
            return Optional.of(Files.readAllBytes(file(unit, revision)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("list " + revision + " of unit " + unit, e);
        }
    }

    /** Drops a revision, so that another is made. */
    void drop(UnitId unit, long revision) {
        try {
            Files.deleteIfExists(file(unit, revision));
        } catch (IOException e) {
            throw new UncheckedIOException("list " + revision + " of unit " + unit, e);
        }
    }

    /** Puts a revision in place, whole or not at all, and drops those that are too old. */
    void write(UnitId unit, long revision, byte[] list) {
        Path ofUnit = folder.resolve(unit.value());
        Path beside = ofUnit.resolve("next");
        try {
            Files.createDirectories(ofUnit);
            Files.write(beside, list);
            Files.move(beside, file(unit, revision), StandardCopyOption.ATOMIC_MOVE);
            dropOld(ofUnit, revision);
        } catch (IOException e) {
            throw new UncheckedIOException("list " + revision + " of unit " + unit, e);
        }
    }

    private Path file(UnitId unit, long revision) {
        return folder.resolve(unit.value()).resolve(revision + ".ndjson");
    }

    private static void dropOld(Path unitFolder, long newest) throws IOException {
        try (Stream<Path> files = Files.list(unitFolder)) {
            for (Path file : files.toList()) {
                var name = NAME.matcher(file.getFileName().toString());
                if (name.matches() && Long.parseLong(name.group(1)) <= newest - KEPT) {
                    Files.delete(file);
                }
            }
        }
    }
}
