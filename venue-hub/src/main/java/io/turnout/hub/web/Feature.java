package io.turnout.hub.web;

import io.helidon.webserver.http.HttpService;

/**
 * A feature's routes.
 *
 * @param routes each with the right it needs, by {@link Right#lets}
 * @param ofUnits whether they are there at the units' own port too
 */
public record Feature(HttpService routes, boolean ofUnits) {
    /** Routes that are closed but to those who have the right that each names. */
    public static Feature closed(HttpService routes) {
        return new Feature(routes, false);
    }

    /** Routes for units, which bring their own proof. */
    public static Feature ofUnits(HttpService routes) {
        return new Feature(routes, true);
    }
}
