package io.turnout.gateway.clock;

import io.turnout.gateway.disk.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file that tells a unit after a start which time has passed for certain. One line: time, boot,
 * bounds of the offset, its moment, and its basis.
 */
public final class KeptTime {
    private static final Logger LOG = LoggerFactory.getLogger(KeptTime.class);
    private static final int FIELDS = 6;

    private final Path file;

    public KeptTime(Path file) {
        this.file = file;
    }

    /** What was written last; empty without a file, or with one that is damaged. */
    public Optional<Kept> read() {
        try {
            return Optional.of(parse(Files.readString(file)));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (IOException | IllegalArgumentException | DateTimeException damaged) {
            LOG.warn("the last known time cannot be read, so none is known: {}", file, damaged);
            return Optional.empty();
        }
    }

    /**
     * Writes what the clock trusts, if it trusts anything.
     *
     * @throws IOException when the disk does not take it; what was there stays
     */
    public void write(UnitClock clock) throws IOException {
        Optional<Kept> kept = clock.toKeep();
        if (kept.isPresent()) {
            WholeFile.write(file, text(kept.get()).getBytes(StandardCharsets.UTF_8));
        }
    }

    private static String text(Kept kept) {
        Offset offset = kept.offset();
        return "%s %s %d %d %d %s%n"
                .formatted(
                        kept.passed(),
                        kept.boot(),
                        offset.atLeast(),
                        offset.atMost(),
                        offset.monotonicMillis(),
                        kept.by());
    }

    private static Kept parse(String text) {
        String[] fields = text.strip().split(" ", -1);
        if (fields.length != FIELDS) {
            throw new IllegalArgumentException("it has " + fields.length + " fields");
        }
        Offset offset =
                new Offset(
                        Long.parseLong(fields[2]),
                        Long.parseLong(fields[3]),
                        Long.parseLong(fields[4]));
        return new Kept(Instant.parse(fields[0]), fields[1], offset, TimeBasis.valueOf(fields[5]));
    }
}
