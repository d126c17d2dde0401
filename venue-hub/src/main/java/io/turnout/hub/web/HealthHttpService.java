package io.turnout.hub.web;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/** Whether the hub does its work, for monitors. */
public final class HealthHttpService implements HttpService {
    private final Map<String, BooleanSupplier> checks;

    /**
     * @param checks by the name of the part; each answers quickly
     */
    public HealthHttpService(Map<String, BooleanSupplier> checks) {
        this.checks = Map.copyOf(checks);
    }

    /** Anybody may ask. */
    public Feature feature() {
        return Feature.closed(this);
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/health", Right.OPEN.lets(this::answer))
                .get("/health/ready", Right.OPEN.lets(this::answer))
                .get("/health/live", Right.OPEN.lets(HealthHttpService::live));
    }

    /** That it answers at all; a part that is down is no reason to start the hub anew. */
    private static void live(ServerRequest request, ServerResponse response) {
        Json.send(response, 200, new Answer("UP", Map.of()));
    }

    private record Answer(String status, Map<String, String> parts) {}

    private void answer(ServerRequest request, ServerResponse response) {
        Map<String, String> parts = new TreeMap<>();
        checks.forEach((name, check) -> parts.put(name, check.getAsBoolean() ? "UP" : "DOWN"));
        boolean up = !parts.containsValue("DOWN");
        Json.send(response, up ? 200 : 503, new Answer(up ? "UP" : "DOWN", parts));
    }
}
