package io.turnout.hub.web;

import io.helidon.webserver.http.HttpService;
import java.util.Set;

/**
 * A feature's routes.
 *
 * @param open the paths that need no signed-in user; a path that ends in a slash opens all below it
 */
public record Feature(HttpService routes, Set<String> open) {
    public Feature {
        open = Set.copyOf(open);
    }

    /** Routes that all need a signed-in user. */
    public static Feature closed(HttpService routes) {
        return new Feature(routes, Set.of());
    }
}
