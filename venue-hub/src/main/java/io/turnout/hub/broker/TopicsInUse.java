package io.turnout.hub.broker;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The topics that each unit has written since the broker started. A unit names its alerts itself,
 * and the broker keeps the last word on each: without a limit one unit could fill its memory.
 * Thread-safe.
 */
final class TopicsInUse {
    /** Twice the alerts that the hub keeps of a unit. */
    static final int MOST = 64;

    private final Map<String, Set<String>> ofUnits = new ConcurrentHashMap<>();

    /** Whether a unit may write there: it has before, or is not at its limit yet. */
    boolean hasRoom(String unit, String topic) {
        Set<String> used = ofUnits.computeIfAbsent(unit, _ -> ConcurrentHashMap.newKeySet());
        return used.contains(topic) || (used.size() < MOST && used.add(topic));
    }
}
