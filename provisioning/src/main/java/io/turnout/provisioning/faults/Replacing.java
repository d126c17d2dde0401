package io.turnout.provisioning.faults;

import com.fasterxml.jackson.databind.JsonNode;
import io.turnout.provisioning.faults.Fault.Step;
import io.turnout.provisioning.faults.ledger.HubRows;
import io.turnout.provisioning.faults.ledger.Loss;
import io.turnout.provisioning.faults.line.Heard;
import io.turnout.provisioning.faults.venue.Hub;
import io.turnout.provisioning.faults.venue.Unit;
import io.turnout.provisioning.faults.venue.Venue;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Faults that take data with them. One at a time: what a hub restored from a backup lacks comes
 * back from the units only as long as they have it.
 */
final class Replacing {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String HISTORY = "history";

    private final Venue venue;
    private final History history;

    Replacing(Venue venue, History history) {
        this.venue = venue;
        this.history = history;
    }

    /**
     * A new card for a door, by its old name. Not for doors that share seats: who came in by one of
     * them is in its journal only.
     */
    Fault reinstalled(Random random) {
        List<Unit> free = venue.units().stream().filter(unit -> !unit.seats()).toList();
        Unit unit = free.get(random.nextInt(free.size()));
        AtomicBoolean done = new AtomicBoolean();
        Step begin =
                () -> {
                    Optional<Long> durable = durable(unit);
                    if (durable.isPresent()) {
                        unit.machine().kill();
                        int journal = unit.journal().getAndIncrement();
                        history.lose(new Loss(unit.name(), journal, durable.get(), "reinstalled"));
                        Hub.delete(unit.disk().folder().resolve("data"));
                        done.set(true);
                    }
                };
        Set<String> uses = Set.of(unit.machine().name(), "disk of " + unit.name(), HISTORY);
        return Fault.of(uses, List.of(unit), begin, unit.machine()::start).onlyIf(done::get);
    }

    /**
     * What the unit knows the hub to have. After a restore a unit believes for a while what the hub
     * said in its earlier life: nobody should take its card then, and the runner does not.
     */
    private Optional<Long> durable(Unit unit) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            try {
                JsonNode state = unit.state();
                long queue = state.path("queue").asLong();
                long believed = state.path("lastNumber").asLong() - queue;
                boolean delivered = !hasEarlier(unit) || (queue == 0 && believed > 0);
                if (delivered && believed <= atHub(unit)) {
                    return Optional.of(believed);
                }
            } catch (IOException e) {
                FaultsCommand.LOG.debug("{} or the hub's rows: {}", unit.name(), e.getMessage());
            }
            Thread.sleep(200);
        }
        return Optional.empty();
    }

    /** A journal before this one is delivered first, so that a scan of this one says it is over. */
    private boolean hasEarlier(Unit unit) {
        return history.damages().stream().anyMatch(each -> each.unit().equals(unit.name()));
    }

    private long atHub(Unit unit) throws IOException {
        Heard heard = unit.mqtt().heard();
        return HubRows.journals(venue.hub().database()).stream()
                .filter(journal -> journal.unit().equals(unit.name()))
                .filter(journal -> journal.epoch().equals(heard.epoch()))
                .mapToLong(HubRows.JournalRow::upTo)
                .max()
                .orElse(0);
    }

    /** The hub's data is gone; it goes on from a backup. */
    Fault restored() {
        Hub hub = venue.hub();
        Step begin =
                () -> {
                    Path backup = history.backup();
                    hub.machine().kill();
                    hub.restore(backup);
                };
        Set<String> uses = Set.of(hub.machine().name(), "disk of hub", HISTORY);
        return Fault.of(uses, venue.units(), begin, hub.machine()::start);
    }
}
