package io.turnout.hub.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.protocol.message.Topics;
import io.turnout.protocol.message.Topics.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The rules that an operator copies let a unit do what it does, and nothing else. */
class OtherBrokerRulesTest {
    @Test
    void theDocumentedRulesAreThoseOfTheTopics() throws IOException {
        List<String> documented =
                Files.readAllLines(Path.of("../docs/operations.md")).stream()
                        .map(String::strip)
                        .filter(line -> line.startsWith("pattern "))
                        .toList();
        assertThat(documented)
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Kind.values()).map(OtherBrokerRulesTest::rule).toList());
    }

    private static String rule(Kind kind) {
        String topic =
                new Topics("site").all(kind).replace("site", "SITE").replaceFirst("\\+", "%u");
        return "pattern " + (kind.fromUnit() ? "write " : "read ") + topic;
    }
}
