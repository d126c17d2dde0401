package io.turnout.gateway.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.turnout.gateway.command.CommandRules.Judgement;
import io.turnout.protocol.message.Command;
import io.turnout.protocol.message.CommandKind;
import io.turnout.protocol.message.CommandResult;
import io.turnout.protocol.message.MalformedMessage;
import io.turnout.protocol.message.MessageCodec;
import io.turnout.protocol.message.UnitId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class CommandRulesTest {
    private static final JsonNode FILE = file();

    private final CommandRules rules =
            new CommandRules(
                    new UnitId(FILE.path("unit").asText()),
                    Base64.getDecoder().decode(FILE.path("hubKey").asText()));

    record Vector(String name, JsonNode given) {
        Command command() throws MalformedMessage {
            byte[] json = given.path("command").toString().getBytes(StandardCharsets.UTF_8);
            return new MessageCodec().read(json, Command.class);
        }

        CommandRules.Moment now() {
            return new CommandRules.Moment(
                    given.path("boot").asText(), given.path("monotonicMillis").asLong());
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Vector> vectors() {
        List<Vector> all = new ArrayList<>();
        FILE.path("vectors").forEach(one -> all.add(new Vector(one.path("name").asText(), one)));
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("vectors")
    @DisplayName("AT5 a command is obeyed only where the hub signed it for this unit and for now")
    void judgesEachVector(Vector vector) throws MalformedMessage {
        TakenCommands before = new TakenCommands(vector.given().path("newest").asLong(), List.of());
        assertThat(word(rules.judge(vector.command(), vector.now(), before)))
                .isEqualTo(vector.given().path("expected").asText());
    }

    @Test
    void saysAgainWhatBecameOfTheSameCommand() throws MalformedMessage {
        Vector fresh = vectors().findFirst().orElseThrow();
        Command command = fresh.command();
        CommandResult done = CommandResult.done(command.serial());
        TakenCommands before =
                TakenCommands.NONE.with(
                        new TakenCommands.Entry(
                                command.serial(), command.what(), command.detail(), done));
        assertThat(rules.judge(command, fresh.now(), before))
                .isEqualTo(new Judgement.Answered(done));
    }

    private static String word(Judgement judgement) {
        return switch (judgement) {
            case Judgement.Good(CommandKind kind) -> "good " + kind.word();
            case Judgement.Answered(CommandResult result) -> "refused " + result.why().orElse("");
            case Judgement.Refused(CommandResult result) -> "refused " + result.why().orElse("");
            case Judgement.Stale() -> "stale";
            case Judgement.Forged() -> "forged";
        };
    }

    private static JsonNode file() {
        try (InputStream in = CommandRulesTest.class.getResourceAsStream("command-vectors.json")) {
            return new ObjectMapper().readTree(Objects.requireNonNull(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
