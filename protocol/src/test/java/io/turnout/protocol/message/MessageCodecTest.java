package io.turnout.protocol.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MessageCodecTest {
    private static final long SEED = 20260202;
    private static final MessageCodec CODEC = new MessageCodec();

    static Stream<Golden> golden() {
        return Golden.all();
    }

    @ParameterizedTest
    @MethodSource("golden")
    void writesWhatTheFileHolds(Golden golden) {
        assertThat(text(CODEC.write(golden.message()))).isEqualTo(file(golden));
    }

    @ParameterizedTest
    @MethodSource("golden")
    void readsWhatTheFileHolds(Golden golden) throws MalformedMessage {
        assertThat(read(file(golden), golden)).isEqualTo(golden.message());
    }

    /** Each of them was a message once, and ended a thread or stopped a database later. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"status\":\"lost\",\"boot\":\"b\",\"at\":\"+1000000000-12-31T23:59:59Z\"}",
                "{\"status\":\"lost\",\"boot\":\"a\\u0000b\",\"at\":\"2026-01-31T09:00:00Z\"}",
                "{\"status\":\"lost\",\"boot\":\"a\\ud800b\",\"at\":\"2026-01-31T09:00:00Z\"}"
            })
    void refusesWhatCannotBeKept(String json) {
        assertThatExceptionOfType(MalformedMessage.class)
                .isThrownBy(
                        () -> CODEC.read(json.getBytes(StandardCharsets.UTF_8), UnitState.class));
    }

    @Test
    void readsNoEncodingButUtf8() {
        String json = "{\"status\":\"lost\",\"boot\":\"b\",\"at\":\"2026-01-31T09:00:00Z\"}";
        assertThatExceptionOfType(MalformedMessage.class)
                .isThrownBy(
                        () -> CODEC.read(json.getBytes(StandardCharsets.UTF_16), UnitState.class));
    }

    @ParameterizedTest
    @MethodSource("golden")
    void ignoresFieldsOfLaterVersions(Golden golden) throws MalformedMessage {
        // Before the first field of every object but the maps, whose keys are numbers.
        String later = file(golden).replaceAll("\\{(\"[a-z])", "{\"later\":{\"a\":[1,null]},$1");

        assertThat(read(later, golden)).isEqualTo(golden.message());
    }

    @ParameterizedTest
    @MethodSource("golden")
    void namesEachFieldThatIsMissing(Golden golden) {
        for (var field : golden.message().getClass().getRecordComponents()) {
            if (!field.getType().equals(java.util.Optional.class)) {
                String without =
                        file(golden).replaceFirst("\"" + field.getName() + "\":", "\"x\":");
                assertThatExceptionOfType(MalformedMessage.class)
                        .isThrownBy(() -> read(without, golden))
                        .withMessageContaining(field.getName());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("golden")
    void neverThrowsAnythingElseForChangedBytes(Golden golden) {
        Random random = new Random(SEED);
        byte[] whole = file(golden).getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 3_000; i++) {
            byte[] changed = mutated(whole, random);
            assertReadsOrIsMalformed(changed, golden, i);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'epoch':'E','upTo':'5'} | upTo",
                "{'epoch':'E','upTo':5.5} | upTo",
                "{'epoch':'E','upTo':null} | upTo",
                "{'epoch':'E','upTo':-1} | acknowledged up to -1",
                "{'epoch':7,'upTo':5} | epoch",
                "{'epoch':null,'upTo':5} | epoch",
                "{'epoch':'a/b','upTo':5} | epoch",
                "{'epoch':'E','upTo':5,'life':'a/b'} | life",
                "{'epoch':'E','upTo':5,'life':7} | life",
                "{'epoch':'E','upTo':5}{} | Ack",
                "{'epoch':'E','upTo':99999999999999999999} | upTo",
                "{'epoch':'E','upTo':1e400000000} | upTo",
                "null | Ack",
                "[] | Ack",
                "'' | Ack",
                "{'epoch' | Ack",
            })
    void namesWhatIsWrong(String json, String named) {
        assertThatExceptionOfType(MalformedMessage.class)
                .isThrownBy(() ->
                        CODEC.read(
                                json.replace('\'', '"').getBytes(StandardCharsets.UTF_8),
                                Ack.class))
                .withMessageContaining(named);
    }

    @Test
    void believesNoFirstNumberOutsideOfTheJournal() {
        Golden info = Golden.named("unit-info");
        assertMalformed(info, "\"firstNumber\":4207", "\"firstNumber\":4712", "first number 4712");
        assertMalformed(info, "\"firstNumber\":4207", "\"firstNumber\":0", "first number 0");
    }

    @Test
    void namesTheFieldDeepInABatch() {
        Golden batch = Golden.named("scan-batch");
        assertMalformed(batch, "\"wall\":\"2026", "\"wall\":\"20x6", "scans[0].wall");
        assertMalformed(batch, "\"side\":\"in\"", "\"side\":\"IN\"", "scans[0].side");
        assertMalformed(batch, "\"side\":\"in\"", "\"side\":0", "scans[0].side");
        assertMalformed(batch, "\"enter\"", "\"inter\"", "scans[0].effects[0]");
        assertMalformed(batch, "\"seat\":true", "\"seat\":1", "scans[0].effects[0]");
        assertMalformed(batch, "\"badge\":\"", "\"badge\":\"!", "scans[0].badge");
    }

    @Test
    void readsNoLongTextsNorDeepNestsNorLargeMessages() {
        byte[] longText = Golden.ack("x".repeat(20_000));
        byte[] deep = ("{\"a\":" + "[".repeat(50_000)).getBytes(StandardCharsets.UTF_8);

        assertThatExceptionOfType(MalformedMessage.class)
                .isThrownBy(() -> CODEC.read(longText, Ack.class));
        assertThatExceptionOfType(MalformedMessage.class)
                .isThrownBy(() -> CODEC.read(deep, Ack.class));
        assertThatExceptionOfType(MalformedMessage.class)
                .isThrownBy(() -> CODEC.read(new byte[MessageCodec.MAX_BYTES + 1], Ack.class))
                .withMessageContaining("bytes");
    }

    @Test
    void writesNoRecordThatIsNoMessage() {
        record Odd(Object self) {}

        assertThatIllegalArgumentException().isThrownBy(() -> CODEC.write(new Odd(new Object())));
    }

    private static void assertMalformed(Golden golden, String from, String to, String named) {
        String changed = file(golden).replace(from, to);
        assertThat(changed).isNotEqualTo(file(golden));
        assertThatExceptionOfType(MalformedMessage.class)
                .isThrownBy(() -> read(changed, golden))
                .withMessageContaining(named);
    }

    private static void assertReadsOrIsMalformed(byte[] json, Golden golden, int i) {
        try {
            assertThat(CODEC.read(json, golden.message().getClass())).isNotNull();
        } catch (MalformedMessage e) {
            assertThat(e).as("seed %d, change %d", SEED, i).hasMessageContaining(golden.type());
        }
    }

    private static byte[] mutated(byte[] whole, Random random) {
        byte[] changed = whole.clone();
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes; i++) {
            int place = random.nextInt(changed.length);
            switch (random.nextInt(4)) {
                case 0 -> changed[place] = (byte) random.nextInt(256);
                case 1 -> changed[place] = (byte) "{}[]\",:0-e.tn".charAt(random.nextInt(13));
                case 2 -> changed[place] ^= (byte) (1 << random.nextInt(8));
                default -> changed = java.util.Arrays.copyOf(changed, Math.max(1, place));
            }
        }
        return changed;
    }

    private static Record read(String json, Golden golden) throws MalformedMessage {
        return CODEC.read(json.getBytes(StandardCharsets.UTF_8), golden.message().getClass());
    }

    private static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }

    private static String file(Golden golden) {
        String name = "golden/" + golden.name() + ".json";
        try (InputStream in = MessageCodecTest.class.getResourceAsStream(name)) {
            assertThat(in).as(name).isNotNull();
            return text(java.util.Objects.requireNonNull(in).readAllBytes()).strip();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
