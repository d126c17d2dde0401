package io.turnout.protocol.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.turnout.protocol.access.DoorId;
import io.turnout.protocol.access.Effect;
import io.turnout.protocol.access.RoomId;
import io.turnout.protocol.access.SessionId;
import io.turnout.protocol.badge.BadgeFingerprint;
import io.turnout.protocol.badge.EventTag;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Messages as JSON and back. Field names are camelCase; enum values are lower case with dashes;
 * times are ISO 8601 in UTC; durations ISO 8601; unknown fields are ignored; absent optionals are
 * left out. Thread-safe.
 */
public final class MessageCodec {
    /** Largest document in bytes: the header of a list with thousands of sessions fits. */
    public static final int MAX_BYTES = 4 * 1024 * 1024;

    private static final int MAX_STRING = 10_000;
    private static final int MAX_NAME = 100;
    private static final int MAX_NUMBER = 25;
    private static final int MAX_NESTING = 16;

    private static final int MAX_ACCOUNT = 300;

    private final ObjectMapper mapper = mapper();
    private final Map<Class<?>, ObjectReader> readers = new ConcurrentHashMap<>();

    /**
     * UTF-8 JSON on one line, without a line feed. The same message gives the same bytes.
     *
     * @throws IllegalArgumentException for a record that is no message
     */
    public byte[] write(Record message) {
        try {
            return mapper.writeValueAsBytes(message);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a message: " + message.getClass(), e);
        }
    }

    /**
     * Reads one message: the payload of a topic, or one line of an access list.
     *
     * @throws MalformedMessage naming the field where it is not what it should be
     */
    public <T extends Record> T read(byte[] json, Class<T> type) throws MalformedMessage {
        if (json.length > MAX_BYTES) {
            throw new MalformedMessage(type.getSimpleName() + ": " + json.length + " bytes");
        }
        try {
            T message = readers.computeIfAbsent(type, mapper::readerFor).readValue(json);
            return Optional.ofNullable(message)
                    .orElseThrow(() -> new MalformedMessage(type.getSimpleName() + ": null"));
        } catch (JsonMappingException e) {
            throw malformed(type, field(e), e);
        } catch (JsonProcessingException e) {
            throw malformed(type, "not JSON", e);
        } catch (IOException e) {
            throw new MalformedMessage(type.getSimpleName() + ": not text in UTF-8", e);
        }
    }

    private static MalformedMessage malformed(
            Class<?> type, String where, JsonProcessingException e) {
        String account = type.getSimpleName() + ", " + where + ": " + e.getOriginalMessage();
        return new MalformedMessage(Bounds.oneLine(account, MAX_ACCOUNT), e);
    }

    /** Where in the message: {@code scans[2].wall}. */
    private static String field(JsonMappingException e) {
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference step : e.getPath()) {
            if (step.getIndex() >= 0) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
            }
        }
        return path.isEmpty() ? "as a whole" : path.toString();
    }

    private static ObjectMapper mapper() {
        StreamReadConstraints limits =
                StreamReadConstraints.builder()
                        .maxStringLength(MAX_STRING)
                        .maxNameLength(MAX_NAME)
                        .maxNumberLength(MAX_NUMBER)
                        .maxNestingDepth(MAX_NESTING)
                        .build();
        JsonFactory json =
                JsonFactory.builder()
                        .streamReadConstraints(limits)
                        // UTF-8 and nothing else: who keeps a message as text reads it as that.
                        .disable(JsonFactory.Feature.CHARSET_DETECTION)
                        .build();
        return JsonMapper.builder(json)
                .addModule(new Jdk8Module())
                .addModule(shapes())
                .annotationIntrospector(new Conventions())
                .defaultPropertyInclusion(
                        JsonInclude.Value.construct(
                                JsonInclude.Include.NON_ABSENT, JsonInclude.Include.ALWAYS))
                .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
                .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .build();
    }

    private static SimpleModule shapes() {
        SimpleModule module = new SimpleModule("turnout");
        text(module, Instant.class, Bounds::instant);
        text(module, Duration.class, Bounds::duration);
        text(module, ZoneId.class, ZoneId::of);
        text(module, UnitId.class, UnitId::new);
        text(module, RoomId.class, RoomId::new);
        text(module, DoorId.class, DoorId::new);
        text(module, SessionId.class, SessionId::new);
        text(module, JournalEpoch.class, JournalEpoch::new);
        text(module, HubLife.class, HubLife::new);
        text(module, EventTag.class, EventTag::new);
        text(module, BadgeFingerprint.class, BadgeFingerprint::parse);
        module.addDeserializer(String.class, new TextReader<>(String.class, Bounds::plain));
        module.addSerializer(Effect.class, new EffectWriter());
        return module.addDeserializer(Effect.class, new EffectReader());
    }

    /** A type whose {@code toString} is its JSON string. */
    private static <T> void text(SimpleModule module, Class<T> type, Function<String, T> parse) {
        module.addSerializer(type, new TextWriter<>(type));
        module.addDeserializer(type, new TextReader<>(type, parse));
    }

    /** Names of enum values, and which fields must be there: all but optional ones. */
    private static final class Conventions extends JacksonAnnotationIntrospector {
        private static final long serialVersionUID = 1L;

        @Override
        public Boolean hasRequiredMarker(AnnotatedMember member) {
            return !member.getRawType().equals(Optional.class);
        }

        @Override
        public String[] findEnumValues(
                MapperConfig<?> config, AnnotatedClass type, Enum<?>[] values, String[] names) {
            String[] wire = new String[values.length];
            for (int i = 0; i < values.length; i++) {
                wire[i] = values[i].name().toLowerCase(Locale.ROOT).replace('_', '-');
            }
            return wire;
        }
    }

    private static final class TextWriter<T> extends StdSerializer<T> {
        private static final long serialVersionUID = 1L;

        TextWriter(Class<T> type) {
            super(type);
        }

        @Override
        public void serialize(T value, JsonGenerator json, SerializerProvider provider)
                throws IOException {
            json.writeString(value.toString());
        }
    }

    @SuppressWarnings("serial") // a function need not be serializable; nothing serializes a mapper
    private static final class TextReader<T> extends StdDeserializer<T> {
        private static final long serialVersionUID = 1L;

        private final Class<T> type;
        private final Function<String, T> parse;

        TextReader(Class<T> type, Function<String, T> parse) {
            super(type);
            this.type = type;
            this.parse = parse;
        }

        @Override
        public T deserialize(JsonParser json, DeserializationContext context) throws IOException {
            if (!json.hasToken(JsonToken.VALUE_STRING)) {
                return context.reportInputMismatch(this, "a text is missing here");
            }
            try {
                return parse.apply(json.getText());
            } catch (IllegalArgumentException | DateTimeException e) {
                throw JsonMappingException.from(
                        json, "no " + type.getSimpleName() + ": " + e.getMessage(), e);
            }
        }
    }

    private static final class EffectWriter extends StdSerializer<Effect> {
        private static final long serialVersionUID = 1L;

        EffectWriter() {
            super(Effect.class);
        }

        @Override
        public void serialize(Effect effect, JsonGenerator json, SerializerProvider provider)
                throws IOException {
            json.writeStartObject();
            switch (effect) {
                case Effect.Enter(SessionId session, boolean takesSeat) -> {
                    json.writeStringField("enter", session.value());
                    json.writeBooleanField("seat", takesSeat);
                }
                case Effect.Leave(Optional<SessionId> session) ->
                        json.writeStringField("leave", session.map(SessionId::value).orElse(null));
            }
            json.writeEndObject();
        }
    }

    private static final class EffectReader extends StdDeserializer<Effect> {
        private static final long serialVersionUID = 1L;

        EffectReader() {
            super(Effect.class);
        }

        @Override
        public Effect deserialize(JsonParser json, DeserializationContext context)
                throws IOException {
            JsonNode node = context.readTree(json);
            JsonNode enter = node.path("enter");
            JsonNode seat = node.path("seat");
            JsonNode leave = node.path("leave");
            if (enter.isTextual() && seat.isBoolean() && leave.isMissingNode()) {
                return new Effect.Enter(session(enter, json), seat.booleanValue());
            }
            if (enter.isMissingNode() && leave.isTextual()) {
                return new Effect.Leave(Optional.of(session(leave, json)));
            }
            if (enter.isMissingNode() && leave.isNull()) {
                return new Effect.Leave(Optional.empty());
            }
            return context.reportInputMismatch(
                    this,
                    "an effect is {\"enter\":session,\"seat\":boolean} or {\"leave\":session}");
        }

        private static SessionId session(JsonNode node, JsonParser json)
                throws JsonMappingException {
            try {
                return new SessionId(node.textValue());
            } catch (IllegalArgumentException e) {
                throw JsonMappingException.from(json, e.getMessage(), e);
            }
        }
    }
}
