package io.turnout.gateway.panel;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;

/** A request and its answer, which is sent once. */
final class Exchange {
    static final int OK = 200;
    static final int SEE_OTHER = 303;
    static final int BAD_REQUEST = 400;
    static final int FORBIDDEN = 403;
    static final int NOT_FOUND = 404;
    static final int METHOD_NOT_ALLOWED = 405;
    static final int TOO_LARGE = 413;
    static final int MISDIRECTED = 421;
    static final int INTERNAL_ERROR = 500;
    static final int UNAVAILABLE = 503;

    /** A frame of a camera in full HD is 2 MB. */
    private static final int LARGEST_BODY = 4 * 1024 * 1024;

    private static final int NO_BODY = -1;
    private static final int UNKNOWN_LENGTH = 0;

    private final HttpExchange http;

    Exchange(HttpExchange http) {
        this.http = http;
    }

    /** A body that is longer than any that is meant. */
    static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1;

        TooLarge() {
            super("more than " + LARGEST_BODY + " bytes");
        }
    }

    String method() {
        return http.getRequestMethod();
    }

    /** Whether it only asks. */
    boolean isReading() {
        return method().equals("GET") || method().equals("HEAD");
    }

    String path() {
        return http.getRequestURI().getPath();
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(http.getRequestHeaders().getFirst(name));
    }

    /** A field of the address. */
    Optional<String> query(String field) {
        return field(Optional.ofNullable(http.getRequestURI().getRawQuery()).orElse(""), field);
    }

    /** A field of the form that was sent. */
    Optional<String> form(String field) throws IOException {
        return field(new String(body(), StandardCharsets.UTF_8), field);
    }

    private static Optional<String> field(String pairs, String field) {
        return Stream.of(pairs.split("&", -1))
                .filter(pair -> pair.startsWith(field + "="))
                .map(pair -> pair.substring(field.length() + 1))
                .flatMap(Exchange::decoded)
                .findFirst();
    }

    private static Stream<String> decoded(String value) {
        try {
            return Stream.of(URLDecoder.decode(value, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException _) {
            // A broken escape is no value.
            return Stream.empty();
        }
    }

    byte[] body() throws IOException {
        try (InputStream in = http.getRequestBody()) {
            byte[] body = in.readNBytes(LARGEST_BODY + 1);
            if (body.length > LARGEST_BODY) {
                throw new TooLarge();
            }
            return body;
        }
    }

    Exchange with(String header, String value) {
        http.getResponseHeaders().set(header, value);
        return this;
    }

    void send(int status, String type, byte[] body) throws IOException {
        with("Content-Type", type);
        boolean empty = body.length == 0 || method().equals("HEAD");
        http.sendResponseHeaders(status, empty ? NO_BODY : body.length);
        if (!empty) {
            try (OutputStream out = http.getResponseBody()) {
                out.write(body);
            }
        }
    }

    void send(int status, String text) throws IOException {
        send(status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }

    /** An answer that goes on. */
    OutputStream stream(String type) throws IOException {
        with("Content-Type", type);
        http.sendResponseHeaders(OK, UNKNOWN_LENGTH);
        return http.getResponseBody();
    }
}
