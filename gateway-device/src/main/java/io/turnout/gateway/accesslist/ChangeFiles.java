package io.turnout.gateway.accesslist;

import io.turnout.gateway.disk.WholeFile;
import io.turnout.protocol.message.Changes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Changes beside the lists, as they came: {@code <serial>.changes}, one message each, written under
 * another name, made durable, then renamed. Files that newer ones replaced do no harm, so that it
 * does not matter when they are removed.
 */
final class ChangeFiles {
    private static final Logger LOG = LoggerFactory.getLogger(ChangeFiles.class);
    private static final String KIND = ".changes";
    private static final String UNFINISHED = ".changes.tmp";

    private final Path folder;
    private final ChangeCheck check;

    ChangeFiles(Path folder, ChangeCheck check) {
        this.folder = folder;
        this.check = check;
    }

    /** Everything kept that is whole; the signature tells. */
    List<Changes> read() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(file -> file.toString().endsWith(KIND)).toList();
        }
        List<Changes> kept = new ArrayList<>();
        for (Path file : files) {
            try {
                kept.add(check.read(Files.readAllBytes(file)));
            } catch (ListRejected damaged) {
                LOG.error("{} is damaged ({}): set aside", file, damaged.getMessage());
                Path aside = folder.resolve(file.getFileName() + ".damaged");
                Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
            }
        }
        return kept;
    }

    /** Returns when the message is on the disk. */
    void write(long serial, byte[] payload) throws IOException {
        WholeFile.replace(
                folder.resolve(serial + UNFINISHED), folder.resolve(serial + KIND), payload);
    }

    void remove(long serial) throws IOException {
        Files.deleteIfExists(folder.resolve(serial + KIND));
    }
}
