package io.turnout.gateway.journal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** Journals of small segments, on disks that a test has a hand in. */
public final class TestJournals {
    static final long BUDGET = 1 << 20;

    private TestJournals() {}

    public static Journal open(Path folder, int segmentBytes) throws JournalUnusable {
        return open(folder, segmentBytes, new RealDisk());
    }

    /** The next segment is made on the appending thread, so that runs repeat exactly. */
    static Journal open(Path folder, int segmentBytes, Disk disk) throws JournalUnusable {
        return open(folder, segmentBytes, disk, BUDGET);
    }

    static Journal open(Path folder, int segmentBytes, Disk disk, long budget)
            throws JournalUnusable {
        return Journal.open(folder, new Journal.Options(disk, segmentBytes, budget, Runnable::run));
    }

    /** Starts threads, and returns a way to wait for them. */
    static Runnable atOnce(int threads, Callable<?> each) {
        List<Thread> all = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            all.add(
                    Thread.ofPlatform()
                            .start(() -> {
                                try {
                                    each.call();
                                } catch (Exception e) {
                                    throw new IllegalStateException(e);
                                }
                            }));
        }
        return () -> {
            try {
                for (Thread thread : all) {
                    thread.join();
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        };
    }
}
