package io.turnout.hub.trust;

import io.turnout.protocol.message.UnitId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Notices two machines that speak as one unit in turns, as a copied card behind the same router
 * does: a machine that has started anew never speaks of its start before again. Thread-safe.
 */
public final class Twins {
    /** Starts of a unit that are remembered; a copy comes back sooner. */
    private static final int STARTS = 8;

    private final Map<UnitId, Deque<String>> starts = new ConcurrentHashMap<>();
    private final Consumer<UnitId> found;

    /**
     * @param found is told of a unit each time the machine changes to one that was there before
     */
    public Twins(Consumer<UnitId> found) {
        this.found = found;
    }

    /**
     * A unit said of itself when it started.
     *
     * @param boot names that start, and no other one of any machine
     */
    public void spoke(UnitId unit, String boot) {
        Deque<String> known = starts.computeIfAbsent(unit, _ -> new ArrayDeque<>());
        boolean isTwin;
        synchronized (known) {
            if (boot.equals(known.peekLast())) {
                return;
            }
            isTwin = known.remove(boot);
            known.addLast(boot);
            if (known.size() > STARTS) {
                known.removeFirst();
            }
        }
        if (isTwin) {
            found.accept(unit);
        }
    }
}
