package io.turnout.hub.web;

import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Request bodies, never larger than the route allows. */
public final class Bodies {
    private Bodies() {}

    /**
     * Reads the whole body.
     *
     * @param limit in bytes
     * @throws HttpProblem 413 where it is larger
     */
    public static byte[] read(ServerRequest request, long limit) {
        if (request.headers().contentLength().orElse(0) > limit) {
            throw tooLarge(limit);
        }
        if (!request.content().hasEntity()) {
            return new byte[0];
        }
        try (InputStream body = Patience.watched(request)) {
            byte[] read = body.readNBytes((int) Math.min(limit + 1, Integer.MAX_VALUE - 8));
            if (read.length > limit) {
                throw tooLarge(limit);
            }
            return read;
        } catch (IOException e) {
            throw new UncheckedIOException("the body broke off", e);
        }
    }

    /** The refusal of a body above a limit in bytes. */
    static HttpProblem tooLarge(long limit) {
        return HttpProblem.of(413, "body", "large", limit);
    }
}
