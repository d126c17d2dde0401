package io.turnout.hub.web;

import io.helidon.webserver.http.ServerRequest;
import java.util.Optional;

/**
 * The user behind a request.
 *
 * @param user the user's id
 * @param role what the user may do; only {@code organizer} so far
 * @param csrf what every form of this browser session must carry
 */
public record SignedIn(long user, String name, String role, String csrf) {
    /** The user of a request to a protected path; the gate let nobody else through. */
    public static SignedIn of(ServerRequest request) {
        return find(request).orElseThrow();
    }

    /** The user, if any, of a request to an open path. */
    public static Optional<SignedIn> find(ServerRequest request) {
        return request.context().get(SignedIn.class);
    }
}
