package io.turnout.gateway.seats;

import io.turnout.gateway.disk.WholeFile;
import io.turnout.protocol.access.SessionId;
import io.turnout.protocol.message.JournalEpoch;
import io.turnout.protocol.message.MalformedMessage;
import io.turnout.protocol.message.MessageCodec;
import io.turnout.protocol.message.SeatLevel;
import io.turnout.protocol.seats.SeatHolder.Kept;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the hub has lent for the journal of one epoch, in a small file: written beside, synced,
 * renamed. Used by one thread.
 */
final class SeatFile {
    private static final Logger LOG = LoggerFactory.getLogger(SeatFile.class);
    private final Path path;
    private final MessageCodec codec = new MessageCodec();

    SeatFile(Path path) {
        this.path = path;
    }

    private record Lent(
            JournalEpoch epoch, long serial, List<SeatLevel> levels, List<Long> released) {}

    /**
     * Reads it; nothing is lent where there is none, or it is damaged or another journal's. The hub
     * says again then what it has lent.
     */
    Kept read(JournalEpoch epoch) {
        if (!Files.exists(path)) {
            return Kept.NOTHING;
        }
        try {
            byte[] file = Files.readAllBytes(path);
            int length = file.length - Integer.BYTES;
            if (length < 0 || sum(file, length) != ByteBuffer.wrap(file).getInt(length)) {
                LOG.error(
                        "{} is damaged: nobody enters a limited session until the hub says how many may",
                        path);
                return Kept.NOTHING;
            }
            Lent lent = codec.read(java.util.Arrays.copyOf(file, length), Lent.class);
            return lent.epoch().equals(epoch) ? kept(lent) : Kept.NOTHING;
        } catch (IOException | MalformedMessage unreadable) {
            LOG.error(
                    "{} cannot be read ({}): nobody enters a limited session until the hub says how many may",
                    path,
                    unreadable.getMessage());
            return Kept.NOTHING;
        }
    }

    private static Kept kept(Lent lent) {
        Map<SessionId, Integer> levels = new HashMap<>();
        lent.levels().forEach(level -> levels.put(level.session(), level.seats()));
        return new Kept(lent.serial(), levels, new HashSet<>(lent.released()));
    }

    /** Writes it; durable when this returns. */
    void write(JournalEpoch epoch, Kept kept) throws IOException {
        Lent lent =
                new Lent(
                        epoch,
                        kept.serial(),
                        levels(kept),
                        kept.released().stream().sorted().toList());
        byte[] content = codec.write(lent);
        ByteBuffer file = ByteBuffer.allocate(content.length + Integer.BYTES);
        file.put(content).putInt(sum(content, content.length));
        WholeFile.write(path, file.array());
    }

    static List<SeatLevel> levels(Kept kept) {
        return kept.levels().entrySet().stream()
                .map(level -> new SeatLevel(level.getKey(), level.getValue()))
                .sorted(Comparator.comparing(SeatLevel::session))
                .toList();
    }

    private static int sum(byte[] bytes, int length) {
        CRC32C sum = new CRC32C();
        sum.update(bytes, 0, length);
        return (int) sum.getValue();
    }
}
