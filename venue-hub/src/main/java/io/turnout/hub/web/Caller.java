package io.turnout.hub.web;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.util.Optional;

/**
 * Who a request says it comes from; proves nothing by itself.
 *
 * @param bearer the token of an API call
 * @param cookie the token of a browser
 * @param address the network address, for throttling
 */
public record Caller(Optional<String> bearer, Optional<String> cookie, String address) {
    /** The cookie that holds a browser's token. */
    public static final String COOKIE = "turnout";

    private static final String BEARER = "Bearer ";

    public static Caller of(ServerRequest request) {
        Optional<String> bearer =
                request.headers()
                        .first(HeaderNames.AUTHORIZATION)
                        .filter(value -> value.startsWith(BEARER))
                        .map(value -> value.substring(BEARER.length()).strip());
        return new Caller(
                bearer,
                request.headers().cookies().first(COOKIE).asOptional(),
                request.remotePeer().host());
    }
}
