package io.turnout.provisioning.demo;

import io.turnout.provisioning.api.ApiException;
import io.turnout.provisioning.api.HubApi;
import io.turnout.provisioning.process.Ports;
import io.turnout.provisioning.process.Program;
import io.turnout.provisioning.process.Program.Launch;
import io.turnout.provisioning.process.Supervised;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The hub of the demo: its process, and a signed-in client of it. */
record HubSite(Supervised process, HubApi api, URI url, int mqttPort, String user, String password)
        implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(60);
    private static final String USER = "organizer";

    /** Starts a hub on a new data directory, makes its first user and signs in. */
    static HubSite start(DemoOptions options, Path directory, String password)
            throws IOException, ApiException {
        return start(options, directory, password, Map.of());
    }

    /**
     * The same with more in the environment of its process.
     *
     * @param environment settings of its own come before these
     */
    static HubSite start(
            DemoOptions options, Path directory, String password, Map<String, String> environment)
            throws IOException, ApiException {
        int http = Ports.near(options.httpPort());
        int mqtt = Ports.near(options.httpPort() == 0 ? 0 : 1883);
        Map<String, String> settings = new HashMap<>(environment);
        settings.put("TURNOUT_HUB_SITE", "demo");
        settings.put("TURNOUT_HUB_TLS", "off");
        settings.put("TURNOUT_HUB_HTTP_PORT", String.valueOf(http));
        settings.put("TURNOUT_HUB_MQTT_PORT", String.valueOf(mqtt));
        Launch launch =
                new Launch(
                        "hub",
                        options.hubJar(),
                        List.of("-XX:+UseSerialGC", "-Xmx512m"),
                        List.of("--data", directory.resolve("hub").toString()),
                        settings,
                        directory.resolve("hub.log"));
        Program program = Program.start(launch);
        Supervised hub = Supervised.adopt(launch, program);
        try {
            URI url = URI.create("http://127.0.0.1:" + http);
            HubApi api = new HubApi(url);
            String link = program.awaitSetupLink(START);
            api.setUp(link.substring(link.indexOf("token=") + 6), USER, password);
            api.signIn(USER, password);
            return new HubSite(hub, api, url, mqtt, USER, password);
        } catch (IOException | ApiException e) {
            hub.close();
            throw e;
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
