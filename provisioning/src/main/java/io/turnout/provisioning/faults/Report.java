package io.turnout.provisioning.faults;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.turnout.provisioning.faults.ledger.Finding;
import io.turnout.provisioning.faults.ledger.Finding.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToIntFunction;

/**
 * What came of a run, as a table and as JSON.
 *
 * @param command that does it again
 * @param all kinds together
 * @param presentations at all doors
 * @param unanswered of those, where the unit went away in the middle
 * @param full of those, refused because there was no seat
 * @param accounted scans that went with a reinstalled unit before the hub had them, or by a damage
 *     that the unit told of, by name
 * @param times how right the hub's times are, in words
 */
record Report(
        String command,
        long seed,
        String took,
        List<Row> rows,
        Row all,
        int idle,
        int presentations,
        long unanswered,
        long full,
        String times,
        int mostInside,
        int seats,
        List<String> accounted,
        List<Finding> findings,
        List<String> left) {
    /**
     * One kind of fault.
     *
     * @param bound with nothing found, the true share of faults that do harm is below this with 95
     *     % confidence: 3/n
     */
    record Row(
            String fault,
            String target,
            int runs,
            int lost,
            int twice,
            int overCapacity,
            int unexplained,
            int other,
            double p50Seconds,
            double p99Seconds,
            double bound) {
        static Row of(FaultKind kind, Tally tally, Recoveries recoveries) {
            return row(
                    kind.word(),
                    kind.target(),
                    tally.runs(kind),
                    what -> tally.count(kind, what),
                    recoveries.of(kind));
        }

        /** All kinds together: each finding once. */
        static Row all(Tally tally, Recoveries recoveries) {
            return row("all", "", tally.runs(), tally::count, recoveries.all());
        }

        private static Row row(
                String fault,
                String target,
                int runs,
                ToIntFunction<Kind> count,
                List<Duration> times) {
            return new Row(
                    fault,
                    target,
                    runs,
                    count.applyAsInt(Kind.LOST),
                    count.applyAsInt(Kind.TWICE),
                    count.applyAsInt(Kind.OVER_CAPACITY),
                    count.applyAsInt(Kind.UNEXPLAINED),
                    count.applyAsInt(Kind.DIFFERENT)
                            + count.applyAsInt(Kind.MISCOUNTED)
                            + count.applyAsInt(Kind.MISTIMED)
                            + count.applyAsInt(Kind.NOT_HEALED),
                    at(times, 0.5),
                    at(times, 0.99),
                    runs == 0 ? 1 : Math.min(1, 3.0 / runs));
        }

        private static double at(List<Duration> times, double share) {
            if (times.isEmpty()) {
                return 0;
            }
            int index = (int) Math.ceil(share * times.size()) - 1;
            return times.get(Math.max(0, index)).toMillis() / 1000.0;
        }
    }

    boolean isClean() {
        return findings.isEmpty();
    }

    String table() {
        StringBuilder table = new StringBuilder();
        table.append(
                line("fault", "for", "runs", "lost", "twice", "over cap", "unexplained", "other")
                        .formatted("back p50", "p99", "95 % <"));
        for (Row row : rows) {
            table.append(row(row));
        }
        table.append(row(all));
        table.append(
                "%,d presentations, %d without an answer; %d refused as the room was full;"
                                .formatted(presentations, unanswered, full)
                        + " at most %d in the room for %d; %d faults"
                                .formatted(mostInside, seats, idle)
                        + " had no effect and do not count; "
                        + accounted.size()
                        + " scans went with a reinstalled unit or a damaged journal and are accounted for; "
                        + times
                        + "\n");
        left.forEach(each -> table.append("left out: ").append(each).append('\n'));
        table.append("took ").append(took).append("; again: ").append(command).append('\n');
        return table.toString();
    }

    private static String line(Object... first) {
        return String.format(
                        Locale.ROOT, "| %-14s | %-4s | %5s | %4s | %5s | %8s | %11s | %5s |", first)
                + " %8s | %6s | %7s |%n";
    }

    private static String row(Row row) {
        return line(
                        row.fault(),
                        row.target(),
                        row.runs(),
                        row.lost(),
                        row.twice(),
                        row.overCapacity(),
                        row.unexplained(),
                        row.other())
                .formatted(
                        "%.1f s".formatted(row.p50Seconds()),
                        "%.1f s".formatted(row.p99Seconds()),
                        "%.4f".formatted(row.bound()));
    }

    String json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("command", command);
        json.put("seed", seed);
        json.put("took", took);
        json.put("rows", new ArrayList<>(rows));
        json.put("all", all);
        json.put("idle", idle);
        json.put("presentations", presentations);
        json.put("unanswered", unanswered);
        json.put("full", full);
        json.put("times", times);
        json.put("mostInside", mostInside);
        json.put("seats", seats);
        json.put("accounted", accounted);
        json.put("findings", findings);
        json.put("leftOut", left);
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
