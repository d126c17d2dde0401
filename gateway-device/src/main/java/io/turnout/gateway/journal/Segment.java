package io.turnout.gateway.journal;

import java.nio.file.Path;
import java.util.Arrays;

/** A file of a journal that has scans, and where they lie in it. Thread-safe. */
final class Segment {
    private final Path file;
    private final long first;
    private int[] places;
    private int count;
    private long newest = Long.MIN_VALUE;

    Segment(Path file, long first, int[] places) {
        this.file = file;
        this.first = first;
        this.places = places.clone();
        this.count = places.length;
    }

    Path file() {
        return file;
    }

    long first() {
        return first;
    }

    synchronized long last() {
        return first + count - 1;
    }

    /** Where a scan lies, 0 where it cannot be read. */
    synchronized int place(long number) {
        return places[(int) (number - first)];
    }

    /** A scan was made durable. */
    synchronized void add(int place) {
        if (count == places.length) {
            places = Arrays.copyOf(places, Math.max(64, 2 * count));
        }
        places[count++] = place;
    }

    /** A scan turned out to be unreadable. */
    synchronized void lose(long number) {
        places[(int) (number - first)] = 0;
    }

    /** Numbers from here on were given again in a later segment: nobody saw these. */
    synchronized void endBefore(long number) {
        count = Math.clamp(number - first, 0, count);
    }

    /** When the newest of its scans was made, once that was looked up. */
    synchronized long newest() {
        return newest;
    }

    synchronized void newest(long millis) {
        newest = millis;
    }
}
