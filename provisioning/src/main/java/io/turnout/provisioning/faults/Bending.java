package io.turnout.provisioning.faults;

import io.turnout.provisioning.faults.Fault.Step;
import io.turnout.provisioning.faults.venue.Unit;
import io.turnout.provisioning.faults.venue.Venue;
import io.turnout.provisioning.process.WrongClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Sets wall clocks wrong under the programs that read them. Every other time the clock stays wrong
 * until all is mended, so that other faults meet it.
 */
final class Bending {
    private static final Duration TEN_YEARS = Duration.ofDays(3652);

    private final Venue venue;

    Bending(Venue venue) {
        this.venue = venue;
    }

    /** 1970, ten years ahead, an hour behind, or a minute more again and again. */
    Fault stepped(Random random) {
        List<Unit> units = venue.units().stream().filter(unit -> unit.clock().isPresent()).toList();
        Unit unit = units.get(random.nextInt(units.size()));
        WrongClock clock = unit.clock().orElseThrow();
        boolean starts = random.nextBoolean();
        boolean stays = random.nextBoolean();
        return switch (random.nextInt(4)) {
            case 0 -> wrong(unit, Duration.between(Instant.now(), Instant.EPOCH), starts, stays);
            case 1 -> wrong(unit, TEN_YEARS, starts, stays);
            case 2 -> wrong(unit, Duration.ofHours(-1), starts, stays);
            default -> minutes(unit, clock, random.nextBoolean() ? 1 : -1);
        };
    }

    /**
     * Wrong by one step.
     *
     * @param starts whether the unit starts with the wrong clock, or has it set while it runs
     * @param stays whether it stays wrong
     */
    private static Fault wrong(Unit unit, Duration by, boolean starts, boolean stays) {
        WrongClock clock = unit.clock().orElseThrow();
        Step begin =
                () -> {
                    if (starts) {
                        unit.machine().kill();
                    }
                    clock.set(by);
                    unit.machine().start();
                };
        Step end = () -> clock.set(stays ? by : Duration.ZERO);
        return Fault.of(uses(unit), List.of(unit), begin, end);
    }

    private static Fault minutes(Unit unit, WrongClock clock, int direction) {
        AtomicLong minutes = new AtomicLong();
        Step step = () -> clock.set(Duration.ofMinutes(minutes.addAndGet(direction)));
        return Fault.of(uses(unit), List.of(unit), step, () -> clock.set(Duration.ZERO))
                .meanwhile(step);
    }

    private static Set<String> uses(Unit unit) {
        return Set.of(unit.machine().name());
    }
}
