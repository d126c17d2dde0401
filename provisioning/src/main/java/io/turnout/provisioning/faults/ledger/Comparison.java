package io.turnout.provisioning.faults.ledger;

import io.turnout.provisioning.faults.ledger.Finding.Kind;
import io.turnout.provisioning.faults.ledger.Pairing.Pair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The ledger against the hub's rows, scan by scan. */
public final class Comparison {
    /** A cool-down of five seconds, and the time that an answer takes. */
    private static final long REPEATED = Duration.ofSeconds(7).toNanos();

    private final HubRows rows;
    private final List<Loss> losses;
    private final List<Damage> damages;
    private final List<Finding> findings = new ArrayList<>();
    private final List<String> accounted = new ArrayList<>();
    private final Map<String, Long> toldLost = new TreeMap<>();
    private final Map<Entry, HubScan> found = new HashMap<>();
    private final Map<String, List<String>> epochs = new TreeMap<>();

    private Comparison(HubRows rows, List<Loss> losses, List<Damage> damages) {
        this.rows = rows;
        this.losses = List.copyOf(losses);
        this.damages = List.copyOf(damages);
    }

    /**
     * What came of it.
     *
     * @param accounted scans that went with a journal before the hub had them, or that the unit
     *     said were lost by a damage, by name
     * @param found the hub's scan of each presentation that has one, also where the answer was lost
     * @param epochs each unit's journals at the hub, oldest first
     */
    public record Result(
            List<Finding> findings,
            List<String> accounted,
            Map<Entry, HubScan> found,
            Map<String, List<String>> epochs) {}

    /** Compares, when all that units have is at the hub. */
    public static Result of(
            List<Entry> entries, HubRows rows, List<Loss> losses, List<Damage> damages) {
        Comparison comparison = new Comparison(rows, losses, damages);
        Map<String, List<Entry>> byUnit =
                entries.stream()
                        .collect(
                                Collectors.groupingBy(
                                        Entry::unit, TreeMap::new, Collectors.toList()));
        rows.scans().forEach(scan -> byUnit.computeIfAbsent(scan.unit(), _ -> List.of()));
        byUnit.forEach(comparison::unit);
        comparison.told();
        return new Result(
                comparison.findings, comparison.accounted, comparison.found, comparison.epochs);
    }

    private void unit(String unit, List<Entry> entries) {
        repeats(entries);
        List<Pair> pairs = new Pairing(rows, damaged(unit)).of(unit, entries);
        epochs.put(unit, pairs.stream().map(Pair::epoch).toList());
        Map<String, HubScan> moments = new HashMap<>();
        for (Pair pair : pairs) {
            List<HubScan> extra = extra(pair);
            pair.scans().values().forEach(scan -> twice(pair, scan, moments));
            explain(pair, extra);
        }
    }

    /** A verdict without a number repeats one that the door showed shortly before. */
    private void repeats(List<Entry> entries) {
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            if (entry.answer() instanceof Answer.Shown shown
                    && shown.number().isEmpty()
                    && !shown.state().equals("out-of-order")
                    && !hasFormer(entries, i, shown.state())) {
                add(Kind.LOST, entry.unit() + " showed " + shown + " and recorded nothing");
            }
        }
    }

    private static boolean hasFormer(List<Entry> entries, int at, String state) {
        Entry entry = entries.get(at);
        for (int i = at - 1; i >= 0; i--) {
            Entry former = entries.get(i);
            if (former.answeredNanos() < entry.sentNanos() - REPEATED) {
                return false;
            }
            if (former.badge().equals(entry.badge()) && agrees(former.answer(), state)) {
                return true;
            }
        }
        return false;
    }

    private static boolean agrees(Answer former, String state) {
        return switch (former) {
            case Answer.Shown shown -> shown.state().equals(state);
            case Answer.Lost() -> true;
        };
    }

    /** Looks for each numbered entry; returns the scans that no entry has the number of. */
    private List<HubScan> extra(Pair pair) {
        Set<Long> named = new HashSet<>();
        long last = 0;
        for (Entry entry : pair.entries()) {
            long number = entry.number();
            if (number == 0) {
                continue;
            }
            if (number <= last) {
                add(Kind.DIFFERENT, pair.at(number) + " was given after number " + last);
            }
            last = number;
            named.add(number);
            numbered(pair, entry, Optional.ofNullable(pair.scans().get(number)));
        }
        return pair.scans().values().stream()
                .filter(scan -> !named.contains(scan.number()))
                .toList();
    }

    private void numbered(Pair pair, Entry entry, Optional<HubScan> scan) {
        if (scan.isEmpty()) {
            if (mayBeGone(pair, entry.number())) {
                accounted.add(pair.at(entry.number()));
            } else if (isToldLost(pair, entry.number())) {
                accounted.add(pair.at(entry.number()));
                toldLost.merge(pair.unit(), 1L, Long::sum);
            } else {
                add(Kind.LOST, pair.at(entry.number()) + " was shown as " + entry.answer());
            }
            return;
        }
        found.put(entry, scan.get());
        if (!says(scan.get(), entry)) {
            add(
                    Kind.DIFFERENT,
                    pair.at(entry.number()) + ": ledger " + entry + ", hub " + scan.get());
        }
    }

    private boolean mayBeGone(Pair pair, long number) {
        return losses.stream()
                .filter(loss -> loss.unit().equals(pair.unit()))
                .filter(loss -> loss.journal() == pair.journal())
                .anyMatch(loss -> number > loss.durable());
    }

    private Set<Integer> damaged(String unit) {
        return damages.stream()
                .filter(damage -> damage.unit().equals(unit))
                .map(Damage::journal)
                .collect(Collectors.toSet());
    }

    /** Of a journal that the hub has no scan of, the name is known by what is lost of it only. */
    private boolean isToldLost(Pair pair, long number) {
        Set<String> known = rows.scans().stream().map(HubScan::epoch).collect(Collectors.toSet());
        return rows.losses().stream()
                .filter(loss -> loss.unit().equals(pair.unit()))
                .filter(loss ->
                        pair.epoch().isEmpty()
                                ? !known.contains(loss.epoch())
                                : loss.epoch().equals(pair.epoch()))
                .anyMatch(loss -> loss.has(number));
    }

    /** No unit may say that more is lost than was damaged, nor may more be missing. */
    private void told() {
        Map<String, Long> said = new TreeMap<>();
        rows.losses()
                .forEach(loss -> said.merge(loss.unit(), loss.to() - loss.from() + 1, Long::sum));
        said.forEach((unit, count) -> {
            List<Damage> own =
                    damages.stream().filter(damage -> damage.unit().equals(unit)).toList();
            long most = own.stream().mapToLong(Damage::most).sum();
            long missing = toldLost.getOrDefault(unit, 0L);
            if (missing > most || count > most + own.size()) {
                add(
                        Kind.LOST,
                        "%s says that %d are lost, %d are missing; damaged: %s"
                                .formatted(unit, count, missing, own));
            }
        });
    }

    private boolean says(HubScan scan, Entry entry) {
        boolean sameState =
                entry.answer() instanceof Answer.Shown shown && shown.state().equals(scan.state());
        return sameState && isOf(scan, entry);
    }

    /** Without a list a unit cannot name a badge. What is no badge has any name but a badge's. */
    private boolean isOf(HubScan scan, Entry entry) {
        if (scan.state().equals("out-of-order")) {
            return true;
        }
        String badge = rows.fingerprints().get(entry.badge());
        return badge == null
                ? !rows.attendees().containsKey(scan.badge())
                : scan.badge().equals(badge);
    }

    /** A unit presents one badge at a time: two scans of one moment are one scan. */
    private void twice(Pair pair, HubScan scan, Map<String, HubScan> moments) {
        String moment = scan.boot() + " " + scan.monotonicMillis() + " " + scan.badge();
        HubScan former = moments.putIfAbsent(moment, scan);
        if (former != null) {
            add(
                    Kind.TWICE,
                    pair.at(scan.number()) + " is " + former.epoch() + " " + former.number());
        }
    }

    /** What is at the hub and has no verdict in the ledger was presented while a unit died. */
    private void explain(Pair pair, List<HubScan> extra) {
        List<Entry> open =
                new ArrayList<>(
                        pair.entries().stream()
                                .filter(entry -> entry.answer() instanceof Answer.Lost)
                                .toList());
        for (HubScan scan : extra) {
            Optional<Entry> reason =
                    open.stream()
                            .filter(entry -> isOf(scan, entry))
                            .filter(entry -> lastBefore(pair, entry) < scan.number())
                            .findFirst();
            if (reason.isPresent()) {
                open.remove(reason.get());
                found.put(reason.get(), scan);
            } else {
                add(Kind.UNEXPLAINED, pair.at(scan.number()) + ": " + scan);
            }
        }
    }

    private static long lastBefore(Pair pair, Entry lost) {
        long last = 0;
        for (Entry entry : pair.entries()) {
            if (entry.equals(lost)) {
                break;
            }
            last = Math.max(last, entry.number());
        }
        return last;
    }

    private void add(Kind kind, String what) {
        findings.add(new Finding(kind, what));
    }
}
