package io.turnout.protocol.access;

import java.util.Set;

/**
 * What a list says of one badge.
 *
 * @param registered sessions of the room its holder is registered for
 * @param targeted sessions of the room its holder is targeted by, by group or by name
 */
public record BadgeEntry(BadgeState state, Set<SessionId> registered, Set<SessionId> targeted) {
    public BadgeEntry {
        registered = Set.copyOf(registered);
        targeted = Set.copyOf(targeted);
    }
}
