package io.turnout.hub.metrics;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.turnout.hub.alerts.AlertCount;
import io.turnout.hub.fleet.UnitPagesHttpService.Count;
import io.turnout.hub.fleet.UnitView;
import io.turnout.hub.fleet.UnitsQueries;
import io.turnout.hub.store.Database;
import io.turnout.protocol.message.UnitHealth;
import io.turnout.protocol.message.UnitInfo;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;

/** The hub's figures, read anew for each who asks: one read of the database. Thread-safe. */
public final class HubMetrics implements MultiCollector {
    private static final double MILLIS = 1000;
    private static final double MEGABYTE = 1 << 20;

    private final Database database;
    private final InstantSource clock;
    private final Sources sources;
    private final UnitsQueries queries = new UnitsQueries();
    private final PrometheusRegistry registry = new PrometheusRegistry();

    /**
     * What is counted elsewhere.
     *
     * @param counts what came from units since the start
     * @param linked whether the link to the broker stands
     * @param unsent messages to units that could not be sent since the start
     */
    public record Sources(
            Supplier<List<Count>> counts, BooleanSupplier linked, LongSupplier unsent) {}

    public HubMetrics(Database database, InstantSource clock, Sources sources) {
        this.database = database;
        this.clock = clock;
        this.sources = sources;
        registry.register(this);
        JvmMetrics.builder().register(registry);
    }

    /** As Prometheus reads it. */
    byte[] text() {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try {
            new PrometheusTextFormatWriter(false).write(text, registry.scrape());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toByteArray();
    }

    @Override
    public MetricSnapshots collect() {
        List<MetricSnapshot> all = new ArrayList<>();
        database.read(handle -> all.addAll(ofDatabase(handle)));
        all.add(
                Family.counter(
                        "turnout_hub_messages",
                        "What came from units since the start, by what became of it",
                        sources.counts().get(),
                        count -> Labels.of("what", count.key()),
                        Count::count));
        all.add(
                Family.gauge(
                        "turnout_hub_broker_linked",
                        "Whether the link to the broker stands",
                        sources.linked().getAsBoolean() ? 1 : 0));
        all.add(
                Family.counter(
                        "turnout_hub_messages_unsent",
                        "Messages to units that could not be sent since the start",
                        List.of(sources),
                        _ -> Labels.EMPTY,
                        one -> one.unsent().getAsLong()));
        return new MetricSnapshots(all);
    }

    private record At(String event, UnitView unit) {
        Labels labels() {
            return Labels.of("event", event, "unit", unit.id());
        }

        Optional<UnitHealth> health() {
            return unit.info().flatMap(UnitInfo::health);
        }
    }

    private List<MetricSnapshot> ofDatabase(Handle handle) {
        Instant now = clock.instant();
        List<At> units = new ArrayList<>();
        for (String event : handle.createQuery("SELECT id FROM event").mapTo(String.class).list()) {
            queries.of(handle, event, now).forEach(unit -> units.add(new At(event, unit)));
        }
        List<MetricSnapshot> all = new ArrayList<>(ofDelivery(units));
        all.addAll(ofHardware(units));
        all.add(
                Family.gauge(
                        "turnout_alerts",
                        "Alerts that stand",
                        AlertCount.byKind(handle),
                        each -> Labels.of("event", each.event(), "kind", each.kind()),
                        each -> count(each.open())));
        all.add(
                Family.gauge(
                        "turnout_scans_unfolded",
                        "Scans in the log that attendance does not show yet",
                        (double) UnitsQueries.unfolded(handle)));
        return all;
    }

    private static List<MetricSnapshot> ofDelivery(List<At> units) {
        return List.of(
                unit(units, "up", "Whether it is heard", at -> flag(at.unit().online())),
                unit(
                        units,
                        "waiting_scans",
                        "Scans it had when it last spoke that are not here",
                        at -> count(at.unit().waiting())),
                unit(
                        units,
                        "missing_scans",
                        "Scans missing between others",
                        at -> count(at.unit().gap())),
                unit(
                        units,
                        "lost_scans",
                        "Scans that it has no more and that never came",
                        at -> count(at.unit().lost())),
                unit(
                        units,
                        "list_revision",
                        "The access list it decides from",
                        at -> count(at.unit().listHas())),
                unit(
                        units,
                        "list_wanted_revision",
                        "The last access list made for it",
                        at -> count(at.unit().listWanted())),
                unit(
                        units,
                        "heard_timestamp_seconds",
                        "When it was last heard",
                        at -> moment(at.unit().heardMs())));
    }

    private static List<MetricSnapshot> ofHardware(List<At> units) {
        return List.of(
                unit(
                        units,
                        "clock_offset_seconds",
                        "Its clock minus the hub's",
                        at -> at.unit().info().map(_ -> (double) at.unit().clockMs() / MILLIS)),
                unit(
                        units,
                        "temperature_celsius",
                        "Of its processor",
                        at -> at.health().flatMap(UnitHealth::celsius)),
                unit(
                        units,
                        "disk_free_bytes",
                        "On the disk with its journal",
                        at ->
                                at.health()
                                        .flatMap(UnitHealth::freeMegabytes)
                                        .map(left -> (double) left * MEGABYTE)),
                unit(
                        units,
                        "certificate_end_timestamp_seconds",
                        "When its newest certificate ends",
                        at -> moment(at.unit().keyUntilMs())));
    }

    private static MetricSnapshot unit(
            List<At> units, String name, String help, Function<At, Optional<Double>> figure) {
        return Family.gauge("turnout_unit_" + name, help, units, At::labels, figure);
    }

    private static Optional<Double> flag(boolean set) {
        return Optional.of(set ? 1.0 : 0.0);
    }

    private static Optional<Double> count(long count) {
        return Optional.of((double) count);
    }

    /** There is none where it never was. */
    private static Optional<Double> moment(long ms) {
        return ms == 0 ? Optional.empty() : Optional.of((double) ms / MILLIS);
    }
}
