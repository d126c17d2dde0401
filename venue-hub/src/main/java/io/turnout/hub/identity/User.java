package io.turnout.hub.identity;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A user as others see it.
 *
 * @param role at the hub and in all events
 * @param inEvent by the id of an event, the role there
 * @param invited whether no password was chosen yet
 * @param seenMs when somebody last used a session that still runs; 0 for none
 * @param version grows with each change
 */
public record User(
        long id,
        String name,
        Role role,
        Map<String, Role> inEvent,
        boolean disabled,
        boolean invited,
        long seenMs,
        long version) {
    public User {
        inEvent = Collections.unmodifiableMap(new LinkedHashMap<>(inEvent));
    }
}
