package io.turnout.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.hostile.Campaign;
import io.turnout.hostile.Fate;
import io.turnout.hostile.Mutator;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class GatewayConfigHostileTest {
    private static final Mutator FILES =
            Mutator.ofTexts(
                    """
                    # a unit
                    unit=door-1
                    secret-file=/etc/turnout/secret
                    hub.url=http://hub.example:8080
                    hub.list-key=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=
                    mqtt.url=tcp://[::1]:1883
                    data-dir=/var/lib/turnout
                    """,
                    """
                    unit=door\\u002d2
                    secret-file=s
                    data-dir=d
                    hub.list-key=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=
                    reader=usb
                    reader.usb.in=1-1.2
                    reader.usb.out=1-1.3,1-1.4
                    reader.usb.layout=de
                    reader.usb.gap=200ms
                    camera.command=rpicam-vid -t 0 \\
                        -n
                    camera.width=1280
                    ask-deadline=150ms
                    journal.budget=256
                    journal.full=out-of-order
                    panel.host=127.0.0.1
                    panel.port=0
                    panel.tray=/etc/turnout/tray
                    mode=in
                    """);

    @Test
    @DisplayName("a configuration is usable, or each fault of it is told")
    void readsOrTellsTheFaults() {
        Campaign.Result result =
                Campaign.against("config of a unit").run(FILES, GatewayConfigHostileTest::read);
        assertThat(result.refused()).isPositive();
        assertThat(result.accepted()).isPositive();
    }

    private static Fate read(byte[] file) {
        Map<String, String> texts;
        try (Reader reader =
                new InputStreamReader(
                        new ByteArrayInputStream(file), StandardCharsets.UTF_8.newDecoder())) {
            texts = Gateway.texts(reader);
        } catch (IOException _) {
            return new Fate.Refused();
        }
        return switch (GatewayConfig.read(Map.of(), texts, Map.of())) {
            case GatewayConfig.Read.Faulty(var faults) -> {
                assertThat(faults).isNotEmpty();
                yield new Fate.Refused();
            }
            case GatewayConfig.Read.Good(GatewayConfig config) -> {
                assertThat(URI.create(config.hubUrl()).getScheme()).startsWith("http");
                assertThat(URI.create(config.mqttUrl()).getScheme()).isEqualTo("tcp");
                yield new Fate.Accepted(config);
            }
        };
    }
}
