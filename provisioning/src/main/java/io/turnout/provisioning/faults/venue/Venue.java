package io.turnout.provisioning.faults.venue;

import io.turnout.provisioning.faults.line.Line;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A hub, its units, and a broker where that is apart. What ends by itself is started again within a
 * second or two. Closing it stops everything.
 */
public final class Venue implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Venue.class);
    private static final long EVERY_MS = 200;

    private final Hub hub;
    private final Optional<OtherBroker> broker;
    private final List<Unit> units;
    private final Day day;
    private final Thread supervisor;

    Venue(Hub hub, Optional<OtherBroker> broker, List<Unit> units, Day day) {
        this.hub = hub;
        this.broker = broker;
        this.units = List.copyOf(units);
        this.day = day;
        this.supervisor = Thread.ofPlatform().name("supervisor").daemon().start(this::supervise);
    }

    /**
     * A broker apart from the hub.
     *
     * @param line between the hub and it
     */
    record OtherBroker(Machine machine, Mosquitto files, Line line) {}

    public Hub hub() {
        return hub;
    }

    public List<Unit> units() {
        return units;
    }

    public Day day() {
        return day;
    }

    /** The broker's process where it is not the hub's own. */
    public Optional<Machine> broker() {
        return broker.map(OtherBroker::machine);
    }

    /** The line between hub and broker, where they are apart. */
    public Optional<Line> hubLine() {
        return broker.map(OtherBroker::line);
    }

    /** All that the broker stores is gone; only while it is down. */
    public void wipeBroker() throws IOException {
        if (broker.isPresent()) {
            broker.get().files().wipe();
        }
    }

    /** All programs. */
    public List<Machine> machines() {
        List<Machine> machines = new ArrayList<>();
        broker().ifPresent(machines::add);
        machines.add(hub.machine());
        units.forEach(unit -> machines.add(unit.machine()));
        return machines;
    }

    /** All lines. */
    public List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        hubLine().ifPresent(lines::add);
        units.forEach(unit -> lines.addAll(unit.lines()));
        return lines;
    }

    private void supervise() {
        try {
            while (true) {
                for (Machine machine : machines()) {
                    keepUp(machine);
                }
                Thread.sleep(EVERY_MS);
            }
        } catch (InterruptedException e) {
            LOG.debug("the supervisor was told to end");
        }
    }

    private static void keepUp(Machine machine) {
        try {
            machine.keepUp();
        } catch (IOException e) {
            LOG.error("{} cannot be started again", machine.name(), e);
        }
    }

    @Override
    public void close() throws IOException {
        supervisor.interrupt();
        List<AutoCloseable> parts = new ArrayList<>(units);
        parts.add(hub);
        broker.ifPresent(apart -> parts.addAll(List.of(apart.machine(), apart.line())));
        Optional<Exception> failure = Closing.all(parts);
        if (failure.isPresent()) {
            throw new IOException("not all could be stopped", failure.get());
        }
    }
}
