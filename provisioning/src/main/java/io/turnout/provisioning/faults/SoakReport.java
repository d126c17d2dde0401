package io.turnout.provisioning.faults;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.turnout.provisioning.faults.ledger.Finding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * What programs took of their machine while people passed, and whether it stayed the same. The
 * first quarter is warm-up; the second is compared with the last.
 *
 * @param every time between two looks, in words
 * @param looks at each program, the first first
 * @param findings scans lost, counted twice and so on
 */
record SoakReport(
        String command,
        String every,
        int presentations,
        Map<String, List<Footprint>> looks,
        List<Finding> findings) {
    private static final int KB = 1024;
    private static final double MAY_GROW = 1.1;
    private static final long HEAP_SLACK_KB = 4 * KB;
    private static final int COUNT_SLACK = 5;

    /** More in a quarter of the time than this, and a log is not quiet. */
    private static final long LOG_QUIET = 256L * KB;

    private static final String BARS = "▁▂▃▄▅▆▇█";

    SoakReport {
        looks = new LinkedHashMap<>(looks);
    }

    boolean isClean() {
        return findings.isEmpty() && grown().isEmpty();
    }

    /** What grew, in words. */
    List<String> grown() {
        List<String> grown = new ArrayList<>();
        looks.forEach((program, its) -> {
            grew(grown, program + ": heap, kB", its, Footprint::heapKb, HEAP_SLACK_KB);
            grew(grown, program + ": threads", its, Footprint::threads, COUNT_SLACK);
            grew(grown, program + ": open files", its, Footprint::files, COUNT_SLACK);
            long before = its.get(its.size() * 3 / 4).logBytes();
            long logged = its.getLast().logBytes() - before;
            if (logged > LOG_QUIET) {
                grown.add(program + ": log, bytes in the last quarter: " + logged);
            }
        });
        return grown;
    }

    private static void grew(
            List<String> grown,
            String what,
            List<Footprint> looks,
            ToLongFunction<Footprint> of,
            long slack) {
        int quarter = looks.size() / 4;
        long before = median(looks.subList(quarter, 2 * quarter + 1), of);
        long after = median(looks.subList(looks.size() - quarter - 1, looks.size()), of);
        if (after > before * MAY_GROW + slack) {
            grown.add(what + ": " + before + ", then " + after);
        }
    }

    private static long median(List<Footprint> looks, ToLongFunction<Footprint> of) {
        long[] sorted = looks.stream().mapToLong(of).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    String table() {
        StringBuilder table = new StringBuilder();
        table.append(
                String.format(
                        Locale.ROOT,
                        "| %-8s | %10s | %8s | %10s | %9s | %9s | %8s | %s%n",
                        "program",
                        "heap 1/4",
                        "heap end",
                        "memory end",
                        "threads",
                        "files",
                        "log",
                        "heap over time"));
        looks.forEach((program, its) -> table.append(row(program, its)));
        table.append("%,d presentations, a look every %s%n".formatted(presentations, every));
        findings.forEach(finding -> table.append("FOUND ").append(finding).append('\n'));
        grown().forEach(each -> table.append("GREW ").append(each).append('\n'));
        return table.append("again: ").append(command).append('\n').toString();
    }

    private static String row(String program, List<Footprint> its) {
        Footprint warm = its.get(its.size() / 4);
        Footprint end = its.getLast();
        return String.format(
                Locale.ROOT,
                "| %-8s | %7.1f MB | %5.1f MB | %7.1f MB | %3d → %3d | %3d → %3d | %5d kB | %s%n",
                program,
                warm.heapKb() / (double) KB,
                end.heapKb() / (double) KB,
                end.residentKb() / (double) KB,
                warm.threads(),
                end.threads(),
                warm.files(),
                end.files(),
                end.logBytes() / KB,
                bars(its));
    }

    private static String bars(List<Footprint> its) {
        long most = Math.max(1, its.stream().mapToLong(Footprint::heapKb).max().orElse(1));
        StringBuilder bars = new StringBuilder();
        its.forEach(look ->
                bars.append(
                        BARS.charAt(
                                (int) (Math.max(0, look.heapKb()) * (BARS.length() - 1) / most))));
        return bars.toString();
    }

    String json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("command", command);
        json.put("every", every);
        json.put("presentations", presentations);
        json.put("looks", looks);
        json.put("grown", grown());
        json.put("findings", findings);
        try {
            return JsonMapper.builder()
                    .build()
                    .writerWithDefaultPrettyPrinter()
                    .writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a report that is no JSON", e);
        }
    }
}
