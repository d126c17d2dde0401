package io.turnout.provisioning.faults;

import io.turnout.provisioning.api.ApiException;
import io.turnout.provisioning.faults.ledger.Comparison;
import io.turnout.provisioning.faults.ledger.Entry;
import io.turnout.provisioning.faults.ledger.Finding;
import io.turnout.provisioning.faults.ledger.HubRows;
import io.turnout.provisioning.faults.ledger.HubScan;
import io.turnout.provisioning.faults.ledger.Ledger;
import io.turnout.provisioning.faults.ledger.Occupancy;
import io.turnout.provisioning.faults.ledger.Recount;
import io.turnout.provisioning.faults.ledger.Times;
import io.turnout.provisioning.faults.venue.Machine;
import io.turnout.provisioning.faults.venue.Unit;
import io.turnout.provisioning.faults.venue.Venue;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Breaks a venue in groups of faults; after each all is mended, waited for and compared. */
final class Runner {
    private static final int GROUP = 15;
    private static final int BACKUP_EVERY = 4;
    private static final int MORE_SEATS = 2;
    private static final int MOST_SEATS = 12;
    private static final int LOGGED = 20;
    private static final long READS_TIME_MS = 50;
    private static final Duration RECORDS_AGAIN = Duration.ofMinutes(1);

    private final Venue venue;
    private final Ledger ledger;
    private final Pace pace;
    private final Consumer<String> say;
    private final Gate gate = new Gate();
    private final Tally tally = new Tally();
    private final History history;
    private final Healing healing;
    private final Recoveries recoveries;
    private final Execution execution;
    private final Random random;
    private final long began;

    Runner(Venue venue, Ledger ledger, Path directory, Pace pace, Consumer<String> say) {
        this.venue = venue;
        this.ledger = ledger;
        this.pace = pace;
        this.say = say;
        this.history = new History(venue.hub(), directory);
        this.healing = new Healing(venue);
        this.recoveries = new Recoveries(ledger);
        this.execution = new Execution(new Breaking(venue, history), tally, recoveries);
        this.random = new Random(pace.seed());
        this.began = wallMinusNanos();
    }

    /**
     * How people come.
     *
     * @param gap mean time between two at a door
     * @param capacity of the room with two doors, at first
     * @param clock the one that the hub goes by
     */
    record Pace(Duration gap, long seed, int capacity, InstantSource clock) {}

    Tally tally() {
        return tally;
    }

    int seats() {
        return history.seats();
    }

    Recoveries recoveries() {
        return recoveries;
    }

    /** Runs a plan to its end, whatever is found. */
    void run(List<Planned> plan) throws IOException, ApiException, InterruptedException {
        history.capacity(pace.capacity());
        List<Thread> threads = new ArrayList<>(crowds());
        threads.add(Thread.ofVirtual().name("recoveries").start(recoveries::run));
        try {
            healAndCompare(Set.of(), "before any");
            for (int from = 0; from < plan.size(); from += GROUP) {
                List<Planned> group = plan.subList(from, Math.min(plan.size(), from + GROUP));
                history.prepareBackup(from / GROUP % BACKUP_EVERY == 0);
                gate.open();
                raiseCapacity();
                execution.run(group);
                healAndCompare(
                        group.stream().map(Planned::kind).collect(Collectors.toSet()),
                        from + group.size() + " of " + plan.size());
            }
        } finally {
            threads.forEach(Thread::interrupt);
        }
    }

    /** Lets people pass, breaks nothing, and looks at the programs every now and then. */
    void soak(int looks, Duration between, Look look) throws IOException, InterruptedException {
        history.capacity(pace.capacity());
        List<Thread> threads = crowds();
        try {
            healAndCompare(Set.of(), "before any");
            gate.open();
            for (int i = 1; i <= looks; i++) {
                Thread.sleep(between);
                look.at(i, ledger.size());
            }
            healAndCompare(Set.of(), "after no");
        } finally {
            threads.forEach(Thread::interrupt);
        }
    }

    /** What is looked at meanwhile. */
    interface Look {
        void at(int number, int presentations) throws IOException;
    }

    private List<Thread> crowds() {
        List<String> badges = venue.day().badges();
        int each = badges.size() / venue.units().size();
        List<Thread> crowds = new ArrayList<>();
        for (Unit unit : venue.units()) {
            int from = crowds.size() * each;
            Crowd crowd =
                    new Crowd(
                            unit,
                            badges.subList(from, from + each),
                            ledger,
                            gate,
                            new Crowd.Pace(pace.gap(), pace.seed() + crowds.size()));
            crowds.add(Thread.ofVirtual().name("crowd at " + unit.name()).start(crowd));
        }
        return crowds;
    }

    /**
     * Only where the room has been full, and not far: there must always be more people than seats.
     */
    private void raiseCapacity() throws ApiException {
        if (tally.mostInside() >= history.seats() && history.seats() < MOST_SEATS) {
            int more = 1 + random.nextInt(MORE_SEATS);
            venue.day().capacity(venue.hub().api(), history.capacity(history.seats() + more));
        }
    }

    private void healAndCompare(Set<FaultKind> group, String at)
            throws IOException, InterruptedException {
        long start = System.nanoTime();
        healing.mend();
        List<Finding> findings = new ArrayList<>(ends(group));
        if (!group.isEmpty()) {
            findings.addAll(recording(at));
        }
        gate.close();
        Optional<Healing.Settled> settled = healing.settle();
        if (settled.isPresent()) {
            recoveries.settle();
            Comparison.Result result = compare(settled.get().rows(), findings);
            findings.addAll(times(result.found()));
            findings.addAll(
                    Recount.of(settled.get().rows(), result.epochs(), settled.get().counts()));
        } else {
            findings.add(new Finding(Finding.Kind.NOT_HEALED, at + ": " + healing.open()));
            compare(HubRows.read(venue.hub().database()), findings);
        }
        List<Finding> fresh = tally.found(group, findings);
        fresh.stream().limit(LOGGED).forEach(finding -> say.accept("  FOUND " + finding));
        say.accept(
                "%s faults, %,d presentations, healed in %.1f s, %d in the room for %d%s"
                        .formatted(
                                at,
                                ledger.size(),
                                (System.nanoTime() - start) / 1e9,
                                tally.mostInside(),
                                history.seats(),
                                fresh.isEmpty() ? "" : ", " + fresh.size() + " FINDINGS"));
    }

    /** Programs give up when their disk is full at their start; otherwise never. */
    private List<Finding> ends(Set<FaultKind> group) {
        boolean full = group.contains(FaultKind.DISK_UNIT) || group.contains(FaultKind.DISK_HUB);
        List<Finding> findings = new ArrayList<>();
        for (Machine machine : venue.machines()) {
            for (String end : machine.takeEnds()) {
                if (!full) {
                    findings.add(new Finding(Finding.Kind.NOT_HEALED, end));
                }
            }
        }
        return findings;
    }

    /** With nothing broken any more every door records again, or it would refuse all for ever. */
    private List<Finding> recording(String at) throws InterruptedException {
        long since = System.nanoTime();
        Set<String> silent = silent(since);
        while (!silent.isEmpty() && System.nanoTime() - since < RECORDS_AGAIN.toNanos()) {
            Thread.sleep(100);
            silent = silent(since);
        }
        return silent.stream()
                .map(unit ->
                        new Finding(Finding.Kind.NOT_HEALED, at + ": " + unit + " records nothing"))
                .toList();
    }

    private Set<String> silent(long since) {
        Set<String> silent =
                venue.units().stream()
                        .map(Unit::name)
                        .collect(Collectors.toCollection(TreeSet::new));
        for (Entry entry : ledger.entries().reversed()) {
            if (entry.answeredNanos() < since) {
                break;
            }
            if (entry.sentNanos() > since && entry.number() > 0) {
                silent.remove(entry.unit());
            }
        }
        return silent;
    }

    /** The wall clock of this machine may be turned a little meanwhile: the hub goes by it too. */
    private List<Finding> times(Map<Entry, HubScan> found) {
        long now = wallMinusNanos();
        long turned = Math.abs(now - began) + READS_TIME_MS;
        Times.Result times = Times.of(found, now, turned);
        tally.times(times);
        return times.findings();
    }

    private long wallMinusNanos() {
        return pace.clock().millis() - System.nanoTime() / 1_000_000;
    }

    private Comparison.Result compare(HubRows rows, List<Finding> findings) {
        List<Entry> entries = ledger.entries();
        Comparison.Result result =
                Comparison.of(entries, rows, history.losses(), history.damages());
        findings.addAll(result.findings());
        Set<String> doors =
                venue.units().stream()
                        .filter(Unit::seats)
                        .map(Unit::name)
                        .collect(Collectors.toSet());
        Occupancy.Result room =
                Occupancy.of(
                        entries.stream().filter(entry -> doors.contains(entry.unit())).toList(),
                        result.found(),
                        history.capacities());
        room.finding().ifPresent(findings::add);
        tally.inside(room.most());
        tally.accounted(result.accounted());
        return result;
    }
}
