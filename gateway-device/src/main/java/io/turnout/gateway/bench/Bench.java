package io.turnout.gateway.bench;

import io.turnout.gateway.accesslist.AccessList;
import io.turnout.gateway.accesslist.AccessListStore;
import io.turnout.gateway.journal.JournalFailure;
import io.turnout.gateway.journal.JournalUnusable;
import io.turnout.protocol.measure.Figure;
import io.turnout.protocol.measure.Pairs;
import io.turnout.protocol.message.MessageCodec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures, and prints what came of it. */
@Command(
        name = "bench",
        hidden = true,
        subcommands = {UplinkBench.class, LensBench.class},
        description = "Measures decisions and the journal against references of the same run.",
        mixinStandardHelpOptions = true)
public final class Bench implements Callable<Integer> {
    @Option(names = "--json", description = "Prints JSON instead of a table.")
    private boolean json;

    @Option(
            names = "--badges",
            defaultValue = "1000000",
            description = "Badges in the list (default: ${DEFAULT-VALUE}).")
    private int badges;

    @Option(
            names = "--pairs",
            defaultValue = "15",
            description = "Measurements of each, at least 9 (default: ${DEFAULT-VALUE}).")
    private int pairs;

    @Option(
            names = "--dir",
            defaultValue = ".",
            description = "Where to write: on the disk that is meant (default: ${DEFAULT-VALUE}).")
    private Path dir = Path.of(".");

    /** For the command line. */
    public Bench() {}

    @Override
    public Integer call() throws IOException, JournalUnusable, JournalFailure {
        Path folder = Files.createTempDirectory(dir.toAbsolutePath(), "turnout-bench");
        try {
            List<Figure> results = measure(folder);
            System.out.println(json ? json(results) : Figure.table(results));
        } finally {
            delete(folder);
        }
        return 0;
    }

    private List<Figure> measure(Path folder) throws IOException, JournalUnusable, JournalFailure {
        int rounds = Math.max(Pairs.FEWEST, pairs);
        Site site = new Site(badges);
        List<Figure> results = new ArrayList<>();
        try (AccessListStore store = site.store(folder.resolve("lists"))) {
            AccessList list = site.adoptInto(store, folder);
            results.addAll(new DecisionBench(site, list, badges, rounds).run());
            results.addAll(new JournalBench(list, folder, rounds).run());
        }
        results.addAll(new ListBench(folder, badges, rounds).run());
        return results;
    }

    private static String json(List<Figure> results) {
        MessageCodec codec = new MessageCodec();
        return results.stream()
                .map(result -> new String(codec.write(result), StandardCharsets.UTF_8))
                .collect(Collectors.joining(",\n ", "[", "]"));
    }

    static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
