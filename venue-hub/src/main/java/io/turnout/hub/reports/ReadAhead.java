package io.turnout.hub.reports;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads rows on a thread of its own while those before are written: a long report is as fast as the
 * slower of both, and holds a few thousand rows at most.
 */
final class ReadAhead {
    private static final int BLOCK = 512;
    private static final int BLOCKS = 4;

    private final Iterator<String> rows;
    private final BlockingQueue<List<String>> read = new ArrayBlockingQueue<>(BLOCKS);

    /** Written before the last block is handed over. */
    private @Nullable RuntimeException failure;

    private ReadAhead(Iterator<String> rows) {
        this.rows = rows;
    }

    /**
     * Hands each row to the taker, on this thread and in order. What either of them throws ends
     * both, and is thrown here.
     *
     * @param rows used by one other thread, which has ended when this returns
     */
    static void each(Iterator<String> rows, Consumer<String> taker) {
        ReadAhead ahead = new ReadAhead(rows);
        Thread reader = Thread.ofPlatform().name("read-ahead").start(ahead::read);
        try {
            ahead.take(taker);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("told to end while a report was written", e);
        } finally {
            end(reader);
        }
    }

    private void take(Consumer<String> taker) throws InterruptedException {
        List<String> block = read.take();
        while (!block.isEmpty()) {
            block.forEach(taker);
            block = read.take();
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** An empty block is the end. */
    private void read() {
        try {
            while (rows.hasNext()) {
                read.put(block());
            }
        } catch (InterruptedException e) {
            return; // nobody takes any more
        } catch (RuntimeException e) { // thrown again where rows are taken
            failure = e;
        }
        try {
            read.put(List.of());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // nobody takes any more
        }
    }

    private List<String> block() {
        List<String> block = new ArrayList<>(BLOCK);
        while (block.size() < BLOCK && rows.hasNext()) {
            block.add(rows.next());
        }
        return block;
    }

    /** The connection is this thread's again when the reader has let go of it. */
    private static void end(Thread reader) {
        reader.interrupt();
        boolean interrupted = Thread.interrupted();
        while (reader.isAlive()) {
            try {
                reader.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
