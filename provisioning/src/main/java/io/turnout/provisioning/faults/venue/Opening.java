package io.turnout.provisioning.faults.venue;

import com.fasterxml.jackson.databind.JsonNode;
import io.turnout.provisioning.api.ApiException;
import io.turnout.provisioning.api.HubApi;
import io.turnout.provisioning.faults.line.Line;
import io.turnout.provisioning.process.Ports;
import io.turnout.provisioning.process.Program;
import io.turnout.provisioning.process.WrongClock;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Opens a venue: a hub with its day, then the broker, then the units. */
public final class Opening {
    private static final Duration START = Duration.ofSeconds(60);
    private static final int HUB_MEGABYTES = 256;
    private static final String SITE = "faults";
    private static final String USER = "organizer";
    private static final String PASSWORD = "correct-horse-7";
    private static final int PEOPLE_AT_A_DOOR = 300;

    private final Options options;
    private final Programs programs;
    private final Clock clock;
    private final Random random;
    private final Consumer<String> say;
    private final List<AutoCloseable> opened = new ArrayList<>();

    private Opening(Options options, Clock clock, long seed, Consumer<String> say) {
        this.options = options;
        this.programs = new Programs(options);
        this.clock = clock;
        this.random = new Random(seed);
        this.say = say;
    }

    /**
     * Opens one. What was started is stopped again where it fails.
     *
     * @param say is told what goes on
     */
    public static Venue open(Options options, Clock clock, long seed, Consumer<String> say)
            throws IOException, ApiException {
        Opening opening = new Opening(options, clock, seed, say);
        try {
            return opening.open();
        } catch (IOException | ApiException | RuntimeException e) {
            opening.undo(e);
            throw e;
        }
    }

    /** Whether this machine has a broker that can stand apart from the hub. */
    public static boolean otherBrokerIsThere() {
        return Mosquitto.isThere();
    }

    /** The hub's first life, in which it is set up; then everything as it will be. */
    private Venue open() throws IOException, ApiException {
        int http = Ports.near(0);
        int mqtt = Ports.near(0);
        Optional<Line> hubLine =
                options.otherBroker() ? Optional.of(kept(Line.plain(mqtt))) : Optional.empty();
        Programs.HubAt at = new Programs.HubAt(SITE, http, mqtt, hubLine.map(Line::port));
        Disk disk = kept(disk("hub", HUB_MEGABYTES));
        HubApi api = new HubApi(URI.create("http://127.0.0.1:" + http));
        Path data = disk.folder().resolve("data");
        Mosquitto mosquitto = new Mosquitto(options.directory().resolve("broker"), mqtt, SITE);
        List<Registered> doors = new ArrayList<>();
        Optional<Machine> broker = Optional.empty();
        Day day;
        say.accept("Starting the hub and loading a day …");
        try (Program hub = Program.start(programs.hubTraining(at, data))) {
            day = setUp(hub, api);
            for (int i = 0; i < options.units(); i++) {
                doors.add(register(api, day, i));
            }
            if (hubLine.isPresent()) {
                broker = Optional.of(kept(mosquitto.prepare(secrets(doors), log("broker"))));
                broker.get().start();
            }
            say.accept("Starting " + options.units() + " units …");
            train(doors.getLast(), http, mqtt);
        }
        Machine hub = kept(new Machine(programs.hub(at, data)));
        hub.start();
        List<Unit> units = new ArrayList<>();
        for (Registered door : doors) {
            units.add(kept(unit(door, http, mqtt)));
        }
        Optional<Venue.OtherBroker> apart =
                broker.map(machine ->
                        new Venue.OtherBroker(machine, mosquitto, hubLine.orElseThrow()));
        return new Venue(new Hub(options.hubJar(), hub, disk, api), apart, units, day);
    }

    private Day setUp(Program hub, HubApi api) throws IOException, ApiException {
        String link = hub.awaitSetupLink(START);
        hub.awaitReady(START);
        api.setUp(link.substring(link.indexOf("token=") + 6), USER, PASSWORD);
        api.signIn(USER, PASSWORD);
        int rooms = options.units() - 1;
        Day day = Day.load(api, rooms, PEOPLE_AT_A_DOOR * options.units(), clock);
        day.capacity(api, options.capacity());
        return day;
    }

    /** A unit that the hub knows. */
    private record Registered(
            String name, boolean seats, boolean wrongClock, String secret, String listKey) {}

    /** The first two doors are of the first room. */
    private Registered register(HubApi api, Day day, int index) throws ApiException {
        String name = "door-" + (index + 1);
        String room = day.rooms().get(Math.max(0, index - 1));
        JsonNode identity =
                api.post("/api/v1/units", Map.of("id", name, "room", room, "mode", "auto"));
        return new Registered(
                name,
                index < 2,
                index % 2 == 1,
                identity.path("secret").asText(),
                identity.path("listKey").asText());
    }

    private static Map<String, String> secrets(List<Registered> doors) {
        Map<String, String> secrets = new LinkedHashMap<>();
        secrets.put("hub", Programs.HUB_SECRET);
        doors.forEach(door -> secrets.put(door.name(), door.secret()));
        return secrets;
    }

    /**
     * A first life of one unit, so that the others start from what it loaded. Its journal is gone
     * after it, so it is none of the doors that share seats: the hub would keep some for it.
     */
    private void train(Registered door, int http, int mqtt) throws IOException {
        if (!options.cache()) {
            return;
        }
        Programs.UnitAt at =
                new Programs.UnitAt(SITE, door.name(), door.listKey(), mqtt, http, Ports.near(0));
        Path data = options.directory().resolve("training");
        try (Program unit = Program.start(programs.unitTraining(at, door.secret(), data))) {
            unit.awaitReady(START);
        }
        Hub.delete(data);
    }

    private Unit unit(Registered door, int http, int mqtt) throws IOException {
        Line mqttLine = Line.mqtt(mqtt, new Random(random.nextLong()));
        Line httpLine = Line.plain(http);
        int panel = Ports.near(0);
        Disk disk = disk(door.name(), 64);
        Programs.UnitAt at =
                new Programs.UnitAt(
                        SITE, door.name(), door.listKey(), mqttLine.port(), httpLine.port(), panel);
        Optional<WrongClock> clock = clock(door);
        Machine machine =
                new Machine(
                        programs.unit(at, door.secret(), disk.folder().resolve("data"))
                                .with(clock.map(WrongClock::environment).orElse(Map.of())));
        machine.start();
        return new Unit(
                door.name(),
                door.seats(),
                machine,
                mqttLine,
                httpLine,
                disk,
                URI.create("http://127.0.0.1:" + panel),
                clock,
                new AtomicInteger(),
                new AtomicInteger());
    }

    /** Every other unit: the others go by this machine's clock, as most units do. */
    private Optional<WrongClock> clock(Registered door) throws IOException {
        return options.wrongClocks() && door.wrongClock()
                ? Optional.of(WrongClock.in(options.directory(), door.name()))
                : Optional.empty();
    }

    private Disk disk(String name, int megabytes) throws IOException {
        Path folder = options.directory().resolve("disks").resolve(name);
        return options.disks() ? Disk.mount(folder, megabytes) : Disk.plain(folder);
    }

    private Path log(String name) {
        return options.directory().resolve(name + ".log");
    }

    private <T extends AutoCloseable> T kept(T part) {
        opened.add(part);
        return part;
    }

    private void undo(Exception why) {
        Closing.all(opened.reversed()).ifPresent(why::addSuppressed);
    }
}
