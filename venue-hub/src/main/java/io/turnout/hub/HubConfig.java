package io.turnout.hub;

import io.turnout.protocol.message.Topics;
import io.turnout.protocol.settings.Key;
import io.turnout.protocol.settings.Kind;
import io.turnout.protocol.settings.Values;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The hub's configuration.
 *
 * @param publicUrl what people and units reach the hub by, without a slash at its end
 */
public record HubConfig(
        String site,
        Path dataDir,
        String httpHost,
        int httpPort,
        String mqttHost,
        int mqttPort,
        Optional<String> publicUrl) {
    static final Key<String> SITE =
            Key.of(
                    "site",
                    Kind.id("site's name", text -> new Topics(text).site()),
                    "venue",
                    "The venue's name, part of every MQTT topic; units must have the same.");
    static final Key<String> DATA_DIR =
            Key.required(
                    "data-dir",
                    Kind.PATH,
                    "The directory for everything the hub keeps; also given as --data.");
    static final Key<String> HTTP_HOST =
            Key.of("http.host", Kind.TEXT, "127.0.0.1", "The address to serve web pages at.");
    static final Key<Integer> HTTP_PORT =
            Key.port("http.port", 8080, "The port to serve web pages at; 0 takes any free one.");
    static final Key<String> MQTT_HOST =
            Key.of("mqtt.host", Kind.TEXT, "127.0.0.1", "The address units connect to.");
    static final Key<Integer> MQTT_PORT =
            Key.port("mqtt.port", 1883, "The port units connect to; 0 takes any free one.");
    static final Key<Optional<String>> PUBLIC_URL =
            Key.optional(
                    "public-url",
                    Kind.url("http", "https"),
                    "What people and units reach the hub by, where that is not"
                            + " http://http.host:http.port.");

    static final List<Key<?>> KEYS =
            List.of(SITE, DATA_DIR, HTTP_HOST, HTTP_PORT, MQTT_HOST, MQTT_PORT, PUBLIC_URL);
    static final String PREFIX = "TURNOUT_HUB";

    static HubConfig of(Values values) {
        return new HubConfig(
                values.get(SITE),
                Path.of(values.get(DATA_DIR)),
                values.get(HTTP_HOST),
                values.get(HTTP_PORT),
                values.get(MQTT_HOST),
                values.get(MQTT_PORT),
                values.get(PUBLIC_URL).map(HubConfig::withoutSlash));
    }

    HubConfig withPorts(int http, int mqtt) {
        return new HubConfig(site, dataDir, httpHost, http, mqttHost, mqtt, publicUrl);
    }

    /** What people and units reach the hub by. */
    public String url() {
        return publicUrl.orElse("http://" + httpHost + ":" + httpPort);
    }

    /** What units connect to: where the hub listens everywhere, the host of its public address. */
    String mqttUrl() {
        boolean everywhere = mqttHost.equals("0.0.0.0") || mqttHost.equals("::");
        String host = everywhere ? URI.create(url()).getHost() : mqttHost;
        return "tcp://" + host + ":" + mqttPort;
    }

    private static String withoutSlash(String url) {
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }
}
