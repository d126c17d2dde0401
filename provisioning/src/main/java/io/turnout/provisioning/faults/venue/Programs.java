package io.turnout.provisioning.faults.venue;

import io.turnout.provisioning.process.Program.Launch;
import io.turnout.provisioning.process.SecretFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How hub and units are started. */
final class Programs {
    static final String HUB_SECRET = "hub-secret";

    private static final List<String> SMALL =
            List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private final Options options;

    Programs(Options options) {
        this.options = options;
    }

    /**
     * Where a hub listens.
     *
     * @param brokerLine the near end of its line to a broker that is not its own
     */
    record HubAt(String site, int http, int mqtt, Optional<Integer> brokerLine) {}

    /** Where a unit finds its hub, and what it is there. */
    record UnitAt(String site, String name, String listKey, int mqtt, int http, int panel) {}

    /** The first life of a hub. */
    Launch hubTraining(HubAt at, Path data) throws IOException {
        return launch("hub", options.hubJar(), training("hub"), hubSettings(at), data);
    }

    Machine.Start hub(HubAt at, Path data) throws IOException {
        return start(launch("hub", options.hubJar(), trained("hub"), hubSettings(at), data));
    }

    Launch unitTraining(UnitAt at, String secret, Path data) throws IOException {
        return launch(
                at.name(), options.gatewayJar(), training("unit"), unitSettings(at, secret), data);
    }

    Machine.Start unit(UnitAt at, String secret, Path data) throws IOException {
        return start(
                launch(
                        at.name(),
                        options.gatewayJar(),
                        trained("unit"),
                        unitSettings(at, secret),
                        data));
    }

    private Launch launch(
            String name, Path jar, List<String> jvm, Map<String, String> settings, Path data) {
        List<String> arguments = List.of("--data", data.toString());
        Path log = options.directory().resolve(name + ".log");
        return new Launch(name, jar, jvm, arguments, settings, log);
    }

    private static Machine.Start start(Launch launch) {
        return new Machine.Start(
                launch.name(), launch.command(), launch.environment(), launch.log());
    }

    private List<String> training(String program) {
        return options.cache() ? jvm("-XX:AOTCacheOutput=" + cache(program)) : jvm();
    }

    /** Without a cache where the training left none: slower, not wrong. */
    private List<String> trained(String program) {
        Path cache = cache(program);
        return Files.exists(cache) ? jvm("-XX:AOTCache=" + cache) : jvm();
    }

    private Path cache(String program) {
        return options.directory().toAbsolutePath().resolve(program + ".aot");
    }

    private static List<String> jvm(String... more) {
        List<String> jvm = new ArrayList<>(SMALL);
        jvm.addAll(List.of(more));
        return jvm;
    }

    private Map<String, String> hubSettings(HubAt at) throws IOException {
        Map<String, String> settings = new HashMap<>();
        settings.put("TURNOUT_HUB_SITE", at.site());
        settings.put("TURNOUT_HUB_TLS", "off");
        settings.put("TURNOUT_HUB_HTTP_PORT", String.valueOf(at.http()));
        if (at.brokerLine().isEmpty()) {
            settings.put("TURNOUT_HUB_MQTT_PORT", String.valueOf(at.mqtt()));
            return settings;
        }
        Path secret = options.directory().resolve("broker-secret");
        SecretFile.write(secret, HUB_SECRET);
        settings.put("TURNOUT_HUB_MQTT_BROKER_URL", local("tcp", at.brokerLine().get()));
        settings.put("TURNOUT_HUB_MQTT_BROKER_SECRET_FILE", secret.toString());
        return settings;
    }

    private Map<String, String> unitSettings(UnitAt at, String secret) throws IOException {
        Path file = options.directory().resolve(at.name() + ".secret");
        SecretFile.write(file, secret);
        return Map.of(
                "TURNOUT_GATEWAY_UNIT", at.name(),
                "TURNOUT_GATEWAY_SECRET_FILE", file.toString(),
                "TURNOUT_GATEWAY_SITE", at.site(),
                "TURNOUT_GATEWAY_HUB_URL", local("http", at.http()),
                "TURNOUT_GATEWAY_HUB_LIST_KEY", at.listKey(),
                "TURNOUT_GATEWAY_MQTT_URL", local("tcp", at.mqtt()),
                "TURNOUT_GATEWAY_PANEL_PORT", String.valueOf(at.panel()),
                "TURNOUT_GATEWAY_READER", "virtual",
                "TURNOUT_GATEWAY_INDICATOR", "virtual",
                "TURNOUT_GATEWAY_MODE", "auto");
    }

    private static String local(String scheme, int port) {
        return scheme + "://127.0.0.1:" + port;
    }
}
