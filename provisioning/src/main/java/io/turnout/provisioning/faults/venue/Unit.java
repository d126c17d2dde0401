package io.turnout.provisioning.faults.venue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.turnout.provisioning.faults.line.Line;
import io.turnout.provisioning.faults.line.Weather;
import io.turnout.provisioning.process.WrongClock;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One door: its unit's process, its two lines, its disk.
 *
 * @param seats whether it shares a room's capacity with others
 * @param clock its wall clock, where that can be set wrong
 * @param journal which journal it writes: grows when it loses its data, or some of it
 * @param presenting how many badges are being presented at this moment
 */
public record Unit(
        String name,
        boolean seats,
        Machine machine,
        Line mqtt,
        Line http,
        Disk disk,
        URI panel,
        Optional<WrongClock> clock,
        AtomicInteger journal,
        AtomicInteger presenting)
        implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(2))
                    .build();
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /**
     * Presents a text at its reader and returns the panel's answer.
     *
     * @throws java.net.ConnectException when nobody is there: nothing was presented
     * @throws IOException when the answer was lost: it may be recorded or not
     */
    public JsonNode present(String text) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(panel.resolve("/scan"))
                        .timeout(PATIENCE)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(
                                BodyPublishers.ofString(
                                        "text=" + URLEncoder.encode(text, StandardCharsets.UTF_8)))
                        .build();
        presenting.incrementAndGet();
        try {
            return JSON.readTree(HTTP.send(request, BodyHandlers.ofString()).body());
        } finally {
            presenting.decrementAndGet();
        }
    }

    /** What its panel shows. */
    public JsonNode state() throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(panel.resolve("/state")).timeout(PATIENCE).GET().build();
        return JSON.readTree(HTTP.send(request, BodyHandlers.ofString()).body());
    }

    public List<Line> lines() {
        return List.of(mqtt, http);
    }

    /** Both lines, as one cable has them. */
    public void turn(Weather weather) {
        lines().forEach(line -> line.turn(weather));
    }

    @Override
    public void close() throws IOException {
        machine.close();
        mqtt.close();
        http.close();
        disk.close();
    }
}
