package io.turnout.hub.web;

import io.helidon.webserver.http.ServerRequest;
import java.util.Optional;

/**
 * The user or program behind a request.
 *
 * @param user the user's id; 0 for a program
 * @param csrf what every form of this browser session must carry
 */
public record SignedIn(long user, String name, Access access, String csrf) {
    /** The user of a request to a protected path; the gate let nobody else through. */
    public static SignedIn of(ServerRequest request) {
        return find(request).orElseThrow();
    }

    /** The user, if any, of a request to an open path. */
    public static Optional<SignedIn> find(ServerRequest request) {
        return request.context().get(SignedIn.class);
    }

    /** Whether a right holds for the hub and all its events. */
    public boolean may(Right right) {
        return access.may(right);
    }

    /** Whether a right holds in an event. */
    public boolean may(Right right, String event) {
        return access.may(right, event);
    }
}
