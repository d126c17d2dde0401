package io.turnout.gateway.uplink;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.gateway.journal.Journal;
import io.turnout.gateway.journal.Scans;
import io.turnout.gateway.uplink.Acknowledgements.Meaning;
import io.turnout.protocol.message.Ack;
import io.turnout.protocol.message.HubLife;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AcknowledgementsTest {
    @TempDir private Path folder;

    private Journal journal;
    private Acknowledgements acknowledgements;

    @BeforeEach
    void open() throws Exception {
        journal = Journal.open(folder.resolve("journal"));
        for (int i = 0; i < 20; i++) {
            journal.append(Scans::scan);
        }
        acknowledgements = new Acknowledgements(journal);
    }

    @AfterEach
    void close() throws Exception {
        journal.close();
    }

    /**
     * A broker was killed and came back with what it had saved before the hub's restart. The unit
     * took that for the newest life, and the hub's own words for those of a life that was over: it
     * sent the same batch for ever.
     */
    @Test
    void staysWithTheHubWhenABrokerComesBackWithAnOlderWord() {
        assertThat(acknowledgements.take(ack(10, "now"), false)).isEqualTo(Meaning.NOTED);
        assertThat(acknowledgements.take(ack(5, "before"), true)).isEqualTo(Meaning.NOT_OURS);
        assertThat(journal.acknowledged()).isEqualTo(10);
        assertThat(acknowledgements.take(ack(12, "now"), false)).isEqualTo(Meaning.NOTED);
        assertThat(journal.acknowledged()).isEqualTo(12);
        assertThat(acknowledgements.setBacks()).isZero();
    }

    @Test
    void takesWhatABrokerKeptAtItsStartAndThenTheHubsOwnWord() {
        assertThat(acknowledgements.take(ack(8, "before"), true)).isEqualTo(Meaning.NOTED);
        assertThat(journal.acknowledged()).isEqualTo(8);
        assertThat(acknowledgements.take(ack(6, "restored"), false)).isEqualTo(Meaning.AGAIN);
        assertThat(acknowledgements.take(ack(8, "before"), false)).isEqualTo(Meaning.NOT_OURS);
        assertThat(journal.acknowledged()).isEqualTo(6);
        assertThat(journal.again().orElseThrow().scans()).hasToString("7–8");
        assertThat(acknowledgements.take(ack(7, "restored"), false)).isEqualTo(Meaning.NOTED);
        assertThat(journal.again()).isPresent();
        assertThat(acknowledgements.take(ack(8, "restored"), false)).isEqualTo(Meaning.NOTED);
        assertThat(journal.again()).isEmpty();
    }

    private Ack ack(long upTo, String life) {
        return new Ack(journal.epoch(), upTo, Optional.of(new HubLife(life)));
    }
}
