package io.turnout.provisioning.demo;

import io.turnout.provisioning.demo.DayLoader.Audience;
import io.turnout.provisioning.demo.DayLoader.DoorPlan;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * People at one door: they arrive, most stay a while, leave again, and now and then somebody holds
 * up something that is no badge of this event. One thread.
 */
final class Crowd implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Crowd.class);

    /** Share of arrivals that are not a good badge: about one in twenty-five. */
    private static final int ODD_ONE_IN = 25;

    private static final int STRANGER_ONE_IN = 12;

    /** Longest queue of people who may leave; the oldest leaves first past it. */
    private static final int MOST_INSIDE = 400;

    private final URI scan;
    private final DoorPlan plan;
    private final InstantSource clock;
    private final Duration gap;
    private final Random random;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final List<String> inside = new ArrayList<>();
    private long closedDoor;

    /**
     * A crowd.
     *
     * @param panel the unit's panel
     * @param perMinute scans a minute, 1 or more
     */
    Crowd(DoorPlan plan, URI panel, int perMinute, InstantSource clock, long seed) {
        this.plan = plan;
        this.scan = panel.resolve("/scan");
        this.gap = Duration.ofMinutes(1).dividedBy(perMinute);
        this.clock = clock;
        this.random = new Random(seed);
    }

    @Override
    public void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                present(next());
                Thread.sleep(pause());
            }
        } catch (InterruptedException e) {
            // The demo ends; so does the crowd.
            Thread.currentThread().interrupt();
        }
    }

    /** Exponential gaps: people come in bunches. At most five times the mean. */
    private Duration pause() {
        double factor = Math.min(5, -Math.log(1 - random.nextDouble()));
        return Duration.ofNanos((long) (gap.toNanos() * factor));
    }

    private String next() {
        if (random.nextInt(ODD_ONE_IN) == 0) {
            return odd();
        }
        boolean leaves = !inside.isEmpty() && random.nextInt(100) < 30;
        if (leaves || inside.size() > MOST_INSIDE) {
            return inside.remove(random.nextInt(inside.size()));
        }
        return comer();
    }

    /** Mostly people registered for what is on; one in twelve is not. */
    private String comer() {
        Instant now = clock.instant();
        List<Audience> coming =
                plan.audiences().stream().filter(audience -> audience.comesAt(now)).toList();
        boolean stranger = coming.isEmpty() || random.nextInt(STRANGER_ONE_IN) == 0;
        return pick(
                stranger ? plan.strangers() : coming.get(random.nextInt(coming.size())).codes());
    }

    private String pick(List<String> codes) {
        return codes.get(random.nextInt(codes.size()));
    }

    /** A torn code, a cinema ticket, or a code with a typing error. */
    private String odd() {
        String badge = pick(plan.strangers());
        return switch (random.nextInt(3)) {
            case 0 -> badge.substring(0, badge.length() - 3);
            case 1 -> "TICKET-" + (100_000 + random.nextInt(900_000));
            default -> badge.substring(0, 5) + "77777" + badge.substring(10);
        };
    }

    private void present(String badge) throws InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(scan)
                        .timeout(Duration.ofSeconds(5))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(
                                BodyPublishers.ofString(
                                        "text=" + URLEncoder.encode(badge, StandardCharsets.UTF_8)))
                        .build();
        try {
            String answer = http.send(request, BodyHandlers.ofString()).body();
            if (answer.contains("\"state\":\"in\"")) {
                inside.add(badge);
            }
        } catch (IOException e) {
            if (closedDoor++ % 100 == 0) {
                LOG.info("{}: the unit does not answer", plan.unit().name());
                LOG.debug("present", e);
            }
        }
    }
}
