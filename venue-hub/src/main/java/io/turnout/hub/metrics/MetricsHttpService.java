package io.turnout.hub.metrics;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.turnout.hub.web.Feature;
import io.turnout.hub.web.Right;

/** Figures for monitors, by the token of a program that may see all events. */
public final class MetricsHttpService implements HttpService {
    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private final HubMetrics metrics;

    public MetricsHttpService(HubMetrics metrics) {
        this.metrics = metrics;
    }

    public Feature feature() {
        return Feature.closed(this);
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/metrics", Right.SEE.lets(this::send));
    }

    private void send(ServerRequest request, ServerResponse response) {
        response.header(HeaderNames.CONTENT_TYPE, TEXT)
                .header(HeaderNames.CACHE_CONTROL, "no-store")
                .send(metrics.text());
    }
}
