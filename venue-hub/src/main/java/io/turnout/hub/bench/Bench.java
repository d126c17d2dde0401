package io.turnout.hub.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.turnout.hub.start.CannotStart;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures what the hub promises, each figure against a reference found in the same run. */
@Command(
        name = "bench",
        description = "Measures the hub against limits found in the same run.",
        mixinStandardHelpOptions = true)
public final class Bench implements Callable<Integer> {
    @Option(names = "--json", description = "Prints JSON instead of a table.")
    private boolean json;

    @Option(
            names = "--pairs",
            paramLabel = "N",
            defaultValue = "11",
            description = "How many pairs of measurements, at least 9 (default: 11).")
    private int pairs;

    /** Made by the command line. */
    public Bench() {}

    /**
     * One figure.
     *
     * @param ours the median of ours, in units
     * @param reference the median of the reference, in units
     * @param ratio the median of the pairs' ratios, with its 95 % bootstrap interval
     * @param met whether the ratio reaches the target
     */
    record Figure(
            String id,
            String name,
            double ours,
            double reference,
            String unit,
            double ratio,
            double low,
            double high,
            String target,
            boolean met) {}

    @Override
    public Integer call()
            throws CannotStart, IOException, InterruptedException, JsonProcessingException {
        List<Figure> figures = List.of(new IngestBench().measure(Math.max(9, pairs)));
        System.out.println(json ? new ObjectMapper().writeValueAsString(figures) : table(figures));
        return 0;
    }

    private static String table(List<Figure> figures) {
        StringBuilder table =
                new StringBuilder("id   ours        reference   ratio (95 %)        target  name");
        for (Figure f : figures) {
            table.append(
                    String.format(
                            Locale.ROOT,
                            "%n%-4s %-11.0f %-11.0f %.2f (%.2f to %.2f) %s %s  %s, %s",
                            f.id(),
                            f.ours(),
                            f.reference(),
                            f.ratio(),
                            f.low(),
                            f.high(),
                            f.met() ? "met" : "not met",
                            f.target(),
                            f.name(),
                            f.unit()));
        }
        return table.toString();
    }
}
