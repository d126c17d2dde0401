package io.turnout.provisioning.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.turnout.provisioning.api.ApiException;
import io.turnout.provisioning.demo.Site.UnitPlan;
import io.turnout.provisioning.process.WrongClock;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.awaitility.Awaitility;

/**
 * A hub and units of real processes, for which hours pass at once: their clocks, on the wall and
 * monotonic, leap together. The rooms have sessions as in {@link Venue}, and no units at first.
 */
final class LeapingVenue implements AutoCloseable {
    private static final Duration SLOW = Duration.ofSeconds(60);

    private final HubSite hub;
    private final Site site;
    private final WrongClock clock;
    private final List<String> badges;
    private Duration leapt = Duration.ZERO;

    private LeapingVenue(HubSite hub, Site site, WrongClock clock, List<String> badges) {
        this.hub = hub;
        this.site = site;
        this.clock = clock;
        this.badges = badges;
    }

    static LeapingVenue start(Path directory, int people) throws IOException, ApiException {
        requireClocks();
        WrongClock clock = WrongClock.in(directory, "venue");
        DemoOptions options = Venue.options(directory, people);
        HubSite hub = HubSite.start(options, directory, Venue.PASSWORD, clock.leaping());
        Site site = new Site(options, directory, hub);
        try {
            Venue.load(hub, people);
            return new LeapingVenue(hub, site, clock, Venue.codes(hub));
        } catch (ApiException | RuntimeException e) {
            site.close();
            throw e;
        }
    }

    /** Skips the test with a word where no wrong clock can be made. */
    static void requireClocks() {
        boolean possible = WrongClock.possible();
        assertThat(possible || !Boolean.getBoolean("turnout.noskip")).as("gcc is there").isTrue();
        assumeTrue(possible, "no gcc to make a wrong clock with");
    }

    HubSite hub() {
        return hub;
    }

    /** Where the pages of its event are. */
    URI event() {
        return hub.url().resolve("/events/" + Site.EVENT);
    }

    String badge(int index) {
        return badges.get(index);
    }

    /** What the clocks of its processes say. */
    Instant now() {
        return Instant.now().plus(leapt);
    }

    /** Lets time pass. */
    void leap(Duration time) {
        leapt = leapt.plus(time);
        clock.set(leapt);
    }

    /** A unit at a room, which does not yet have its list. */
    UnitSite addUnit(String name, String roomId, String room) throws IOException, ApiException {
        return site.addUnit(new UnitPlan(name, roomId, room, "auto", List.of(), clock.leaping()));
    }

    /** Time that passes while the hub is down. */
    void leapWithoutHub(Duration time) {
        ProcessHandle process = ProcessHandle.of(hub.process().pid()).orElseThrow();
        process.destroyForcibly();
        process.onExit().join();
        leap(time);
        site.watch();
        Awaitility.await("the hub is up again")
                .atMost(SLOW)
                .ignoreExceptions()
                .until(() -> status("/login") == 200);
    }

    private int status(String path) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(hub.url().resolve(path)).build();
            return client.send(request, BodyHandlers.discarding()).statusCode();
        }
    }

    @Override
    public void close() throws IOException {
        site.close();
    }
}
