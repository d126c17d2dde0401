package io.turnout.provisioning.faults;

import io.turnout.provisioning.api.ApiException;
import io.turnout.provisioning.faults.Fault.Step;
import io.turnout.provisioning.faults.line.Line;
import io.turnout.provisioning.faults.line.Mischief;
import io.turnout.provisioning.faults.line.Weather;
import io.turnout.provisioning.faults.venue.Disk;
import io.turnout.provisioning.faults.venue.Machine;
import io.turnout.provisioning.faults.venue.Unit;
import io.turnout.provisioning.faults.venue.Venue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** Makes a fault of what is planned. */
final class Breaking {
    private static final long MID_BADGE_NANOS = Duration.ofMillis(500).toNanos();
    private static final long INTO_NANOS = Duration.ofMillis(8).toNanos();

    private final Venue venue;
    private final History history;
    private final Replacing replacing;
    private final Damaging damaging;
    private final Bending bending;

    Breaking(Venue venue, History history) {
        this.venue = venue;
        this.history = history;
        this.replacing = new Replacing(venue, history);
        this.damaging = new Damaging(venue, history);
        this.bending = new Bending(venue);
    }

    /** What is used of the venue is picked by the plan alone. */
    Fault of(Planned planned) {
        Random random = new Random(planned.pick());
        return switch (planned.kind()) {
            case KILL_UNIT -> killedInMidBadge(random);
            case KILL_HUB -> killed(List.of(venue.hub().machine()));
            case KILL_BROKER -> killed(List.of(broker()));
            case WIPE_BROKER -> wiped();
            case KILL_PAIR -> killed(anyPair(random));
            case FREEZE -> frozen(any(venue.machines(), random));
            case CUT -> weather(random, new Weather.Cut(), false);
            case SLOW -> weather(random, slow(random), false);
            case HALF_OPEN -> weather(random, new Weather.HalfOpen(), random.nextBoolean());
            case FLAP -> flapping(random);
            case REPEAT ->
                    mischief(
                            random,
                            Set.of(
                                    Mischief.REPEAT_BATCHES,
                                    Mischief.HOLD_BATCHES,
                                    Mischief.REPEAT_ACKS));
            case DROP_ACKS -> mischief(random, Set.of(Mischief.DROP_ACKS));
            case DROP_PUBACK -> mischief(random, Set.of(Mischief.DROP_A_PUBACK));
            case DISK_UNIT -> full(anyUnit(random));
            case DISK_HUB -> full(venue.hub().disk(), "hub", venue.units());
            case PARTITION -> partition();
            case REINSTALL_UNIT -> replacing.reinstalled(random);
            case RESTORE_HUB -> replacing.restored();
            case DAMAGE_JOURNAL -> damaging.damaged(random);
            case CLOCK_STEPS -> bending.stepped(random);
        };
    }

    private Fault killed(List<Machine> machines) {
        Step end =
                () -> {
                    for (Machine machine : machines) {
                        machine.start();
                    }
                };
        return Fault.of(
                uses(machines), touched(machines), () -> machines.forEach(Machine::kill), end);
    }

    /** Every other time while a badge is being dealt with, a few milliseconds into it. */
    private Fault killedInMidBadge(Random random) {
        Unit unit = anyUnit(random);
        long longest = random.nextBoolean() ? MID_BADGE_NANOS : 0;
        long into = random.nextLong(INTO_NANOS);
        Step begin =
                () -> {
                    long start = System.nanoTime();
                    while (unit.presenting().get() == 0 && System.nanoTime() - start < longest) {
                        Thread.onSpinWait();
                    }
                    TimeUnit.NANOSECONDS.sleep(longest > 0 ? into : 0);
                    unit.machine().kill();
                };
        List<Machine> one = List.of(unit.machine());
        return Fault.of(uses(one), List.of(unit), begin, unit.machine()::start);
    }

    private Fault wiped() {
        Machine broker = broker();
        Step begin =
                () -> {
                    broker.kill();
                    venue.wipeBroker();
                };
        return Fault.of(uses(List.of(broker)), venue.units(), begin, broker::start);
    }

    private Fault frozen(Machine machine) {
        List<Machine> one = List.of(machine);
        return Fault.of(uses(one), touched(one), machine::freeze, machine::thaw);
    }

    /**
     * Another weather on one unit's lines, or on the hub's own to its broker.
     *
     * @param breaks whether what stood is broken at the end, or goes on
     */
    private Fault weather(Random random, Weather weather, boolean breaks) {
        Link link = anyLink(random);
        Step end =
                () -> {
                    link.turn(new Weather.Clear());
                    if (breaks) {
                        link.lines().forEach(Line::reset);
                    }
                };
        return Fault.of(Set.of(link.name()), link.units(), () -> link.turn(weather), end);
    }

    private Fault flapping(Random random) {
        Link link = anyLink(random);
        AtomicBoolean cut = new AtomicBoolean();
        Step toggle =
                () -> {
                    boolean now = !cut.get();
                    cut.set(now);
                    link.turn(now ? new Weather.Cut() : new Weather.Clear());
                };
        return Fault.of(
                        Set.of(link.name()),
                        link.units(),
                        toggle,
                        () -> link.turn(new Weather.Clear()))
                .meanwhile(toggle);
    }

    private Fault mischief(Random random, Set<Mischief> mischief) {
        Unit unit = anyUnit(random);
        AtomicLong before = new AtomicLong();
        Step begin =
                () -> {
                    before.set(unit.mqtt().meddled());
                    unit.mqtt().begin(mischief);
                };
        return Fault.of(
                        Set.of("mqtt of " + unit.name()),
                        List.of(unit),
                        begin,
                        () -> unit.mqtt().end(mischief))
                .until(() -> unit.mqtt().meddled() > before.get());
    }

    private Fault full(Unit unit) {
        return full(unit.disk(), unit.name(), List.of(unit));
    }

    /** While it is full the doors get new lists too. */
    private Fault full(Disk disk, String name, List<Unit> touched) {
        Step begin =
                () -> {
                    disk.fill();
                    raiseCapacity();
                };
        return Fault.of(Set.of("disk of " + name), touched, begin, disk::free)
                .meanwhile(disk::fill);
    }

    private void raiseCapacity() {
        int seats = history.capacity(history.seats() + 1);
        try {
            venue.day().capacity(venue.hub().api(), seats);
        } catch (ApiException e) {
            // The hub is down or its disk is full: the doors go on with what they have.
            FaultsCommand.LOG.debug("capacity {}: {}", seats, e.getMessage());
        }
    }

    /** Both doors of the room with a capacity on their own. */
    private Fault partition() {
        List<Unit> doors = venue.units().stream().filter(Unit::seats).toList();
        List<String> uses = doors.stream().map(door -> "link of " + door.name()).toList();
        return Fault.of(
                Set.copyOf(uses),
                doors,
                () -> doors.forEach(door -> door.turn(new Weather.Cut())),
                () -> doors.forEach(door -> door.turn(new Weather.Clear())));
    }

    /** The cable of a unit, or of the hub to a broker apart. */
    private record Link(String name, List<Line> lines, List<Unit> units) {
        void turn(Weather weather) {
            lines.forEach(line -> line.turn(weather));
        }
    }

    private Link anyLink(Random random) {
        Optional<Line> hub = venue.hubLine();
        if (hub.isPresent() && random.nextInt(4) == 0) {
            return new Link("link of hub", List.of(hub.get()), venue.units());
        }
        Unit unit = anyUnit(random);
        return new Link("link of " + unit.name(), unit.lines(), List.of(unit));
    }

    private static Weather slow(Random random) {
        return new Weather.Slow(
                Duration.ofMillis(random.nextInt(20, 300)), random.nextInt(2_000, 20_000));
    }

    private Machine broker() {
        return venue.broker().orElseThrow();
    }

    private List<Machine> anyPair(Random random) {
        List<Machine> machines = new ArrayList<>(venue.machines());
        Collections.shuffle(machines, random);
        return machines.subList(0, 2);
    }

    private Unit anyUnit(Random random) {
        return any(venue.units(), random);
    }

    private static <T> T any(List<T> from, Random random) {
        return from.get(random.nextInt(from.size()));
    }

    private static Set<String> uses(List<Machine> machines) {
        return Set.copyOf(machines.stream().map(Machine::name).toList());
    }

    /** A unit's own process holds up itself only; hub and broker hold up all. */
    private List<Unit> touched(List<Machine> machines) {
        List<Unit> own =
                venue.units().stream().filter(unit -> machines.contains(unit.machine())).toList();
        return own.size() == machines.size() ? own : venue.units();
    }
}
