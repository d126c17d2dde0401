package io.turnout.protocol.message;

import io.turnout.protocol.access.BadgeState;
import io.turnout.protocol.badge.BadgeFingerprint;
import java.util.List;

/**
 * One badge of an access list. Names no person.
 *
 * @param registered places in the header's {@code sessions}
 * @param targeted places in the header's {@code sessions}
 */
public record ListBadge(
        BadgeFingerprint badge,
        BadgeState state,
        List<Integer> registered,
        List<Integer> targeted) {
    public ListBadge {
        registered = List.copyOf(registered);
        targeted = List.copyOf(targeted);
    }
}
