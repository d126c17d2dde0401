package io.turnout.provisioning.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.turnout.provisioning.api.ApiException;
import io.turnout.provisioning.demo.DayLoader.DoorPlan;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;

/** Makes a venue of today, lets a crowd through its doors, and says where to look. */
final class Demo {
    private static final long SEED = 2026;
    private static final Duration COUNTS_EVERY = Duration.ofSeconds(15);

    private final DemoOptions options;
    private final Clock clock;
    private final PrintWriter out;

    Demo(DemoOptions options, Clock clock, PrintWriter out) {
        this.options = options;
        this.clock = clock;
        this.out = out;
    }

    /** Runs until the time is over or the thread is interrupted; leaves no process behind. */
    void run(Path directory, String password) throws IOException, ApiException {
        say("Starting the hub …");
        try (HubSite hub = HubSite.start(options, directory, password);
                Site site = new Site(options, directory, hub)) {
            List<DoorPlan> doors = new DayLoader(options, clock, hub.api(), this::say).load();
            for (DoorPlan door : doors) {
                say("Starting unit " + door.unit().name() + " …");
                site.addUnit(door.unit());
            }
            new DemoGuide(out).print(site, directory, options);
            List<Thread> crowd = startCrowd(site, doors);
            try {
                watch(site);
            } finally {
                crowd.forEach(Thread::interrupt);
                say("Stopping …");
            }
        }
    }

    private List<Thread> startCrowd(Site site, List<DoorPlan> doors) {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < doors.size() && options.perMinute() > 0; i++) {
            UnitSite unit = site.units().get(i);
            Crowd crowd =
                    new Crowd(doors.get(i), unit.panel(), options.perMinute(), clock, SEED + i);
            threads.add(Thread.ofVirtual().name("crowd at " + unit.name()).start(crowd));
        }
        return threads;
    }

    private void watch(Site site) throws IOException {
        Instant end = options.runFor().map(clock.instant()::plus).orElse(Instant.MAX);
        Instant next = clock.instant();
        try {
            while (clock.instant().isBefore(end)) {
                for (UnitSite changed : site.watch()) {
                    say(
                            changed.name()
                                    + (changed.mqtt().isPlugged()
                                            ? ": network is back"
                                            : ": network pulled"));
                }
                if (!clock.instant().isBefore(next)) {
                    sayCounts(site);
                    next = clock.instant().plus(COUNTS_EVERY);
                }
                Thread.sleep(500);
            }
        } catch (InterruptedException e) {
            // Ctrl-C: the caller stops everything.
            Thread.currentThread().interrupt();
        }
    }

    private void sayCounts(Site site) {
        try {
            JsonNode totals =
                    site.api().get("/api/v1/events/" + Site.EVENT + "/counts").path("totals");
            say(
                    "%tT  scans at the hub %,d · admitted %,d · refused %,d · ask staff %,d"
                            .formatted(
                                    LocalDateTime.now(clock),
                                    totals.path("scans").asLong(),
                                    totals.path("admitted").asLong(),
                                    totals.path("refused").asLong(),
                                    totals.path("askStaff").asLong()));
        } catch (ApiException e) {
            say("the hub does not answer now (" + e.getMessage() + ")");
        }
    }

    private void say(String line) {
        out.println(line);
        out.flush();
    }
}
