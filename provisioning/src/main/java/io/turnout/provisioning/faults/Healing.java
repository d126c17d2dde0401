package io.turnout.provisioning.faults;

import com.fasterxml.jackson.databind.JsonNode;
import io.turnout.provisioning.api.ApiException;
import io.turnout.provisioning.faults.ledger.HubRows;
import io.turnout.provisioning.faults.ledger.HubRows.JournalRow;
import io.turnout.provisioning.faults.line.Line;
import io.turnout.provisioning.faults.line.Mischief;
import io.turnout.provisioning.faults.line.Weather;
import io.turnout.provisioning.faults.venue.Day;
import io.turnout.provisioning.faults.venue.Machine;
import io.turnout.provisioning.faults.venue.Unit;
import io.turnout.provisioning.faults.venue.Venue;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;

/** Makes a venue whole, and waits until all that its units have is at the hub. */
final class Healing {
    private static final Duration LONGEST = Duration.ofMinutes(3);
    private static final Duration GAP_STAYS = Duration.ofSeconds(20);
    private static final long POLL_MS = 200;

    private final Venue venue;

    Healing(Venue venue) {
        this.venue = venue;
    }

    /**
     * The hub's rows and counts of one moment at which nothing was on its way.
     *
     * @param counts the hub's own answer
     * @param complete whether no journal has a gap that its unit did not explain
     */
    record Settled(HubRows rows, JsonNode counts, boolean complete) {}

    /** Nothing is broken after this, but not everything works yet. */
    void mend() throws IOException {
        for (Line line : venue.lines()) {
            line.turn(new Weather.Clear());
            line.end(EnumSet.allOf(Mischief.class));
        }
        venue.hub().disk().free();
        for (Unit unit : venue.units()) {
            unit.disk().free();
            if (unit.clock().isPresent()) {
                unit.clock().get().set(Duration.ZERO);
            }
        }
        for (Machine machine : venue.machines()) {
            machine.thaw();
            machine.start();
        }
    }

    /**
     * Waits; empty where it takes longer than ever should be. A gap that stays although the units
     * have nothing to send is for the comparison to judge.
     */
    Optional<Settled> settle() throws InterruptedException {
        long start = System.nanoTime();
        while (System.nanoTime() - start < LONGEST.toNanos()) {
            boolean gapStays = System.nanoTime() - start > GAP_STAYS.toNanos();
            try {
                Optional<Settled> settled = look();
                if (settled.filter(now -> now.complete() || gapStays).isPresent()) {
                    return settled;
                }
            } catch (IOException | ApiException e) {
                FaultsCommand.LOG.debug("not settled: {}", e.getMessage());
            }
            Thread.sleep(POLL_MS);
        }
        return Optional.empty();
    }

    /** What is still open; for people. */
    String open() throws InterruptedException {
        StringBuilder open = new StringBuilder();
        for (Unit unit : venue.units()) {
            try {
                open.append(unit.name()).append(": ").append(unit.state()).append('\n');
            } catch (IOException e) {
                open.append(unit.name()).append(" does not answer: ").append(e).append('\n');
            }
        }
        try {
            open.append("hub: ").append(venue.hub().api().get(Day.EVENT + "/counts"));
        } catch (ApiException e) {
            open.append("hub: ").append(e.getMessage());
        }
        return open.toString();
    }

    private Optional<Settled> look() throws IOException, ApiException, InterruptedException {
        long[] last = new long[venue.units().size()];
        for (int i = 0; i < last.length; i++) {
            JsonNode state = venue.units().get(i).state();
            last[i] = state.path("lastNumber").asLong();
            boolean online = state.path("hub").path("online").asBoolean();
            boolean decides = state.path("list").path("revision").asLong() > 0;
            if (!online || !decides || state.path("queue").asLong() > 0) {
                return Optional.empty();
            }
        }
        HubRows before = HubRows.read(venue.hub().database());
        JsonNode counts = venue.hub().api().get(Day.EVENT + "/counts");
        HubRows rows = HubRows.read(venue.hub().database());
        boolean complete = true;
        for (int i = 0; i < last.length; i++) {
            Optional<JournalRow> journal = journal(rows, venue.units().get(i).name(), last[i]);
            if (last[i] > 0 && journal.isEmpty()) {
                return Optional.empty();
            }
            long has = journal.map(JournalRow::acknowledged).orElse(0L);
            complete &= has == last[i];
        }
        boolean one = counts.path("totals").path("scans").asLong() == rows.ofEvent().size();
        boolean still = before.folded() && before.presence().equals(rows.presence());
        return rows.folded() && one && still
                ? Optional.of(new Settled(rows, counts, complete))
                : Optional.empty();
    }

    private static Optional<JournalRow> journal(HubRows rows, String unit, long highest) {
        return rows.journals().stream()
                .filter(journal -> journal.unit().equals(unit) && journal.highest() == highest)
                .findFirst();
    }
}
