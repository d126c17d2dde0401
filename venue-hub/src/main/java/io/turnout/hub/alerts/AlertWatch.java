package io.turnout.hub.alerts;

import io.turnout.hub.fleet.UnitProblem;
import io.turnout.hub.fleet.UnitProblem.Kind;
import io.turnout.hub.fleet.UnitView;
import io.turnout.hub.fleet.UnitsQueries;
import io.turnout.hub.identity.Audit;
import io.turnout.hub.store.Database;
import io.turnout.hub.store.Rounds;
import io.turnout.protocol.message.Alert;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/**
 * Opens and closes alerts by what is wrong with units, as {@link AlertRule} says, on a thread of
 * its own. What comes and goes stays one alert. Thread-safe.
 */
public final class AlertWatch implements AutoCloseable {
    private static final Duration LOOK = Duration.ofSeconds(15);

    private final Database database;
    private final InstantSource clock;
    private final Consumer<String> changed;
    private final AlertBook book;
    private final UnitsQueries units = new UnitsQueries();
    private final Rounds rounds = new Rounds("alerts", this::round);
    private final Map<What, Instant> standing = new HashMap<>();
    private final Map<What, Instant> gone = new HashMap<>();

    /** Of one unit and kind there is one alert at a time. */
    private record What(String unit, Kind kind) {}

    /**
     * What is so now.
     *
     * @param known the units that could say if a problem were gone, and those that were declared
     *     lost: nobody waits for these
     */
    private record Facts(String event, Map<What, UnitProblem> problems, Set<String> known) {
        /** Whether it is known not to be so: a silent unit says nothing of its disk. */
        boolean lacks(What what) {
            return known.contains(what.unit()) && !problems.containsKey(what);
        }
    }

    AlertWatch(Database database, Audit audit, InstantSource clock, Consumer<String> changed) {
        this.database = database;
        this.clock = clock;
        this.changed = changed;
        this.book = new AlertBook(audit);
    }

    /**
     * Starts looking.
     *
     * @param changed is told the id of an event whose alerts changed
     */
    public static AlertWatch start(
            Database database, Audit audit, InstantSource clock, Consumer<String> changed) {
        AlertWatch watch = new AlertWatch(database, audit, clock, changed);
        watch.rounds.start();
        return watch;
    }

    /** Those of an event that fit, the newest first. */
    List<FleetAlert> find(String event, AlertFilter filter, int most) {
        return database.read(handle -> book.find(handle, event, filter, most));
    }

    /** Somebody has seen an alert; empty where the event has no such alert. */
    Optional<FleetAlert> acknowledge(String event, long id, String who) {
        Optional<FleetAlert> seen =
                database.write(handle -> book.acknowledge(handle, event, id, who, clock.millis()));
        seen.ifPresent(_ -> changed.accept(event));
        return seen;
    }

    @Override
    public void close() {
        rounds.close();
    }

    private Duration round() {
        look();
        return LOOK;
    }

    /** Looks once. */
    void look() {
        Instant now = clock.instant();
        List<Facts> facts = database.read(handle -> facts(handle, now));
        List<FleetAlert> open = database.read(book::open);
        for (Facts of : facts) {
            List<Consumer<Handle>> changes = changes(of, open, now);
            if (!changes.isEmpty()) {
                database.change(handle -> changes.forEach(change -> change.accept(handle)));
                changed.accept(of.event());
            }
        }
    }

    private List<Facts> facts(Handle handle, Instant now) {
        List<Facts> facts = new ArrayList<>();
        List<String> events =
                handle.createQuery(
                                "SELECT DISTINCT r.event FROM unit u JOIN door d ON d.id = u.door"
                                        + " JOIN room r ON r.id = d.room ORDER BY r.event")
                        .mapTo(String.class)
                        .list();
        for (String event : events) {
            Set<String> lost = units.lost(handle, event).keySet();
            List<UnitView> seen = units.of(handle, event, now);
            Map<What, UnitProblem> problems = new HashMap<>();
            for (UnitProblem problem : UnitProblem.of(seen)) {
                if (!lost.contains(problem.unit().id())) {
                    problems.put(new What(problem.unit().id(), problem.kind()), problem);
                }
            }
            Set<String> known = new HashSet<>(lost);
            seen.stream().filter(UnitView::online).map(UnitView::id).forEach(known::add);
            facts.add(new Facts(event, problems, known));
        }
        return facts;
    }

    private List<Consumer<Handle>> changes(Facts facts, List<FleetAlert> open, Instant now) {
        Map<What, FleetAlert> stands = new HashMap<>();
        open.forEach(alert -> stands.put(new What(alert.unit(), alert.kind()), alert));
        List<Consumer<Handle>> changes = new ArrayList<>();
        facts.problems()
                .forEach((what, problem) -> {
                    FleetAlert alert = stands.get(what);
                    if (gone.remove(what) != null && alert != null) {
                        changes.add(handle -> book.again(handle, alert));
                    } else if (alert == null && isDue(what, now)) {
                        changes.add(handle -> begin(handle, what, problem, now));
                    }
                });
        standing.keySet().removeIf(facts::lacks);
        stands.forEach((what, alert) -> {
            if (facts.lacks(what) && isOver(alert, what, now)) {
                gone.remove(what);
                changes.add(handle -> book.end(handle, alert, now.toEpochMilli()));
            }
        });
        return changes;
    }

    private boolean isDue(What what, Instant now) {
        return AlertRule.of(what.kind())
                .filter(rule -> isOver(standing, what, rule.opens(), now))
                .isPresent();
    }

    private boolean isOver(FleetAlert alert, What what, Instant now) {
        Duration closes = AlertRule.of(alert.kind()).map(AlertRule::closes).orElse(Duration.ZERO);
        return isOver(gone, what, closes, now);
    }

    /** Whether it has been so for a time; from now on where it was not so before. */
    private static boolean isOver(Map<What, Instant> since, What what, Duration time, Instant now) {
        Instant began = since.computeIfAbsent(what, _ -> now);
        return !now.isBefore(began.plus(time));
    }

    private void begin(Handle handle, What what, UnitProblem problem, Instant now) {
        standing.remove(what);
        book.begin(
                handle,
                what.unit(),
                what.kind(),
                problem.alert().flatMap(Alert::detail).orElse(""),
                now.toEpochMilli());
    }
}
