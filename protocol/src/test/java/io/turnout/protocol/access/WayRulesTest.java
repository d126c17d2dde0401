package io.turnout.protocol.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What each way asks for and ignores, against {@code way-rules.json}. */
final class WayRulesTest {
    private static final SessionId S1 = new SessionId("s1");

    record Vector(String id, JsonNode given) {
        Way way() {
            return GivenCase.named(Way.class, given.get("way"));
        }

        WayRules.Gate expected() {
            return GivenCase.named(WayRules.Gate.class, given.get("expected"));
        }

        @Override
        public String toString() {
            return id + ": " + given.get("says").asText();
        }
    }

    static List<Vector> vectors() throws IOException {
        try (InputStream in = WayRules.class.getResourceAsStream("way-rules.json")) {
            List<Vector> vectors = new ArrayList<>();
            new ObjectMapper()
                    .readTree(Objects.requireNonNull(in))
                    .get("vectors")
                    .forEach(node -> vectors.add(new Vector(node.get("id").asText(), node)));
            return vectors;
        }
    }

    @ParameterizedTest
    @MethodSource("vectors")
    @DisplayName("S-4 S-6 S-7 S-8 C-6 C-7 C-9 each way asks for what the vectors say")
    void decidesAsTheVectorsSay(Vector vector) {
        JsonNode asks = vector.given().get("asks");
        SessionAsks set =
                new SessionAsks(
                        asks.path("checkIn").asBoolean(),
                        asks.path("checkInCode").asText(),
                        asks.path("checkOut").asBoolean(),
                        asks.path("checkOutCode").asText());
        WayRules.Wanted wanted =
                new WayRules.Wanted(
                        vector.way(),
                        GivenCase.named(Side.class, vector.given().get("side")),
                        vector.given().get("typed").asText(),
                        vector.given().get("checksOut").asBoolean());
        assertThat(WayRules.gate(wanted, set)).isEqualTo(vector.expected());
    }

    @Test
    void theVectorsNameEveryWayAndEveryOutcome() throws IOException {
        Set<Way> ways = EnumSet.noneOf(Way.class);
        Set<WayRules.Gate> gates = EnumSet.noneOf(WayRules.Gate.class);
        for (Vector vector : vectors()) {
            ways.add(vector.way());
            gates.add(vector.expected());
        }
        assertThat(ways).containsExactly(Way.values());
        assertThat(gates).containsExactly(WayRules.Gate.values());
    }

    @Test
    @DisplayName("C-9 an exit by a way that names its session leaves that one, never another")
    void anExitLeavesTheSessionItNames() {
        JsonNode exit =
                DoorVector.all().stream()
                        .filter(vector ->
                                vector.expected().get("reason").asText().equals("out-without-in"))
                        .findFirst()
                        .orElseThrow()
                        .given();
        Presented presented = GivenCase.presented(exit);
        Verdict verdict = WayRules.decide(presented, S1);
        assertThat(verdict).isInstanceOf(Verdict.Admitted.class);
        Verdict.Admitted out = (Verdict.Admitted) verdict;
        assertThat(out.effects()).containsExactly(new Effect.Leave(Optional.of(S1)));
        assertThat(out.detail().session()).contains(S1);
        assertThat(out.reason()).isEqualTo(Reason.OUT_WITHOUT_IN);
    }

    @Test
    void everyOtherVerdictIsTheDoors() {
        for (DoorVector vector : DoorVector.all()) {
            Presented presented = GivenCase.presented(vector.given());
            Verdict door = DoorRules.decide(presented);
            if (door.reason() != Reason.OUT_WITHOUT_IN) {
                assertThat(WayRules.decide(presented, S1)).as(vector.id()).isEqualTo(door);
            }
        }
    }
}
