package io.turnout.provisioning.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.turnout.provisioning.api.ApiException;
import io.turnout.provisioning.api.HubApi;
import io.turnout.provisioning.process.Cable;
import io.turnout.provisioning.process.Ports;
import io.turnout.provisioning.process.Program.Launch;
import io.turnout.provisioning.process.SecretFile;
import io.turnout.provisioning.process.Supervised;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A venue of child processes: one hub and its units. Closing it stops them all. */
final class Site implements AutoCloseable {
    static final String EVENT = "demo";

    private final DemoOptions options;
    private final Path directory;
    private final HubSite hub;
    private final List<UnitSite> units = new ArrayList<>();

    Site(DemoOptions options, Path directory, HubSite hub) {
        this.options = options;
        this.directory = directory;
        this.hub = hub;
    }

    HubSite hub() {
        return hub;
    }

    HubApi api() {
        return hub.api();
    }

    List<UnitSite> units() {
        return List.copyOf(units);
    }

    /** Registers a unit at the hub and starts its process, all traffic through two cables. */
    UnitSite addUnit(UnitPlan plan) throws IOException, ApiException {
        String name = plan.name();
        JsonNode identity =
                api().post(
                                "/api/v1/units",
                                Map.of("id", name, "room", plan.room(), "mode", plan.mode()));
        Path home = Files.createDirectories(directory.resolve(name));
        Path secret = home.resolve("secret");
        SecretFile.write(secret, identity.path("secret").asText());
        Path tray = home.resolve("tray.txt");
        Files.write(tray, plan.tray());
        Cable mqtt = Cable.to(hub.mqttPort());
        Cable http = Cable.to(hub.url().getPort());
        int panel = Ports.near(hub.url().getPort() + 1 + units.size());
        Map<String, String> settings = new HashMap<>(plan.environment());
        settings.putAll(
                Map.ofEntries(
                        Map.entry("TURNOUT_GATEWAY_UNIT", name),
                        Map.entry("TURNOUT_GATEWAY_SECRET_FILE", secret.toString()),
                        Map.entry("TURNOUT_GATEWAY_SITE", identity.path("site").asText()),
                        Map.entry("TURNOUT_GATEWAY_HUB_URL", local("http", http)),
                        Map.entry(
                                "TURNOUT_GATEWAY_HUB_LIST_KEY", identity.path("listKey").asText()),
                        Map.entry("TURNOUT_GATEWAY_MQTT_URL", local("tcp", mqtt)),
                        Map.entry("TURNOUT_GATEWAY_PANEL_PORT", String.valueOf(panel)),
                        Map.entry("TURNOUT_GATEWAY_PANEL_TRAY", tray.toString()),
                        Map.entry("TURNOUT_GATEWAY_READER", "virtual"),
                        Map.entry("TURNOUT_GATEWAY_INDICATOR", "virtual"),
                        Map.entry("TURNOUT_GATEWAY_MODE", plan.mode())));
        Launch launch =
                new Launch(
                        name,
                        options.gatewayJar(),
                        List.of("-XX:+UseSerialGC", "-Xmx128m"),
                        List.of("--data", home.resolve("data").toString()),
                        settings,
                        directory.resolve(name + ".log"));
        UnitSite unit =
                new UnitSite(
                        name,
                        plan.roomName(),
                        Supervised.start(launch),
                        URI.create("http://127.0.0.1:" + panel),
                        mqtt,
                        http,
                        home.resolve("unplugged"));
        units.add(unit);
        return unit;
    }

    /** Restarts what has ended and follows the cable switches; to be called about once a second. */
    List<UnitSite> watch() {
        hub.process().keepAlive();
        units.forEach(unit -> unit.process().keepAlive());
        return units.stream().filter(UnitSite::followSwitch).toList();
    }

    @Override
    public void close() throws IOException {
        for (UnitSite unit : units) {
            unit.close();
        }
        hub.close();
    }

    /**
     * A unit to be.
     *
     * @param room the room's id
     * @param mode {@code in}, {@code out} or {@code auto}
     * @param tray badges to try at its panel
     * @param environment more of its process's
     */
    record UnitPlan(
            String name,
            String room,
            String roomName,
            String mode,
            List<String> tray,
            Map<String, String> environment) {
        UnitPlan {
            tray = List.copyOf(tray);
            environment = Map.copyOf(environment);
        }

        /** One like any other. */
        UnitPlan(String name, String room, String roomName, String mode, List<String> tray) {
            this(name, room, roomName, mode, tray, Map.of());
        }
    }

    private static String local(String scheme, Cable cable) {
        return scheme + "://127.0.0.1:" + cable.port();
    }
}
