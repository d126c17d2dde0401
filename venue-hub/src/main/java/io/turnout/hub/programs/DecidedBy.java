package io.turnout.hub.programs;

import java.util.Locale;

/** What a meeting has its status from. */
public enum DecidedBy {
    /** The time of day alone: it has not begun, or has begun. */
    TIME,
    /** Somebody who takes part, or called it off for them. */
    PERSON,
    /** Nobody said anything until the auto-confirm window was over. */
    WINDOW,
    /** The badge reader at the room's door. */
    DOOR,
    /** Somebody who runs the program. */
    ADMIN,
    /** Nobody is asked in this program. */
    UNVERIFIED;

    /** As it is stored: {@code window}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * What a key stands for.
     *
     * @throws IllegalArgumentException where it stands for nothing
     */
    public static DecidedBy of(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }
}
