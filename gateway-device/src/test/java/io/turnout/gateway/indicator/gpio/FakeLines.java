package io.turnout.gateway.indicator.gpio;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/** Lines on paper: what they were set to and when; what is listened to is set by the test. */
public final class FakeLines implements Lines {
    private final LongSupplier nanos;
    private final Map<Use, Boolean> high = new EnumMap<>(Use.class);
    private final Set<Use> stuck = EnumSet.noneOf(Use.class);
    private final List<Edge> edges = new ArrayList<>();
    private boolean closed;

    /** A line that changed. */
    public record Edge(Use use, boolean high, long micros) {}

    public FakeLines(LongSupplier nanos) {
        this.nanos = nanos;
    }

    @Override
    public synchronized Output output(Use use, int pin, boolean level) throws LineFault {
        high.put(use, level);
        return now -> set(use, now);
    }

    @Override
    public synchronized Input input(Use use, int pin) {
        high.put(use, true);
        return () -> read(use);
    }

    /** What is wired to an input does this. */
    public synchronized void feed(Use use, boolean level) {
        high.put(use, level);
    }

    /** From now on a line cannot be set or read, or can again. */
    public synchronized void stick(Use use, boolean sticks) {
        if (sticks) {
            stuck.add(use);
        } else {
            stuck.remove(use);
        }
    }

    private synchronized void set(Use use, boolean level) throws LineFault {
        check(use);
        if (closed) {
            throw new IllegalStateException(use + " is set after the lines were given back");
        }
        high.put(use, level);
        edges.add(new Edge(use, level, nanos.getAsLong() / 1000));
    }

    private synchronized boolean read(Use use) throws LineFault {
        check(use);
        return high(use);
    }

    private void check(Use use) throws LineFault {
        if (stuck.contains(use)) {
            throw new LineFault(use.key() + " (pin 0): stuck");
        }
    }

    /** The level of a line. */
    public synchronized boolean high(Use use) {
        return Boolean.TRUE.equals(high.get(use));
    }

    /** All that happened on a line, in order. */
    synchronized List<Edge> edges(Use use) {
        return edges.stream().filter(edge -> edge.use() == use).toList();
    }

    @Override
    public synchronized void close() {
        closed = true;
    }
}
