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
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Loads a conference day into the hub: agenda, people, badges, registrations, who may enter. */
final class DayLoader {
    private static final long SEED = 2026;
    private static final int UNITS = 3;
    private static final int SMALL_ROOM = 40;

    /** People come from ten minutes before a session on, and no more in its last minute. */
    private static final Duration BEFORE_START = Duration.ofMinutes(10);

    private static final Duration BEFORE_END = Duration.ofMinutes(1);
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
     * @param audiences who comes to its door, by session
     * @param strangers badge codes of people who come without having registered
     */
    record DoorPlan(UnitPlan unit, List<Audience> audiences, List<String> strangers) {
        DoorPlan {
            audiences = List.copyOf(audiences);
            strangers = List.copyOf(strangers);
        }
    }

    /** The people who registered for a session, and when they come. */
    record Audience(Instant from, Instant until, List<String> codes) {
        Audience {
            codes = List.copyOf(codes);
        }

        boolean comesAt(Instant now) {
            return !now.isBefore(from) && now.isBefore(until) && !codes.isEmpty();
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
            List<Audience> audiences = audiences(sessions, room, codes, registrations);
            plans.add(new DoorPlan(unit, audiences, codes.subList(0, codes.size() / 2)));
        }
        return plans;
    }

    private static List<Audience> audiences(
            JsonNode sessions, String room, List<String> codes, Registrations registrations) {
        List<Audience> audiences = new ArrayList<>();
        for (JsonNode session : sessions) {
            if (session.path("room").asText().equals(room)) {
                audiences.add(
                        new Audience(
                                Instant.parse(session.path("start").asText()).minus(BEFORE_START),
                                Instant.parse(session.path("end").asText()).minus(BEFORE_END),
                                registrations
                                        .bySession()
                                        .getOrDefault(session.path("id").asText(), List.of())
                                        .stream()
                                        .map(codes::get)
                                        .toList()));
            }
        }
        return audiences;
    }

    private String onNow(JsonNode sessions, String room) {
        Instant now = clock.instant();
        for (JsonNode session : sessions) {
            boolean here = session.path("room").asText().equals(room);
            if (here && Instant.parse(session.path("end").asText()).isAfter(now)) {
                return session.path("id").asText();
            }
        }
        return "";
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
