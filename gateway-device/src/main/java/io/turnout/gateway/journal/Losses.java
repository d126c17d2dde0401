package io.turnout.gateway.journal;

import io.turnout.protocol.message.LostScans;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The numbers that cannot be read, as ranges. Thread-safe. */
final class Losses {
    private final TreeMap<Long, Long> ranges = new TreeMap<>();

    synchronized void add(LostScans lost) {
        long from = lost.from();
        long to = lost.to();
        Map.Entry<Long, Long> before = ranges.floorEntry(from);
        if (before != null && before.getValue() >= from - 1) {
            from = before.getKey();
            to = Math.max(to, before.getValue());
        }
        Long after = ranges.remove(to + 1);
        ranges.put(from, after == null ? to : after);
    }

    /** The range that a number is in. */
    synchronized Optional<LostScans> at(long number) {
        return Optional.ofNullable(ranges.floorEntry(number))
                .filter(range -> range.getValue() >= number)
                .map(range -> new LostScans(range.getKey(), range.getValue(), false));
    }

    /** Those that end at a number or behind it, in order. */
    synchronized List<LostScans> from(long number) {
        List<LostScans> lost = new ArrayList<>();
        ranges.forEach((from, to) -> {
            if (to >= number) {
                lost.add(new LostScans(from, to, false));
            }
        });
        return lost;
    }
}
