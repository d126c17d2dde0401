package io.turnout.gateway.reader.usb;

import io.turnout.gateway.reader.ReaderHealth;
import io.turnout.gateway.reader.ReaderHealth.Trouble;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The scanners of one bus. One thread looks again and again: what is new is opened and heard, what
 * is gone is let go, what failed is tried again.
 */
final class Scanners implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Scanners.class);

    private final UsbBus bus;
    private final UsbSettings settings;
    private final InstantSource steady;
    private final Hearing.Ears ears;
    private final Opening opening;
    private final Map<PortPath, Place> places = new LinkedHashMap<>();
    private final List<Hearing> leaving = new ArrayList<>();
    private volatile Seen seen = new Seen(List.of(), List.of());

    /** What the last look saw. */
    private record Seen(List<Hearing> hearings, List<Problem> problems) {
        Seen {
            hearings = List.copyOf(hearings);
            problems = List.copyOf(problems);
        }

        Stream<Problem> all() {
            Stream<Problem> doubts =
                    hearings.stream()
                            .flatMap(hearing ->
                                    hearing.doubt().stream()
                                            .map(why ->
                                                    new Problem(
                                                            Trouble.UNREADABLE,
                                                            hearing.device() + ": " + why)));
            return Stream.concat(problems.stream(), doubts);
        }
    }

    Scanners(UsbBus bus, UsbSettings settings, InstantSource steady, Hearing.Ears ears) {
        this.bus = bus;
        this.settings = settings;
        this.steady = steady;
        this.ears = ears;
        this.opening = new Opening(bus, settings);
    }

    /** Looks what is plugged in now. */
    void look() throws UsbFault {
        List<UsbDevice> now = bus.devices().stream().filter(this::ours).toList();
        letGoOf(now);
        leaving.removeIf(Hearing::over);
        now.forEach(device -> places.computeIfAbsent(device.port(), _ -> place(device)));
        for (Place place : places.values()) {
            Optional<Hearing> begun = place.open(opening, this::hearing, steady.instant());
            // Whoever hears of a text finds its scanner among those that are seen.
            seen = new Seen(hearings(), problems());
            begun.ifPresent(Hearing::start);
        }
        seen = new Seen(hearings(), problems());
    }

    private Place place(UsbDevice device) {
        boolean bound = !settings.ports().isEmpty();
        return new Place(device, bound || Make.of(device).isPresent());
    }

    private Hearing hearing(UsbDevice device, Scanner scanner) {
        LOG.info("usb: {} is read as {}", device, scanner.speaks().word());
        return new Hearing(device, scanner, settings.gap(), steady, ears);
    }

    /** Whether a device may be a reader of this door. */
    private boolean ours(UsbDevice device) {
        return settings.side(device.port()).isPresent()
                && (!settings.ports().isEmpty() || Opening.mayBeScanner(device));
    }

    private void letGoOf(List<UsbDevice> now) {
        places.values()
                .removeIf(place -> {
                    boolean gone = now.stream().noneMatch(place.device()::same);
                    if (gone) {
                        LOG.info("usb: {} was unplugged", place.device());
                        leave(place);
                    }
                    return gone;
                });
    }

    private void leave(Place place) {
        place.hearing()
                .ifPresent(hearing -> {
                    hearing.letGo();
                    leaving.add(hearing);
                });
    }

    private List<Hearing> hearings() {
        return places.values().stream().flatMap(place -> place.hearing().stream()).toList();
    }

    private List<Problem> problems() {
        List<Problem> problems = new ArrayList<>();
        places.values().forEach(place -> place.problem().ifPresent(problems::add));
        List<String> empty =
                settings.ports().keySet().stream()
                        .filter(port -> !places.containsKey(port))
                        .map(PortPath::toString)
                        .sorted()
                        .toList();
        boolean nothing = settings.ports().isEmpty() && hearings().isEmpty();
        if (!empty.isEmpty() || (nothing && problems.isEmpty())) {
            problems.add(new Problem(Trouble.MISSING, nothing ? "USB" : String.join(", ", empty)));
        }
        return problems;
    }

    /** The worst of all that is wrong. Any thread. */
    ReaderHealth health() {
        List<Problem> problems = seen.all().sorted(Comparator.comparing(Problem::trouble)).toList();
        if (problems.isEmpty()) {
            return new ReaderHealth.Ready();
        }
        Trouble worst = problems.getFirst().trouble();
        return new ReaderHealth.Broken(
                worst,
                problems.stream()
                        .filter(problem -> problem.trouble() == worst)
                        .map(Problem::what)
                        .collect(Collectors.joining(", ")));
    }

    /** Lets all scanners go and waits for them: after this nobody uses the bus. */
    @Override
    public void close() {
        places.values().forEach(this::leave);
        places.clear();
        leaving.forEach(Hearing::awaitEnd);
    }
}
