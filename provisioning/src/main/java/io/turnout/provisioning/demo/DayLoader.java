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
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Loads a conference day into the hub: agenda, people, badges, registrations, who may enter. */
final class DayLoader {
    private static final long SEED = 2026;
    private static final int UNITS = 3;
    private static final int SMALL_ROOM = 40;
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
     * @param codes badge codes by person
     * @param units to be started
     */
    record Day(List<String> codes, List<UnitPlan> units) {
        Day {
            codes = List.copyOf(codes);
            units = List.copyOf(units);
        }
    }

    Day load() throws IOException, ApiException {
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
        List<String> codes = codes();
        String revoked = codes.getLast();
        api.post(EVENT + "/badges/" + revoked + "/state", Map.of("state", "revoked"));
        return new Day(codes, plans(sessions, choice, registrations, codes, revoked));
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
            String path = EVENT + "/sessions/" + session.path("session").asText();
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

    private List<UnitPlan> plans(
            JsonNode sessions,
            RoomChoice choice,
            Registrations registrations,
            List<String> codes,
            String revoked)
            throws ApiException {
        JsonNode rooms = api.get(EVENT + "/rooms");
        List<UnitPlan> plans = new ArrayList<>();
        for (String room : choice.rooms()) {
            String session = onNow(sessions, room);
            Tray tray =
                    new Tray(codes)
                            .peopleFor(registrations.bySession().getOrDefault(session, List.of()))
                            .mischief(revoked);
            String name = "door-" + (plans.size() + 1);
            plans.add(new UnitPlan(name, room, roomName(rooms, room), "auto", tray.lines()));
        }
        return plans;
    }

    private String onNow(JsonNode sessions, String room) {
        Instant now = clock.instant();
        for (JsonNode session : sessions) {
            boolean here = session.path("room").asText().equals(room);
            boolean notOver = Instant.parse(session.path("end").asText()).isAfter(now);
            boolean started = !Instant.parse(session.path("start").asText()).isAfter(now);
            if (here && notOver && started) {
                return session.path("session").asText();
            }
        }
        return "";
    }

    private static String roomName(JsonNode rooms, String id) {
        for (JsonNode room : rooms) {
            if (room.path("room").asText().equals(id)) {
                return room.path("name").asText();
            }
        }
        return id;
    }
}
