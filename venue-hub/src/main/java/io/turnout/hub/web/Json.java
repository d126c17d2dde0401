package io.turnout.hub.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** JSON of the API: records in, records and maps out. */
public final class Json {
    /** Largest body of an ordinary request, in bytes. */
    public static final long SMALL = 64 * 1024;

    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .defaultPropertyInclusion(
                            JsonInclude.Value.construct(
                                    JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
                    .build();

    private Json() {}

    /**
     * Reads a small body.
     *
     * @throws HttpProblem 400 where it is not JSON of that shape
     */
    public static <T> T read(ServerRequest request, Class<T> type) {
        byte[] body = Bodies.read(request, SMALL);
        try {
            T value = body.length == 0 ? null : MAPPER.readValue(body, type);
            if (value == null) {
                throw unreadable("it is empty");
            }
            return value;
        } catch (JsonProcessingException e) {
            throw unreadable(e.getOriginalMessage());
        } catch (IOException e) {
            throw unreadable(String.valueOf(e.getMessage()));
        }
    }

    /** Answers with a record or map as JSON. */
    public static void send(ServerResponse response, int status, Object value) {
        response.status(status)
                .header(HeaderNames.CONTENT_TYPE, "application/json")
                .send(text(value).getBytes(StandardCharsets.UTF_8));
    }

    /** A record or map as JSON on one line. */
    public static String text(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot be JSON: " + value.getClass(), e);
        }
    }

    /**
     * A time of a body.
     *
     * @throws HttpProblem 422 where it is none, or has no offset
     */
    public static Instant time(@Nullable String text, String field) {
        try {
            return OffsetDateTime.parse(text == null ? "" : text).toInstant();
        } catch (DateTimeParseException _) {
            throw HttpProblem.badField(field, "A time with its offset: 2026-01-31T08:31:02Z.");
        }
    }

    private static HttpProblem unreadable(String why) {
        return new HttpProblem(
                400,
                "The body is not the JSON that belongs here: " + why,
                "body",
                "Send UTF-8 JSON as the API's description says.");
    }
}
