package io.turnout.hub.metrics;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Function;

/** Figures of one name, one for each of several things. */
final class Family {
    private Family() {}

    /** What goes up and down; of things that have no figure there is none. */
    static <T> MetricSnapshot gauge(
            String name,
            String help,
            Collection<T> things,
            Function<T, Labels> labels,
            Function<T, Optional<Double>> figure) {
        GaugeSnapshot.Builder family = GaugeSnapshot.builder().name(name).help(help);
        for (T thing : things) {
            figure.apply(thing)
                    .ifPresent(value ->
                            family.dataPoint(
                                    GaugeDataPointSnapshot.builder()
                                            .labels(labels.apply(thing))
                                            .value(value)
                                            .build()));
        }
        return family.build();
    }

    /** One figure that goes up and down. */
    static MetricSnapshot gauge(String name, String help, double value) {
        return GaugeSnapshot.builder()
                .name(name)
                .help(help)
                .dataPoint(GaugeDataPointSnapshot.builder().value(value).build())
                .build();
    }

    /** What only grows, since the start. */
    static <T> MetricSnapshot counter(
            String name,
            String help,
            Collection<T> things,
            Function<T, Labels> labels,
            Function<T, Long> figure) {
        CounterSnapshot.Builder family = CounterSnapshot.builder().name(name).help(help);
        for (T thing : things) {
            family.dataPoint(
                    CounterDataPointSnapshot.builder()
                            .labels(labels.apply(thing))
                            .value((double) figure.apply(thing))
                            .build());
        }
        return family.build();
    }
}
