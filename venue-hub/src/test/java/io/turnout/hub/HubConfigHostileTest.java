package io.turnout.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.hostile.Campaign;
import io.turnout.hostile.Fate;
import io.turnout.hostile.Mutator;
import io.turnout.protocol.message.EnrolTicket;
import io.turnout.protocol.settings.Settings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class HubConfigHostileTest {
    private static final Mutator FILES =
            Mutator.ofTexts(
                    """
                    # a hub
                    site=venue
                    data-dir=/var/lib/turnout
                    http.host=127.0.0.1
                    http.port=8080
                    """,
                    """
                    site=fos\\u002d2
                    data-dir=d
                    http.host=0.0.0.0
                    mqtt.host=0.0.0.0
                    mqtt.port=1883
                    public-url=https://hub.example:8443/
                    """);

    @Test
    @DisplayName("a configuration is usable, or each fault of it is told")
    void readsOrTellsTheFaults() {
        Campaign.Result result =
                Campaign.against("config of a hub").run(FILES, HubConfigHostileTest::read);
        assertThat(result.refused()).isPositive();
        assertThat(result.accepted()).isPositive();
    }

    private static Fate read(byte[] file) {
        Map<String, String> texts;
        try (Reader reader =
                new InputStreamReader(
                        new ByteArrayInputStream(file), StandardCharsets.UTF_8.newDecoder())) {
            texts = Hub.texts(reader);
        } catch (IOException _) {
            return new Fate.Refused();
        }
        return switch (Settings.read(HubConfig.KEYS, texts, Map.of(), HubConfig.PREFIX)) {
            case Settings.Outcome.Faulty(var faults) -> {
                assertThat(faults).isNotEmpty();
                yield new Fate.Refused();
            }
            case Settings.Outcome.Good(var values) -> {
                HubConfig config = HubConfig.of(values);
                assertThat(config.mqttUrl()).matches("(tcp|ssl)://.+");
                assertThat(config.clashes()).doesNotContainNull();
                String any = "A".repeat(43);
                EnrolTicket ticket = new EnrolTicket(config.unitsAt(), any, any);
                assertThat(EnrolTicket.parse(ticket.text())).isEqualTo(ticket);
                yield new Fate.Accepted(config);
            }
        };
    }
}
