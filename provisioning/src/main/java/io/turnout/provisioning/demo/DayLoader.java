package io.turnout.provisioning.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.turnout.provisioning.api.ApiException;
import io.turnout.provisioning.api.HubApi;
import io.turnout.provisioning.demo.People.Registrations;
import io.turnout.provisioning.demo.Site.UnitPlan;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Loads a conference day into the hub: agenda, people, badges, registrations, who may enter. */
final class DayLoader {
    private static final long SEED = 2026;
    private static final int UNITS = 3;
    private static final int SMALL_ROOM = 40;
    private static final Duration SOON = Duration.ofMinutes(90);
    private static final String EVENT = "/api/v1/events/" + Site.EVENT;

    private final DemoOptions options;
    private final Clock clock;
    private final HubApi api;
    private final Consumer<String> say;

    DayLoader(DemoOptions options, Clock clock, HubApi api, Consumer<String> say) {
        this.options = options;
        this.clock = clock;
        this.api = api;
        this.say = say;
    }

    /**
     * What was loaded.
     *
     * @param unit to be started
     * @param comers badge codes of the people who come to its door
     */
    record DoorPlan(UnitPlan unit, List<String> comers) {
        DoorPlan {
            comers = List.copyOf(comers);
        }
    }

    List<DoorPlan> load() throws IOException, ApiException {
        loadAgenda();
        JsonNode sessions = api.get(EVENT + "/sessions");
        RoomChoice choice = RoomChoice.from(sessions, clock.instant(), UNITS);
        People people = new People(options.people(), SEED);
        Registrations registrations = people.registrations(choice.atDoors(), choice.elsewhere());
        api.post(EVENT + "/attendees", "text/csv", people.attendeesCsv());
        api.post(EVENT + "/registrations", "text/csv", registrations.csv());
        api.post(EVENT + "/badges", Map.of());
        restrict(sessions, choice);
        say.accept(
                "Attendees: %,d, each with a badge and registrations.".formatted(options.people()));
        return plans(sessions, choice, registrations);
    }

    private void loadAgenda() throws IOException, ApiException {
        String zone = clock.getZone().getId();
        api.post("/api/v1/events", Map.of("id", Site.EVENT, "title", "Demo day", "zone", zone));
        AgendaShift shift = new AgendaShift(clock.getZone(), LocalDateTime.now(clock));
        AgendaShift.Moved agenda;
        try (InputStream schedule = schedule()) {
            agenda = shift.move(schedule);
        }
        JsonNode imported = api.post(EVENT + "/agenda", "application/xml", agenda.xml());
        say.accept(
                "Agenda: %s sessions in %s rooms on %s days, moved to today%s."
                        .formatted(
                                imported.path("sessions").asText(),
                                imported.path("rooms").asText(),
                                imported.path("days").asText(),
                                agenda.hoursMoved()
                                        ? " and by some hours, so that sessions are on now"
                                        : ""));
    }

    private InputStream schedule() throws IOException {
        if (options.agenda().isPresent()) {
            return Files.newInputStream(options.agenda().get());
        }
        InputStream shipped =
                DayLoader.class.getResourceAsStream("/io/turnout/provisioning/demo-agenda.xml");
        if (shipped == null) {
            throw new IOException("the demo's agenda is missing from this build");
        }
        return shipped;
    }

    /** One door is open to all, one for registered people, one has a small room. */
    private void restrict(JsonNode sessions, RoomChoice choice) throws ApiException {
        for (JsonNode session : sessions) {
            int door = choice.rooms().indexOf(session.path("room").asText());
            String path = EVENT + "/sessions/" + session.path("id").asText();
            if (door == 1) {
                api.post(path, Map.of("access", "registered-only", "walkIn", "ask-staff"));
            } else if (door == 2) {
                api.post(path, Map.of("capacity", SMALL_ROOM));
            }
        }
    }

    private List<String> codes() throws ApiException {
        return api.text(EVENT + "/badges")
                .lines()
                .skip(1)
                .sorted()
                .map(line -> line.split(",", -1)[1])
                .toList();
    }

    private List<DoorPlan> plans(JsonNode sessions, RoomChoice choice, Registrations registrations)
            throws ApiException {
        List<String> codes = codes();
        String revoked = codes.getLast();
        api.post(EVENT + "/badges/" + revoked + "/state", Map.of("state", "revoked"));
        JsonNode rooms = api.get(EVENT + "/rooms");
        List<DoorPlan> plans = new ArrayList<>();
        for (String room : choice.rooms()) {
            List<Integer> registered =
                    registrations.bySession().getOrDefault(onNow(sessions, room), List.of());
            Tray tray = new Tray(codes).peopleFor(registered).mischief(revoked);
            String name = "door-" + (plans.size() + 1);
            UnitPlan unit = new UnitPlan(name, room, roomName(rooms, room), "auto", tray.lines());
            plans.add(new DoorPlan(unit, comers(codes, soonIn(sessions, room), registrations)));
        }
        return plans;
    }

    /** Those who registered for what is on or next, and one stranger for each eight of them. */
    private static List<String> comers(
            List<String> codes, List<String> sessions, Registrations registrations) {
        Set<Integer> people = new LinkedHashSet<>();
        for (String session : sessions) {
            people.addAll(registrations.bySession().getOrDefault(session, List.of()));
        }
        int strangers = people.size() / 8 + 1;
        for (int person = 0; person < codes.size() && strangers > 0; person++) {
            strangers -= people.add(person) ? 1 : 0;
        }
        return people.stream().map(codes::get).toList();
    }

    private List<String> soonIn(JsonNode sessions, String room) {
        Instant now = clock.instant();
        List<String> soon = new ArrayList<>();
        for (JsonNode session : sessions) {
            boolean here = session.path("room").asText().equals(room);
            boolean notOver = Instant.parse(session.path("end").asText()).isAfter(now);
            Instant start = Instant.parse(session.path("start").asText());
            if (here && notOver && start.isBefore(now.plus(SOON))) {
                soon.add(session.path("id").asText());
            }
        }
        return soon;
    }

    private String onNow(JsonNode sessions, String room) {
        List<String> soon = soonIn(sessions, room);
        return soon.isEmpty() ? "" : soon.getFirst();
    }

    private static String roomName(JsonNode rooms, String id) {
        for (JsonNode room : rooms) {
            if (room.path("id").asText().equals(id)) {
                return room.path("name").asText();
            }
        }
        return id;
    }
}
