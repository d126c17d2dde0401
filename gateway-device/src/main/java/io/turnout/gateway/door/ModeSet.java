package io.turnout.gateway.door;

import io.turnout.protocol.access.Mode;
import java.time.Instant;

/** What a read means at a door, since when, and who says so. */
public record ModeSet(Mode mode, By by, Instant since) {
    /** Who says what a read means. */
    public enum By {
        CONFIGURATION,
        PANEL,
        BUTTON
    }
}
