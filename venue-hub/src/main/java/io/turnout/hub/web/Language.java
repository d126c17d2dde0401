package io.turnout.hub.web;

import io.helidon.webserver.http.ServerRequest;
import java.util.List;
import java.util.Optional;

/** The reader's choice of a language: asked for in the address once, kept in a cookie since. */
final class Language {
    /** The parameter of an address and the cookie. */
    static final String NAME = "lang";

    /** Takes the choice back. */
    static final String OVER = NAME + "=; Path=/; Max-Age=0; SameSite=Lax; HttpOnly";

    private static final List<String> KNOWN = List.of("en", "de");

    private Language() {}

    /** What the reader chose, now or before; empty for the browser's own wish. */
    static Optional<String> chosen(ServerRequest request) {
        return asked(request)
                .or(() ->
                        request.headers()
                                .cookies()
                                .first(NAME)
                                .asOptional()
                                .filter(KNOWN::contains));
    }

    /** What the address asks for. */
    static Optional<String> asked(ServerRequest request) {
        return request.query().first(NAME).asOptional().filter(KNOWN::contains);
    }

    /** Keeps a choice for a year. */
    static String cookie(String language) {
        return NAME + "=" + language + "; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly";
    }

    /** The address of the same page without a choice, ready for {@code lang=de} at its end. */
    static String without(String path, String rawQuery) {
        StringBuilder address = new StringBuilder(path).append('?');
        for (String pair : rawQuery.split("&", -1)) {
            if (!pair.isEmpty() && !pair.startsWith(NAME + "=")) {
                address.append(pair).append('&');
            }
        }
        return address.toString();
    }
}
