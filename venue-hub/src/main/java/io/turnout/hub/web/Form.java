package io.turnout.hub.web;

import io.helidon.webserver.http.ServerRequest;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The fields of a form sent by a page.
 *
 * @param fields by name, in the order sent; a name may have several values
 */
public record Form(Map<String, List<String>> fields) {
    /** The hidden field that proves that our own page sent the form. */
    public static final String CSRF = "csrf";

    public Form {
        Map<String, List<String>> copy = new LinkedHashMap<>();
        fields.forEach((name, values) -> copy.put(name, List.copyOf(values)));
        fields = Collections.unmodifiableMap(copy);
    }

    /**
     * Reads a form of at most 64 KiB; where a user is signed in, it must carry that user's token.
     *
     * @throws HttpProblem 403 without the token, 400 where it is not a form
     */
    public static Form read(ServerRequest request) {
        byte[] body = Bodies.read(request, Json.SMALL);
        return parse(new String(body, StandardCharsets.UTF_8)).checked(request);
    }

    /** Reads what {@link #encoded} wrote, or a browser. */
    static Form parse(String body) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        for (String pair : body.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                fields.computeIfAbsent(decode(pair.substring(0, equals)), _ -> new ArrayList<>())
                        .add(decode(pair.substring(equals + 1)));
            }
        }
        return new Form(fields);
    }

    /** All fields as one text. */
    String encoded() {
        return fields.entrySet().stream()
                .flatMap(field ->
                        field.getValue().stream()
                                .map(value -> encode(field.getKey()) + "=" + encode(value)))
                .collect(Collectors.joining("&"));
    }

    /** This form, where it carries the token of the user who sent it. */
    Form checked(ServerRequest request) {
        SignedIn.find(request).ifPresent(user -> check(user.csrf()));
        return this;
    }

    /** A field's text without blanks around it; empty where the form lacks it. */
    public String text(String name) {
        return exact(name).strip();
    }

    /** A field as it was typed; for passwords. Of several with one name the last. */
    public String exact(String name) {
        List<String> values = all(name);
        return values.isEmpty() ? "" : values.getLast();
    }

    /** All values of a name: ticked boxes, picked rows. */
    public List<String> all(String name) {
        return fields.getOrDefault(name, List.of());
    }

    private void check(String csrf) {
        byte[] sent = exact(CSRF).getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(sent, csrf.getBytes(StandardCharsets.UTF_8))) {
            throw HttpProblem.of(403, CSRF, "stale-form");
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw HttpProblem.of(400, "body", "unreadable-form");
        }
    }
}
