package io.turnout.gateway.metrics;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.instrumentation.jvm.JvmGarbageCollectorMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmMemoryMetrics;
import io.prometheus.metrics.instrumentation.jvm.ProcessMetrics;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.turnout.gateway.command.Commands;
import io.turnout.gateway.door.DoorCounts;
import io.turnout.gateway.uplink.UplinkStatus;
import io.turnout.protocol.message.Alert;
import io.turnout.protocol.message.UnitHealth;
import io.turnout.protocol.message.UnitInfo;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * The unit's figures, asked for when somebody reads them; nothing is kept, so that a unit nobody
 * watches pays nothing. Thread-safe.
 */
public final class UnitMetrics implements MultiCollector {
    private static final double MEGABYTE = 1 << 20;

    private final Sources sources;
    private final PrometheusRegistry registry = new PrometheusRegistry();

    /** Where the figures are. */
    public record Sources(
            Supplier<UnitInfo> info,
            Supplier<DoorCounts.Snapshot> door,
            Supplier<UplinkStatus> uplink,
            Supplier<Commands.Counts> commands,
            Supplier<List<Alert>> alerts) {}

    public UnitMetrics(Sources sources) {
        this.sources = sources;
        registry.register(this);
        JvmMemoryMetrics.builder().register(registry);
        JvmGarbageCollectorMetrics.builder().register(registry);
        ProcessMetrics.builder().register(registry);
    }

    /** As Prometheus reads it. */
    public byte[] text() {
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
        UnitInfo info = sources.info().get();
        UplinkStatus uplink = sources.uplink().get();
        List<MetricSnapshot> all = new ArrayList<>();
        all.add(scans(sources.door().get()));
        all.add(gauge("waiting_scans", "Scans that the hub has not got", (double) info.waiting()));
        all.add(
                gauge(
                        "last_scan_number",
                        "The last number in the journal",
                        (double) info.lastNumber()));
        all.add(gauge("list_revision", "The access list in use", (double) info.listRevision()));
        all.add(gauge("hub_reached", "Whether the hub is reached", uplink.online() ? 1 : 0));
        all.add(uplink(uplink));
        all.add(commands(sources.commands().get()));
        all.add(alerts(sources.alerts().get()));
        info.health().ifPresent(health -> hardware(all, health));
        return new MetricSnapshots(all);
    }

    private static MetricSnapshot scans(DoorCounts.Snapshot door) {
        return counter(
                "scans",
                "Badges shown since the start, by what was said to them",
                Map.of(
                        "admitted", door.admitted(),
                        "refused", door.refused(),
                        "ask-staff", door.askStaff(),
                        "again", door.again(),
                        "no-list", door.noList(),
                        "not-recorded", door.notRecorded(),
                        "uncounted", door.uncounted()));
    }

    private static MetricSnapshot uplink(UplinkStatus uplink) {
        return counter(
                "uplink",
                "What went wrong on the way to the hub since the start",
                Map.of(
                        "malformed", uplink.malformed(),
                        "resent", uplink.resent(),
                        "set-back", uplink.setBacks(),
                        "gone", uplink.gone()));
    }

    private static MetricSnapshot commands(Commands.Counts commands) {
        return counter(
                "commands",
                "Commands of the hub since the start, by what became of them",
                Map.of(
                        "done", commands.done(),
                        "stale", commands.stale(),
                        "forged", commands.forged(),
                        "dropped", commands.dropped()));
    }

    private static MetricSnapshot alerts(List<Alert> alerts) {
        GaugeSnapshot.Builder family =
                GaugeSnapshot.builder()
                        .name("turnout_gateway_alert")
                        .help("Alerts that stand, by kind");
        for (Alert alert : alerts) {
            family.dataPoint(
                    GaugeDataPointSnapshot.builder()
                            .labels(Labels.of("kind", alert.id()))
                            .value(1)
                            .build());
        }
        return family.build();
    }

    private static void hardware(List<MetricSnapshot> all, UnitHealth health) {
        health.celsius()
                .ifPresent(now -> all.add(gauge("temperature_celsius", "Of the processor", now)));
        health.freeMegabytes()
                .ifPresent(left ->
                        all.add(
                                gauge(
                                        "disk_free_bytes",
                                        "On the disk with the journal",
                                        (double) left * MEGABYTE)));
    }

    private static MetricSnapshot gauge(String name, String help, double value) {
        return GaugeSnapshot.builder()
                .name("turnout_gateway_" + name)
                .help(help)
                .dataPoint(GaugeDataPointSnapshot.builder().value(value).build())
                .build();
    }

    private static MetricSnapshot counter(String name, String help, Map<String, Long> counts) {
        CounterSnapshot.Builder family =
                CounterSnapshot.builder().name("turnout_gateway_" + name).help(help);
        new TreeMap<>(counts)
                .forEach((what, count) ->
                        family.dataPoint(
                                CounterDataPointSnapshot.builder()
                                        .labels(Labels.of("what", what))
                                        .value((double) count)
                                        .build()));
        return family.build();
    }
}
