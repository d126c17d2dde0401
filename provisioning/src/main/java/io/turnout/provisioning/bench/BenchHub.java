package io.turnout.provisioning.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.turnout.provisioning.api.ApiException;
import io.turnout.provisioning.api.HubApi;
import io.turnout.provisioning.process.Program;
import io.turnout.provisioning.process.Program.Launch;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A hub in a process of its own, with one event, one room and whatever units are registered. */
record BenchHub(Program program, HubApi api, URI url, int mqttPort) implements AutoCloseable {
    static final String SITE = "bench";
    static final String ROOM = "aula";

    private static final Duration START = Duration.ofSeconds(60);
    private static final String EVENT = "/api/v1/events/bench";

    /** Starts it on a new data directory in {@code work}, with nothing encrypted. */
    static BenchHub start(Path jar, Path work) throws IOException, ApiException {
        return start(jar, work, "off");
    }

    /**
     * The same.
     *
     * @param tls {@code off}, or {@code proxy} where units have certificates
     */
    static BenchHub start(Path jar, Path work, String tls) throws IOException, ApiException {
        int http = StartBench.freePort();
        int mqtt = StartBench.freePort();
        int units = StartBench.freePort();
        Launch launch =
                new Launch(
                        "hub",
                        jar,
                        List.of("-XX:+UseSerialGC", "-Xmx512m"),
                        List.of("--data", work.resolve("hub").toString()),
                        Map.of(
                                "TURNOUT_HUB_SITE",
                                SITE,
                                "TURNOUT_HUB_TLS",
                                tls,
                                "TURNOUT_HUB_UNITS_PORT",
                                String.valueOf(units),
                                "TURNOUT_HUB_HTTP_PORT",
                                String.valueOf(http),
                                "TURNOUT_HUB_MQTT_PORT",
                                String.valueOf(mqtt)),
                        work.resolve("hub.log"));
        Program program = Program.start(launch);
        try {
            URI url = URI.create("http://127.0.0.1:" + http);
            HubApi api = new HubApi(url);
            String link = program.awaitSetupLink(START);
            api.setUp(link.substring(link.indexOf("token=") + 6), "bench", "correct-horse-7");
            api.signIn("bench", "correct-horse-7");
            api.post("/api/v1/events", Map.of("id", "bench", "title", "Bench", "zone", "UTC"));
            api.post(EVENT + "/rooms/" + ROOM, Map.of("name", "Aula"));
            return new BenchHub(program, api, url, mqtt);
        } catch (IOException | ApiException e) {
            program.close();
            throw e;
        }
    }

    /** Registers a unit; its secret. */
    String register(String unit) throws ApiException {
        return api.post("/api/v1/units", Map.of("id", unit, "room", ROOM, "mode", "auto"))
                .path("secret")
                .asText();
    }

    String mqttUrl() {
        return "tcp://127.0.0.1:" + mqttPort;
    }

    /** Scans in the log, of all journals up to their first gap. */
    long scans() throws ApiException {
        long scans = 0;
        for (JsonNode unit : api.get(EVENT + "/counts").path("units")) {
            scans += unit.path("upTo").asLong();
        }
        return scans;
    }

    @Override
    public void close() {
        program.close();
    }
}
