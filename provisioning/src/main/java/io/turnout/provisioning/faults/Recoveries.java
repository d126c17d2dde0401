package io.turnout.provisioning.faults;

import io.turnout.provisioning.faults.ledger.Entry;
import io.turnout.provisioning.faults.ledger.Ledger;
import io.turnout.provisioning.faults.venue.Unit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How long after the end of a fault everything was as before: every unit that it touched shows
 * verdicts, and the hub has said that it has what was shown by then. Other faults of the same time
 * count too. Thread-safe.
 */
final class Recoveries {
    private static final long POLL_MS = 50;

    private final Ledger ledger;
    private final Map<FaultKind, List<Duration>> times = new EnumMap<>(FaultKind.class);
    private final List<Watch> watches = new ArrayList<>();

    Recoveries(Ledger ledger) {
        this.ledger = ledger;
    }

    private record Target(Unit unit, int journal, long number) {
        /** A newer journal owes nothing of the older one. */
        boolean isReached(long since) {
            boolean newer = unit.journal().get() > journal;
            return unit.mqtt().heard().nanos() > since
                    && (newer || unit.mqtt().heard().upTo() >= number);
        }
    }

    private record Watch(FaultKind kind, long since, List<Target> targets) {
        boolean isOver() {
            return targets.stream().allMatch(target -> target.isReached(since));
        }
    }

    /** The cause is gone now. */
    void watch(FaultKind kind, List<Unit> touched) {
        List<Entry> entries = ledger.entries();
        List<Target> targets = touched.stream().map(unit -> target(unit, entries)).toList();
        synchronized (this) {
            watches.add(new Watch(kind, System.nanoTime(), targets));
        }
    }

    /** Looks again and again until interrupted. */
    void run() {
        try {
            while (true) {
                look(false);
                Thread.sleep(POLL_MS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** All is well now, whatever was or was not seen on the lines. */
    void settle() {
        look(true);
    }

    private synchronized void look(boolean allOver) {
        long now = System.nanoTime();
        watches.removeIf(watch -> {
            boolean over = allOver || watch.isOver();
            if (over) {
                times.computeIfAbsent(watch.kind(), _ -> new ArrayList<>())
                        .add(Duration.ofNanos(now - watch.since()));
            }
            return over;
        });
    }

    /** Shortest first. */
    synchronized List<Duration> of(FaultKind kind) {
        return times.getOrDefault(kind, List.of()).stream().sorted().toList();
    }

    /** Of all kinds, shortest first. */
    synchronized List<Duration> all() {
        return times.values().stream().flatMap(List::stream).sorted().toList();
    }

    private static Target target(Unit unit, List<Entry> entries) {
        int journal = unit.journal().get();
        return new Target(unit, journal, last(entries, unit.name(), journal));
    }

    private static long last(List<Entry> entries, String unit, int journal) {
        for (Entry entry : entries.reversed()) {
            if (entry.unit().equals(unit) && entry.journal() < journal) {
                return 0;
            }
            if (entry.unit().equals(unit) && entry.number() > 0) {
                return entry.number();
            }
        }
        return 0;
    }
}
