package io.turnout.hub.web;

import io.helidon.webserver.http.HttpService;

/**
 * A feature's routes.
 *
 * @param routes each with the right it needs, by {@link Right#lets}
 */
public record Feature(HttpService routes) {
    /** Routes that are closed but to those who have the right that each names. */
    public static Feature closed(HttpService routes) {
        return new Feature(routes);
    }
}
