package io.turnout.provisioning.demo;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
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

    /** Longest queue of people who may leave; the oldest leaves first past it. */
    private static final int MOST_INSIDE = 400;

    private final String door;
    private final URI scan;
    private final List<String> badges;
    private final Duration gap;
    private final Random random;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final List<String> inside = new ArrayList<>();
    private final AtomicLong shown = new AtomicLong();
    private final AtomicLong closedDoor = new AtomicLong();

    /**
     * A crowd.
     *
     * @param panel the unit's panel
     * @param badges codes of the people who come to this door
     * @param perMinute scans a minute, 1 or more
     */
    Crowd(String door, URI panel, List<String> badges, int perMinute, long seed) {
        this.door = door;
        this.scan = panel.resolve("/scan");
        this.badges = List.copyOf(badges);
        this.gap = Duration.ofMinutes(1).dividedBy(perMinute);
        this.random = new Random(seed);
    }

    /** Scans that the unit answered. */
    long shown() {
        return shown.get();
    }

    /** Times when nobody could scan because the unit did not answer. */
    long closedDoor() {
        return closedDoor.get();
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
        return badges.get(random.nextInt(badges.size()));
    }

    /** A torn code, a cinema ticket, or a code with a typing error. */
    private String odd() {
        String badge = badges.get(random.nextInt(badges.size()));
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
            shown.incrementAndGet();
            if (answer.contains("\"state\":\"in\"")) {
                inside.add(badge);
            }
        } catch (IOException e) {
            if (closedDoor.getAndIncrement() % 100 == 0) {
                LOG.info("{}: the unit does not answer ({})", door, e.getMessage());
            }
        }
    }
}
