package io.turnout.provisioning.enrolment;

import io.turnout.gateway.uplink.UplinkConfig;
import io.turnout.hub.HubConfig;
import io.turnout.hub.HubProgram;
import io.turnout.hub.Security;
import io.turnout.hub.webhooks.Reach;
import io.turnout.protocol.message.UnitId;
import io.turnout.provisioning.api.HubApi;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * A whole hub in this process, with certificates for units and an event with the room {@code aula}.
 *
 * @param api signed in
 * @param token of that sign-in
 */
public record ProxiedHub(HubProgram.Started hub, HubApi api, String token)
        implements AutoCloseable {
    private static final Map<String, String> ADA =
            Map.of("name", "ada", "password", "correct-horse-7");

    /** Starts one in an empty folder. */
    public static ProxiedHub start(Path folder) throws Exception {
        HubConfig config =
                new HubConfig(
                        "venue",
                        folder,
                        "127.0.0.1",
                        0,
                        "127.0.0.1",
                        0,
                        Optional.empty(),
                        Optional.empty(),
                        Reach.PUBLIC,
                        Optional.empty(),
                        new Security(Security.Tls.PROXY, 0, Duration.ofDays(100)));
        HubProgram.Started hub = HubProgram.start(config, InstantSource.system());
        HubApi api = new HubApi(URI.create(hub.config().url()));
        String link = hub.setupUrl().orElseThrow();
        api.setUp(link.substring(link.indexOf("token=") + 6), "ada", "correct-horse-7");
        String token = api.post("/api/v1/login", ADA).path("token").asText();
        api.signIn("ada", "correct-horse-7");
        api.post("/api/v1/events", Map.of("id", "ev", "title", "Event", "zone", "UTC"));
        api.post("/api/v1/events/ev/rooms/aula", Map.of("name", "Aula"));
        return new ProxiedHub(hub, api, token);
    }

    /** How a unit gets to it that tries again soon. */
    public static UplinkConfig impatient(String url, UnitId unit) {
        return new UplinkConfig(
                url,
                "venue",
                unit,
                "",
                Duration.ofSeconds(10),
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                Duration.ofMillis(50),
                Duration.ofSeconds(2));
    }

    @Override
    public void close() {
        hub.program().close();
    }
}
