package io.turnout.gateway.accesslist;

import java.util.List;

/**
 * What many badges have in common: the sessions they are registered for and targeted by.
 *
 * @param registered places in the header's sessions
 * @param targeted places in the header's sessions
 */
record Entitlements(List<Integer> registered, List<Integer> targeted) {
    Entitlements {
        registered = List.copyOf(registered);
        targeted = List.copyOf(targeted);
    }
}
