package io.turnout.gateway.reader.virtual;

import io.turnout.gateway.reader.Reader;
import io.turnout.gateway.reader.ReaderCounts;
import io.turnout.gateway.reader.ReaderHealth;
import io.turnout.gateway.reader.Reading;
import io.turnout.protocol.access.Side;
import java.util.Optional;
import java.util.function.Consumer;

/** A reader that reads what it is told. Readings reach the sink on the caller's thread. */
public final class VirtualReader implements Reader {
    private final Side side;
    private Optional<Consumer<Reading>> sink = Optional.empty();
    private boolean closed;
    private long read;

    public VirtualReader(Side side) {
        this.side = side;
    }

    @Override
    public synchronized void start(Consumer<Reading> sink) {
        if (closed || this.sink.isPresent()) {
            throw new IllegalStateException("a reader is started once");
        }
        this.sink = Optional.of(sink);
    }

    /**
     * Reads a text. Returns when the sink has dealt with it.
     *
     * @return false when nobody listens: not started, or closed
     */
    public synchronized boolean read(String text) {
        if (closed || sink.isEmpty()) {
            return false;
        }
        read++;
        sink.get().accept(new Reading(text, side));
        return true;
    }

    @Override
    public synchronized ReaderHealth health() {
        return closed || sink.isEmpty() ? new ReaderHealth.Closed() : new ReaderHealth.Ready();
    }

    @Override
    public synchronized ReaderCounts counts() {
        return new ReaderCounts(read, 0);
    }

    @Override
    public synchronized void close() {
        closed = true;
    }
}
