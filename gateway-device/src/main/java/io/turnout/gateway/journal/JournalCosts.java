package io.turnout.gateway.journal;

import java.nio.file.Path;
import java.util.concurrent.atomic.LongAdder;

/** A journal whose calls to the disk are counted, for measurements. */
public final class JournalCosts {
    private final LongAdder syncs = new LongAdder();
    private final LongAdder bytes = new LongAdder();

    /** Opens a journal that is counted here. */
    public Journal open(Path folder, long budget) throws JournalUnusable {
        Journal.Options plain = Journal.Options.of(budget);
        return Journal.open(
                folder,
                new Journal.Options(
                        new CountedDisk(plain.disk(), syncs, bytes),
                        plain.segmentBytes(),
                        plain.budget(),
                        plain.background()));
    }

    /** Calls of fdatasync since the start. */
    public long syncs() {
        return syncs.sum();
    }

    /** Bytes written since the start, zeros of segments made ready included. */
    public long bytes() {
        return bytes.sum();
    }
}
