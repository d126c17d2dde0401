package io.turnout.hub.web;

import io.helidon.webserver.http.ServerRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.Map;

/**
 * The fields of a form sent by a page.
 *
 * @param fields by name; of several with one name the last
 */
public record Form(Map<String, String> fields) {
    /** The hidden field that proves that our own page sent the form. */
    public static final String CSRF = "csrf";

    public Form {
        fields = Map.copyOf(fields);
    }

    /**
     * Reads a form of at most 64 KiB; where a user is signed in, it must carry that user's token.
     *
     * @throws HttpProblem 403 without the token, 400 where it is not a form
     */
    public static Form read(ServerRequest request) {
        byte[] body = Bodies.read(request, Json.SMALL);
        Form form = parse(new String(body, StandardCharsets.UTF_8));
        SignedIn.find(request).ifPresent(user -> form.check(user.csrf()));
        return form;
    }

    static Form parse(String body) {
        Map<String, String> fields = new HashMap<>();
        for (String pair : body.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                fields.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
            }
        }
        return new Form(fields);
    }

    /** A field's text without blanks around it; empty where the form lacks it. */
    public String text(String name) {
        return fields.getOrDefault(name, "").strip();
    }

    /** A field as it was typed; for passwords. */
    public String exact(String name) {
        return fields.getOrDefault(name, "");
    }

    private void check(String csrf) {
        byte[] sent = exact(CSRF).getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(sent, csrf.getBytes(StandardCharsets.UTF_8))) {
            throw new HttpProblem(
                    403,
                    "This form is out of date.",
                    CSRF,
                    "Open the page again and send it from there.");
        }
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new HttpProblem(
                    400, "The form cannot be read.", "body", "Send it from the hub's own page.");
        }
    }
}
