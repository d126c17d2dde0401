package io.turnout.gateway.accesslist;

import io.turnout.protocol.access.BadgeState;
import io.turnout.protocol.badge.BadgeFingerprint;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.OptionalInt;
import java.util.zip.CRC32C;

/**
 * The immutable sorted table of one list: fingerprint to state and entitlements. Only its bytes are
 * mapped, so a list costs no memory that the system cannot take back. Thread-safe.
 *
 * <p>The file: 8 bytes that say what it is, then 16 for each badge, in ascending order of their
 * fingerprints: the fingerprint (12), state and place of the entitlements (4), all big-endian.
 */
final class ListTable implements AutoCloseable {
    private static final long KIND = 0x5475726E4C697331L; // "TurnLis1"
    private static final int HEAD = Long.BYTES;
    private static final int ROW = BadgeFingerprint.BYTES + Integer.BYTES;
    private static final int BUFFER = 64 * 1024;
    private static final ValueLayout.OfLong LONG =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfInt INT =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    /** The low bits hold the state, the rest the place of the entitlements. */
    private static final int STATE_BITS = 3;

    /** Their places are in the files: new ones go to the end. */
    private static final List<BadgeState> STATES =
            List.of(BadgeState.ACTIVE, BadgeState.REVOKED, BadgeState.BLOCKED, BadgeState.REPLACED);

    private final Arena arena;
    private final MemorySegment rows;
    private final long count;

    private ListTable(Arena arena, MemorySegment file) {
        this.arena = arena;
        this.rows = file.asSlice(HEAD);
        this.count = rows.byteSize() / ROW;
    }

    /**
     * Maps a table.
     *
     * @throws IOException where the file is none, or cannot be read
     */
    static ListTable open(Path file) throws IOException {
        Arena arena = Arena.ofShared();
        try (FileChannel channel = FileChannel.open(file)) {
            MemorySegment mapped =
                    channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
            if (mapped.byteSize() % ROW != HEAD || mapped.get(LONG, 0) != KIND) {
                throw new IOException("not a table of badges: " + file);
            }
            return new ListTable(arena, mapped);
        } catch (IOException unreadable) {
            arena.close();
            throw unreadable;
        }
    }

    /**
     * The state and entitlements of a badge, as {@link #state} and {@link #set} take them apart.
     *
     * <p>Fingerprints are hashes, spread evenly: where one would lie is known almost exactly. Each
     * second step halves what is left, whatever they are.
     */
    OptionalInt find(BadgeFingerprint badge) {
        long low = 0;
        long high = count - 1;
        for (int step = 0; low <= high; step++) {
            long at = step % 2 == 0 ? guess(badge, low, high) : (low + high) >>> 1;
            int order = compare(at, badge);
            if (order == 0) {
                return OptionalInt.of(rows.get(INT, at * ROW + BadgeFingerprint.BYTES));
            }
            low = order < 0 ? at + 1 : low;
            high = order > 0 ? at - 1 : high;
        }
        return OptionalInt.empty();
    }

    /** Where it lies if those between are spread evenly. */
    private long guess(BadgeFingerprint badge, long low, long high) {
        double first = unsigned(rows.get(LONG, low * ROW));
        double last = unsigned(rows.get(LONG, high * ROW));
        double part = last > first ? (unsigned(badge.high()) - first) / (last - first) : 0;
        return low + (long) (Math.clamp(part, 0.0, 1.0) * (high - low));
    }

    private static double unsigned(long value) {
        return value + (value < 0 ? 0x1p64 : 0);
    }

    private int compare(long at, BadgeFingerprint badge) {
        int first = Long.compareUnsigned(rows.get(LONG, at * ROW), badge.high());
        return first != 0
                ? first
                : Integer.compareUnsigned(rows.get(INT, at * ROW + Long.BYTES), badge.low());
    }

    static BadgeState state(int value) {
        return STATES.get(value & (1 << STATE_BITS) - 1);
    }

    static int set(int value) {
        return value >>> STATE_BITS;
    }

    /** What tells a file that the disk damaged from the one that was written. */
    static long checksum(Path file) throws IOException {
        CRC32C checksum = new CRC32C();
        ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
        // Read, not mapped: what is mapped would count as memory of the program.
        try (FileChannel channel = FileChannel.open(file)) {
            while (channel.read(buffer) >= 0) {
                checksum.update(buffer.flip());
                buffer.clear();
            }
        }
        return checksum.getValue();
    }

    @Override
    public void close() {
        arena.close();
    }

    /** Writes a table, badge by badge in ascending order. */
    static final class Writer implements AutoCloseable {
        private final FileChannel channel;
        private final DataOutputStream out;

        Writer(Path file) throws IOException {
            channel =
                    FileChannel.open(
                            file,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.TRUNCATE_EXISTING,
                            StandardOpenOption.WRITE);
            out =
                    new DataOutputStream(
                            new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER));
            out.writeLong(KIND);
        }

        void put(BadgeFingerprint badge, BadgeState state, int set) throws IOException {
            out.writeLong(badge.high());
            out.writeInt(badge.low());
            out.writeInt(set << STATE_BITS | STATES.indexOf(state));
        }

        /** Returns when the table is on the disk. */
        void finish() throws IOException {
            out.flush();
            channel.force(true);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
