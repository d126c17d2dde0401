package io.turnout.gateway.uplink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.turnout.hostile.Campaign;
import io.turnout.hostile.Fate;
import io.turnout.hostile.Mutator;
import io.turnout.protocol.message.MessageCodec;
import io.turnout.protocol.message.Topics;
import io.turnout.protocol.message.UnitId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

final class IncomingHostileTest {
    private static final UnitId UNIT = new UnitId("door-1");
    private static final List<Topics.Kind> KINDS =
            List.of(
                    Topics.Kind.ACK,
                    Topics.Kind.LIST,
                    Topics.Kind.ANSWER,
                    Topics.Kind.SEATS,
                    Topics.Kind.SCANS);
    private static final String EPOCH = "\"epoch\":\"4ZQ8N1TB2K6W0XCY5RDM3HVGJE\"";
    private static final Mutator MESSAGES =
            Mutator.ofTexts(
                    "{" + EPOCH + ",\"upTo\":4711,\"life\":\"qzV0rkq1b6vYw0mE\"}",
                    "{\"revision\":12,\"path\":\"/unit/v1/list/12\",\"bytes\":300000,\"sha256\":\""
                            + "00ff".repeat(16)
                            + "\",\"signature\":\"c2lnbmF0dXJl\"}",
                    "{\"id\":77,\"known\":{\"state\":\"blocked\",\"registered\":[\"7002\"],"
                            + "\"targeted\":[]},\"signature\":\"c2lnbmF0dXJl\"}",
                    "{"
                            + EPOCH
                            + ",\"serial\":7,\"keep\":false,\"levels\":[{\"session\":\"7001\","
                            + "\"seats\":350}],\"releases\":[17],\"sent\":{\"life\":\"a\","
                            + "\"millis\":8},\"signature\":\"c2lnbmF0dXJl\"}");

    private final List<Record> taken = new ArrayList<>();
    private final Topics topics = new Topics("venue");
    private final Incoming incoming =
            new Incoming(
                    new MessageCodec(),
                    topics,
                    new Incoming.Takers(
                            (ack, kept) -> taken.add(ack),
                            taken::add,
                            _ -> {},
                            taken::add,
                            taken::add,
                            taken::add,
                            taken::add));
    private final ListAppender<ILoggingEvent> said = new ListAppender<>();
    private final Logger log = (Logger) LoggerFactory.getLogger(Incoming.class);

    @BeforeEach
    void listen() {
        said.start();
        log.addAppender(said);
    }

    @AfterEach
    void stop() {
        log.detachAppender(said);
    }

    @Test
    @DisplayName("what is not understood is counted each time, and said once for each topic")
    void countsWhatItDoesNotUnderstand() {
        Campaign.Result result = Campaign.against("hub's messages").run(MESSAGES, this::arrive);
        assertThat(incoming.malformed()).isEqualTo(result.refused());
        assertThat(result.accepted()).isPositive();
        assertThat(said.list).hasSizeBetween(1, KINDS.size());
    }

    private Fate arrive(byte[] payload) {
        taken.clear();
        Topics.Kind kind = KINDS.get(Math.floorMod(payload.length, KINDS.size()));
        incoming.arrived("turnout/1/venue/unit/" + UNIT + "/" + kind.level(), payload, false);
        return taken.isEmpty() ? new Fate.Refused() : new Fate.Accepted(taken.getFirst());
    }

    @Test
    @DisplayName("no topic makes it throw")
    void takesAnyTopic() {
        Mutator names = Mutator.ofTexts("turnout/1/venue/unit/door-1/ack", "a/b", "/");
        Campaign.against("topic")
                .run(
                        names,
                        topic -> {
                            incoming.arrived(new String(topic, UTF_8), new byte[0], false);
                            return new Fate.Refused();
                        });
    }
}
