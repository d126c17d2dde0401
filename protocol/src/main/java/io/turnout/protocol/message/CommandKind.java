package io.turnout.protocol.message;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What the hub may tell a unit to do. */
public enum CommandKind {
    /** Shows all its lamps for a while, so that a person finds it. */
    IDENTIFY,
    /** Takes a list into use that is made anew for it; the detail is the least revision that is. */
    RESYNC,
    /** Ends its program, which the system then starts again. */
    RESTART;

    /** As it travels: {@code identify}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one of that word; empty for those of later versions. */
    public static Optional<CommandKind> of(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
    }
}
