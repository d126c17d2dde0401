package io.turnout.gateway.reader.camera;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;

/** A badge held in front of a camera is in every frame, and still is one reading. */
final class HeldBadges {
    /** A badge has to be away for so long to be read again. */
    static final Duration AWAY = Duration.ofSeconds(2);

    /** More badges than can be before one camera at a time. */
    private static final int MOST = 16;

    private final LinkedHashMap<String, Instant> lastSeen = new LinkedHashMap<>();

    /** Whether a text was seen a moment ago. */
    boolean isHeld(String text, Instant now) {
        Instant before = lastSeen.get(text);
        return before != null && Duration.between(before, now).compareTo(AWAY) < 0;
    }

    /** Whether this sight of a badge is a new reading. */
    boolean isNew(String text, Instant now) {
        boolean held = isHeld(text, now);
        lastSeen.remove(text);
        lastSeen.put(text, now);
        if (lastSeen.size() > MOST) {
            lastSeen.pollFirstEntry();
        }
        return !held;
    }
}
