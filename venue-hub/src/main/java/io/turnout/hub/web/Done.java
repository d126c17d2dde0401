package io.turnout.hub.web;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What was done, said once on the next page: the key of a text and its values, in a cookie. */
final class Done {
    private static final String NAME = "turnout-done";
    private static final String AND = "&";

    /** Takes it back once it was said. */
    static final String OVER = NAME + "=; Path=/; Max-Age=0; SameSite=Strict; HttpOnly";

    private Done() {}

    static String cookie(String key, Object... values) {
        String text =
                Stream.concat(Stream.of(key), Arrays.stream(values).map(Objects::toString))
                        .map(part -> URLEncoder.encode(part, StandardCharsets.UTF_8))
                        .collect(Collectors.joining(AND));
        return NAME + "=" + text + "; Path=/; Max-Age=60; SameSite=Strict; HttpOnly";
    }

    /** The sentence; empty for none. A part of a page that fetches itself does not use it up. */
    static String said(ServerRequest request, Words words) {
        boolean whole =
                request.headers()
                        .first(HeaderNames.create("Sec-Fetch-Dest"))
                        .map("document"::equals)
                        .orElse(true);
        return whole
                ? request.headers()
                        .cookies()
                        .first(NAME)
                        .asOptional()
                        .map(text -> sentence(text, words))
                        .orElse("")
                : "";
    }

    /** A cookie is only what a browser says it is. */
    private static String sentence(String text, Words words) {
        try {
            String[] parts =
                    Arrays.stream(text.split(AND, -1))
                            .map(part -> URLDecoder.decode(part, StandardCharsets.UTF_8))
                            .toArray(String[]::new);
            boolean known = parts[0].startsWith("done.") && words.has(parts[0]);
            Object[] values = Arrays.copyOfRange(parts, 1, parts.length, Object[].class);
            return known ? words.get(parts[0], values) : "";
        } catch (IllegalArgumentException e) {
            return ""; // not one of ours
        }
    }
}
