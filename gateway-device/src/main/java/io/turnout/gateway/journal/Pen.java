package io.turnout.gateway.journal;

import io.turnout.protocol.message.JournalEpoch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/** Writes into one segment: each group of scans by one write and one fdatasync. Not thread-safe. */
final class Pen implements AutoCloseable {
    private final Disk.DiskFile file;
    private final JournalEpoch epoch;
    private final Segment segment;
    private final int bytes;
    private int end;
    private boolean begun;

    Pen(Disk.DiskFile file, JournalEpoch epoch, Segment segment, int bytes, int end) {
        this.file = file;
        this.epoch = epoch;
        this.segment = segment;
        this.bytes = bytes;
        this.end = end;
        this.begun = segment.last() >= segment.first();
    }

    Segment segment() {
        return segment;
    }

    /** Whether a group still fits in. */
    boolean fits(List<byte[]> group) {
        long count = segment.last() - segment.first() + 1;
        return extent(end, group) <= bytes && count + group.size() <= Layout.MOST_RECORDS;
    }

    /** Where a group would end that begins at a place. */
    static long extent(int from, List<byte[]> group) {
        int at = from;
        for (byte[] packed : group) {
            at = Layout.end(Layout.place(at), packed.length);
        }
        return at;
    }

    /** When this returns, all of them are durable; when it throws, none counts. */
    void write(List<byte[]> group) throws IOException {
        int from = begun ? end : 0;
        ByteBuffer all = ByteBuffer.allocate((int) extent(end, group) - from);
        int index = (int) (segment.last() - segment.first() + 1);
        int[] places = new int[group.size()];
        if (!begun) {
            Layout.putHead(all, epoch, bytes, segment.first());
        }
        for (int i = 0; i < places.length; i++) {
            places[i] = Layout.place(from + all.position());
            all.position(places[i] - from);
            Layout.putRecord(all, epoch, index + i, group.get(i));
        }
        int next = from + all.position();
        file.write(all.flip(), from);
        file.sync();
        begun = true;
        end = next;
        for (int place : places) {
            segment.add(place);
        }
    }

    /**
     * Writes once more what is there already, and waits for the disk: what the last process wrote
     * may lie in memory only, and a disk that failed does not say so twice.
     */
    void confirm(byte[] content) throws IOException {
        file.write(ByteBuffer.wrap(content, 0, Math.min(end, content.length)), 0);
        file.sync();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
