package io.turnout.hub.web;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a user or a program may do.
 *
 * @param everywhere at the hub and in all events
 * @param inEvent by the id of an event, what is allowed there besides
 * @param untracked the events that track no attendance: nobody has a right to any there
 * @param programs whether the organization has programs: nobody has a right to any otherwise
 */
public record Access(
        Set<Right> everywhere,
        Map<String, Set<Right>> inEvent,
        Set<String> untracked,
        boolean programs) {
    /** Everything there is to allow. */
    public static final Access ALL =
            new Access(EnumSet.allOf(Right.class), Map.of(), Set.of(), true);

    public Access {
        everywhere = copy(everywhere);
        inEvent =
                inEvent.entrySet().stream()
                        .collect(
                                Collectors.toUnmodifiableMap(
                                        Map.Entry::getKey, entry -> copy(entry.getValue())));
        untracked = Set.copyOf(untracked);
    }

    /** Whether a right holds for the hub and all its events. */
    public boolean may(Right right) {
        return isForAll(right) || (isThere(right) && everywhere.contains(right));
    }

    /** Whether a right holds in an event. */
    public boolean may(Right right, String event) {
        return isForAll(right) || (isThere(right, event) && granted(right, event));
    }

    /** Whether there is such a thing at this hub. */
    boolean isThere(Right right) {
        return !right.isOfPrograms() || programs;
    }

    /** Whether there is such a thing in that event. */
    boolean isThere(Right right, String event) {
        return isThere(right) && (!right.isOfAttendance() || !untracked.contains(event));
    }

    private boolean granted(Right right, String event) {
        return everywhere.contains(right) || inEvent.getOrDefault(event, Set.of()).contains(right);
    }

    private static boolean isForAll(Right right) {
        return right == Right.OPEN || right == Right.SIGNED_IN;
    }

    private static Set<Right> copy(Set<Right> rights) {
        return rights.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(rights));
    }
}
