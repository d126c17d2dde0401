package io.turnout.gateway.door;

import io.turnout.protocol.access.Knowledge;
import io.turnout.protocol.badge.BadgeFingerprint;

/** The way to the hub's word on a badge that the list lacks. */
@FunctionalInterface
public interface AskHub {
    /** Where there is nobody to ask. */
    AskHub NOBODY = _ -> new Knowledge.NotListed();

    /**
     * Asks and waits. Called by one thread at a time, while people stand in line: it returns within
     * the deadline that it was made with, and at once where the hub is away. Never throws.
     *
     * @return {@code NotListed} where no answer came in time
     */
    Knowledge about(BadgeFingerprint badge);
}
