package io.turnout.provisioning.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.turnout.provisioning.api.ApiException;
import io.turnout.provisioning.demo.Site.UnitPlan;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Makes a venue of today, lets a crowd through its doors, and says where to look. */
final class Demo {
    private static final long SEED = 2026;
    private static final int UNITS = 3;
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
            RoomChoice choice = load(site);
            startUnits(site, choice);
            List<String> codes = badges(site);
            new DemoGuide(out).print(site, directory, options);
            List<Thread> crowd = startCrowd(site, codes);
            try {
                watch(site);
            } finally {
                crowd.forEach(Thread::interrupt);
                say("Stopping …");
            }
        }
    }

    private RoomChoice load(Site site) throws IOException, ApiException {
        ZoneId zone = clock.getZone();
        String events = "/api/v1/events/" + Site.EVENT;
        site.api()
                .post(
                        "/api/v1/events",
                        Map.of("id", Site.EVENT, "title", "Demo day", "zone", zone.getId()));
        AgendaShift.Moved agenda = agenda(zone);
        JsonNode imported = site.api().post(events + "/agenda", "application/xml", agenda.xml());
        say(
                "Agenda: %s sessions in %s rooms on %s days, moved to today%s."
                        .formatted(
                                imported.path("sessions").asText(),
                                imported.path("rooms").asText(),
                                imported.path("days").asText(),
                                agenda.hoursMoved()
                                        ? " and by some hours, so that sessions are on now"
                                        : ""));
        RoomChoice choice =
                RoomChoice.from(site.api().get(events + "/sessions"), clock.instant(), UNITS);
        People people = new People(options.people(), SEED);
        site.api().post(events + "/attendees", "text/csv", people.attendeesCsv());
        site.api()
                .post(
                        events + "/registrations",
                        "text/csv",
                        people.registrationsCsv(choice.atDoors(), choice.elsewhere()));
        site.api().post(events + "/badges", Map.of());
        restrict(site, events, choice);
        say("Attendees: %,d, each with a badge and registrations.".formatted(options.people()));
        return choice;
    }

    /** One door open to all, one for registered people, one for a small room. */
    private void restrict(Site site, String events, RoomChoice choice) throws ApiException {
        for (JsonNode session : site.api().get(events + "/sessions")) {
            int door = choice.rooms().indexOf(session.path("room").asText());
            String path = events + "/sessions/" + session.path("id").asText();
            if (door == 1) {
                site.api().post(path, Map.of("access", "registered-only", "walkIn", "ask-staff"));
            } else if (door == 2) {
                site.api().post(path, Map.of("capacity", 40));
            }
        }
    }

    private AgendaShift.Moved agenda(ZoneId zone) throws IOException {
        AgendaShift shift = new AgendaShift(zone, LocalDateTime.now(clock));
        try (InputStream schedule =
                options.agenda().isPresent()
                        ? Files.newInputStream(options.agenda().get())
                        : Demo.class.getResourceAsStream(
                                "/io/turnout/provisioning/demo-agenda.xml")) {
            if (schedule == null) {
                throw new IOException("the demo's agenda is missing from this build");
            }
            return shift.move(schedule);
        }
    }

    private void startUnits(Site site, RoomChoice choice) throws IOException, ApiException {
        JsonNode rooms = site.api().get("/api/v1/events/" + Site.EVENT + "/rooms");
        for (int i = 0; i < choice.rooms().size(); i++) {
            String room = choice.rooms().get(i);
            say("Starting unit door-" + (i + 1) + " …");
            site.addUnit(new UnitPlan("door-" + (i + 1), room, roomName(rooms, room), "auto"));
        }
    }

    private static String roomName(JsonNode rooms, String id) {
        for (JsonNode room : rooms) {
            if (room.path("id").asText().equals(id)) {
                return room.path("name").asText();
            }
        }
        return id;
    }

    private static List<String> badges(Site site) throws ApiException {
        String csv = site.api().text("/api/v1/events/" + Site.EVENT + "/badges");
        return csv.lines().skip(1).map(line -> line.split(",", -1)[1]).toList();
    }

    private List<Thread> startCrowd(Site site, List<String> codes) {
        List<Thread> threads = new ArrayList<>();
        if (options.perMinute() == 0) {
            return threads;
        }
        List<UnitSite> units = site.units();
        for (int i = 0; i < units.size(); i++) {
            int door = i;
            List<String> comers =
                    Stream.iterate(door, n -> n < codes.size(), n -> n + units.size())
                            .map(codes::get)
                            .toList();
            UnitSite unit = units.get(i);
            Crowd crowd =
                    new Crowd(unit.name(), unit.panel(), comers, options.perMinute(), SEED + door);
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
