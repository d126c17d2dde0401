package io.turnout.hub.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.turnout.hub.start.CannotStart;
import io.turnout.protocol.measure.Figure;
import io.turnout.protocol.measure.Pairs;
import java.io.IOException;
import java.util.ArrayList;
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

    @Option(
            names = "--only",
            paramLabel = "ID",
            description =
                    "Measure only this: G7, G15 (some minutes), or, only when asked for, meetings (G15"
                            + " with 100,000 of them), G12 and G13, which make millions of scans"
                            + " first.")
    private String only = "";

    @Option(
            names = "--scans",
            paramLabel = "N",
            defaultValue = "10000000",
            description = "How many scans G12 and G13 are measured with (default: 10000000).")
    private long scans;

    /** Made by the command line. */
    public Bench() {}

    @Override
    public Integer call()
            throws CannotStart, IOException, InterruptedException, JsonProcessingException {
        int rounds = Math.max(Pairs.FEWEST, pairs);
        List<Figure> figures = new ArrayList<>();
        if (wanted("G7")) {
            figures.add(new IngestBench().measure(rounds));
        }
        if (wanted("G15")) {
            figures.addAll(new OrganizerBench().measure(rounds));
        }
        if (only.equals("meetings")) {
            figures.addAll(new MeetingsBench().measure(rounds));
        }
        if (only.equals("G12")) {
            figures.addAll(new ReportsBench(scans).pages(rounds));
        }
        if (only.equals("G13")) {
            figures.add(new ReportsBench(scans).export());
        }
        System.out.println(
                json ? new ObjectMapper().writeValueAsString(figures) : Figure.table(figures));
        return 0;
    }

    private boolean wanted(String id) {
        return only.isEmpty() || only.equals(id);
    }
}
