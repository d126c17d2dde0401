package io.turnout.gateway.accesslist;

import io.turnout.protocol.message.MalformedMessage;
import io.turnout.protocol.message.MessageCodec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder of lists: {@code <revision>.list} with its {@code <revision>.summary}. Each is written
 * under another name, made durable, then renamed, the summary last.
 */
final class ListFiles {
    private static final String TABLE = ".list";
    private static final String SUMMARY = ".summary";
    private static final String UNFINISHED = ".tmp";
    private static final String ASIDE = ".damaged";

    private final Path folder;
    private final MessageCodec codec = new MessageCodec();

    ListFiles(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
        removeUnfinished();
    }

    private void removeUnfinished() throws IOException {
        for (Path file : all(UNFINISHED)) {
            Files.delete(file);
        }
    }

    /** Revisions that were finished, the newest first. */
    List<Long> revisions() throws IOException {
        return all(SUMMARY).stream()
                .map(ListFiles::revision)
                .filter(revision -> revision > 0)
                .sorted(Comparator.reverseOrder())
                .toList();
    }

    /** A place for a download or a table under way; removed at the next start. */
    Path unfinished(long revision, String kind) {
        return folder.resolve(revision + kind + UNFINISHED);
    }

    /** Makes a written table the list of its revision. */
    void publish(ListSummary summary, Path table) throws IOException {
        long revision = summary.header().revision();
        Path beside = unfinished(revision, SUMMARY);
        try (FileChannel out =
                FileChannel.open(
                        beside,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            byte[] json = codec.write(summary);
            out.write(ByteBuffer.wrap(json));
            out.force(true);
        }
        Files.move(table, file(revision, TABLE), StandardCopyOption.ATOMIC_MOVE);
        Files.move(beside, file(revision, SUMMARY), StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel directory = FileChannel.open(folder)) {
            directory.force(true);
        }
    }

    /**
     * Opens the list of a revision.
     *
     * @throws IOException when a part of it is missing, or is not as it was written
     */
    AccessList open(long revision) throws IOException {
        ListSummary summary;
        try {
            byte[] json = Files.readAllBytes(file(revision, SUMMARY));
            summary = codec.read(json, ListSummary.class);
        } catch (MalformedMessage unreadable) {
            throw new IOException("its summary is unreadable", unreadable);
        }
        Path table = file(revision, TABLE);
        if (ListTable.checksum(table) != summary.tableChecksum()) {
            throw new IOException("its table is not as it was written");
        }
        return new AccessList(summary, ListTable.open(table));
    }

    /** Takes a damaged list out of the way, for somebody to look at. */
    void setAside(long revision) throws IOException {
        for (String kind : List.of(SUMMARY, TABLE)) {
            Path file = file(revision, kind);
            if (Files.exists(file)) {
                Path aside = folder.resolve(file.getFileName() + ASIDE);
                Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    /** Removes all but the newest two. */
    void removeOld() throws IOException {
        for (long revision : revisions().stream().skip(2).toList()) {
            Files.deleteIfExists(file(revision, SUMMARY));
            Files.deleteIfExists(file(revision, TABLE));
        }
    }

    private Path file(long revision, String kind) {
        return folder.resolve(revision + kind);
    }

    private List<Path> all(String ending) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ending)).toList();
        }
    }

    /** 0 for a name that is not ours. */
    private static long revision(Path summary) {
        String name = summary.getFileName().toString();
        String number = name.substring(0, name.length() - SUMMARY.length());
        return number.matches("[1-9][0-9]{0,17}") ? Long.parseLong(number) : 0;
    }
}
