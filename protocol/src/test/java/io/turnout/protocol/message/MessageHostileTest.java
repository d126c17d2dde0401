package io.turnout.protocol.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.hostile.Campaign;
import io.turnout.hostile.Fate;
import io.turnout.hostile.Mutator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class MessageHostileTest {
    private static final MessageCodec CODEC = new MessageCodec();
    private static final Map<Class<? extends Record>, List<byte[]>> GOLDEN =
            Golden.all()
                    .collect(
                            Collectors.groupingBy(
                                    golden -> golden.message().getClass(),
                                    Collectors.mapping(
                                            golden -> CODEC.write(golden.message()),
                                            Collectors.toList())));

    static Stream<Class<? extends Record>> types() {
        return GOLDEN.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("types")
    @DisplayName("a message is malformed, or it is one that can be written and read again")
    void isMalformedOrWhole(Class<? extends Record> type) {
        Campaign.Result result =
                Campaign.against("message " + type.getSimpleName())
                        .run(
                                new Mutator(GOLDEN.getOrDefault(type, List.of())),
                                input -> read(input, type));
        assertThat(result.refused()).isPositive();
        assertThat(result.accepted()).isPositive();
    }

    private static Fate read(byte[] input, Class<? extends Record> type) throws MalformedMessage {
        Record message;
        try {
            message = CODEC.read(input, type);
        } catch (MalformedMessage malformed) {
            assertThat(String.valueOf(malformed.getMessage()).chars())
                    .noneMatch(Character::isISOControl)
                    .hasSizeLessThan(400);
            return new Fate.Refused();
        }
        assertThat(CODEC.read(CODEC.write(message), type)).isEqualTo(message);
        return new Fate.Accepted(message);
    }
}
