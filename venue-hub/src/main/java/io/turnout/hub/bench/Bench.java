package io.turnout.hub.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.turnout.hub.start.CannotStart;
import io.turnout.protocol.measure.Figure;
import io.turnout.protocol.measure.Pairs;
import java.io.IOException;
import java.util.List;
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

    @Override
    public Integer call()
            throws CannotStart, IOException, InterruptedException, JsonProcessingException {
        List<Figure> figures = List.of(new IngestBench().measure(Math.max(Pairs.FEWEST, pairs)));
        System.out.println(
                json ? new ObjectMapper().writeValueAsString(figures) : Figure.table(figures));
        return 0;
    }
}
