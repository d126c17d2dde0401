package io.turnout.hub.webhooks;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a webhook can tell of. */
public enum EventKind {
    /** Somebody went into a session. */
    CHECKED_IN("attendance.checked_in"),
    /** Somebody left it, by an exit read or derived. */
    CHECKED_OUT("attendance.checked_out"),
    /** What was told of somebody in a session is not so. */
    CORRECTED("attendance.corrected"),
    /** An organizer tries whether anything arrives. */
    TEST("webhook.test");

    /** Those that an organizer chooses from; a test goes to every webhook. */
    public static final List<EventKind> CHOICES = List.of(CHECKED_IN, CHECKED_OUT, CORRECTED);

    private final String key;

    EventKind(String key) {
        this.key = key;
    }

    /** As it is stored and sent: {@code attendance.checked_in}. */
    public String key() {
        return key;
    }

    /** As texts are named: {@code checked-in}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The kind of that key. */
    public static Optional<EventKind> find(String key) {
        return Arrays.stream(values()).filter(kind -> kind.key.equals(key)).findFirst();
    }
}
