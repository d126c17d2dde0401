package io.turnout.gateway.accesslist;

import io.turnout.protocol.access.BadgeState;
import io.turnout.protocol.badge.BadgeFingerprint;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.mapdb.DBException;
import org.mapdb.Serializer;
import org.mapdb.SortedTableMap;
import org.mapdb.volume.MappedFileVol;
import org.mapdb.volume.Volume;

/**
 * The immutable sorted table of one list: fingerprint to state and entitlements. Only its bytes are
 * mapped, so a list costs no memory that the system cannot take back. Thread-safe.
 */
final class ListTable implements AutoCloseable {
    private static final FingerprintSerializer KEYS = new FingerprintSerializer();

    /** The low bits hold the state, the rest the place of the entitlements. */
    private static final int STATE_BITS = 3;

    /** Their places are in the files: new ones go to the end. */
    private static final List<BadgeState> STATES =
            List.of(BadgeState.ACTIVE, BadgeState.REVOKED, BadgeState.BLOCKED, BadgeState.REPLACED);

    private final SortedTableMap<BadgeFingerprint, Integer> map;

    private ListTable(SortedTableMap<BadgeFingerprint, Integer> map) {
        this.map = map;
    }

    static ListTable open(Path file) throws IOException {
        try {
            Volume volume = MappedFileVol.FACTORY.makeVolume(file.toString(), true);
            return new ListTable(SortedTableMap.open(volume, KEYS, Serializer.INTEGER));
        } catch (DBException unreadable) {
            throw new IOException("not a table of badges: " + file, unreadable);
        }
    }

    /**
     * The state and entitlements of a badge, as {@link #state} and {@link #set} take them apart.
     */
    Optional<Integer> find(BadgeFingerprint badge) {
        return Optional.ofNullable(map.get(badge));
    }

    static BadgeState state(int value) {
        return STATES.get(value & (1 << STATE_BITS) - 1);
    }

    static int set(int value) {
        return value >>> STATE_BITS;
    }

    @Override
    public void close() {
        map.close();
    }

    /** Writes a table, badge by badge in ascending order. */
    static final class Writer implements AutoCloseable {
        private final Path file;
        private final Volume volume;
        private final SortedTableMap.Sink<BadgeFingerprint, Integer> sink;

        Writer(Path file) {
            this.file = file;
            this.volume = MappedFileVol.FACTORY.makeVolume(file.toString(), false);
            this.sink = SortedTableMap.create(volume, KEYS, Serializer.INTEGER).createFromSink();
        }

        void put(BadgeFingerprint badge, BadgeState state, int set) {
            sink.put(badge, set << STATE_BITS | STATES.indexOf(state));
        }

        /** Returns when the table is on the disk. */
        void finish() throws IOException {
            sink.create();
            volume.close();
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
        }

        @Override
        public void close() {
            volume.close();
        }
    }
}
