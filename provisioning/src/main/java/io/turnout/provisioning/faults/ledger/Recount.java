package io.turnout.provisioning.faults.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import io.turnout.provisioning.faults.ledger.Finding.Kind;
import io.turnout.provisioning.faults.ledger.HubRows.PresenceRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Attendance counted anew from the scan log, by other code than the hub's. In the runner's venue
 * everybody keeps to one door, so the order of their scans is that of the door's journals, whatever
 * its clock said.
 */
public final class Recount {
    private final Map<Key, Count> counts = new HashMap<>();
    private final Map<String, Long> outcomes = new HashMap<>();

    private Recount() {}

    private record Key(long attendee, String session) {}

    private static final class Count {
        private boolean inside;
        private long ins;
        private long outs;
    }

    /**
     * Compares with what the hub made of it.
     *
     * @param epochs each unit's journals, oldest first
     * @param answer the hub's answer about the event's counts
     */
    public static List<Finding> of(
            HubRows rows, Map<String, List<String>> epochs, JsonNode answer) {
        Recount recount = new Recount();
        List<HubScan> scans = new ArrayList<>(rows.ofEvent());
        scans.sort(
                Comparator.comparing(HubScan::unit)
                        .thenComparingInt(scan ->
                                epochs.getOrDefault(scan.unit(), List.of()).indexOf(scan.epoch()))
                        .thenComparingLong(HubScan::number));
        scans.forEach(scan -> recount.add(scan, rows));
        List<Finding> findings = new ArrayList<>();
        recount.comparePresence(rows.presence(), findings);
        recount.compareSessions(answer.path("sessions"), findings);
        recount.compareTotals(rows.ofEvent().size(), answer.path("totals"), findings);
        return findings;
    }

    private void add(HubScan scan, HubRows rows) {
        outcomes.merge(scan.outcome(), 1L, Long::sum);
        Long attendee = rows.attendees().get(scan.badge());
        if (attendee == null || !scan.outcome().equals("admitted")) {
            return;
        }
        if (scan.leaves() && !scan.left().isEmpty()) {
            Count left = count(attendee, scan.left());
            left.outs++;
            left.inside = false;
        }
        if (!scan.entered().isEmpty()) {
            Count entered = count(attendee, scan.entered());
            entered.ins++;
            entered.inside = true;
        }
    }

    private Count count(long attendee, String session) {
        return counts.computeIfAbsent(new Key(attendee, session), _ -> new Count());
    }

    private void comparePresence(List<PresenceRow> presence, List<Finding> findings) {
        Set<Key> there = new HashSet<>();
        for (PresenceRow row : presence) {
            Key key = new Key(row.attendee(), row.session());
            there.add(key);
            Count count = counts.getOrDefault(key, new Count());
            PresenceRow wanted =
                    new PresenceRow(
                            key.attendee(), key.session(), count.inside, count.ins, count.outs);
            if (!wanted.equals(row)) {
                findings.add(new Finding(Kind.MISCOUNTED, row + " should be " + wanted));
            }
        }
        counts.keySet().stream()
                .filter(key -> !there.contains(key))
                .forEach(
                        key -> findings.add(new Finding(Kind.MISCOUNTED, "no presence of " + key)));
    }

    private void compareSessions(JsonNode sessions, List<Finding> findings) {
        for (JsonNode session : sessions) {
            String id = session.path("session").asText();
            List<Count> those =
                    counts.entrySet().stream()
                            .filter(each -> each.getKey().session().equals(id))
                            .map(Map.Entry::getValue)
                            .toList();
            compare(
                    id + " inside",
                    those.stream().filter(c -> c.inside).count(),
                    session,
                    findings);
            compare(id + " ins", those.stream().mapToLong(c -> c.ins).sum(), session, findings);
            compare(id + " outs", those.stream().mapToLong(c -> c.outs).sum(), session, findings);
        }
    }

    private void compareTotals(long scans, JsonNode totals, List<Finding> findings) {
        compare("all scans", scans, totals, findings);
        compare("all admitted", outcomes.getOrDefault("admitted", 0L), totals, findings);
        compare("all refused", outcomes.getOrDefault("refused", 0L), totals, findings);
        compare("all askStaff", outcomes.getOrDefault("ask-staff", 0L), totals, findings);
    }

    private static void compare(String what, long wanted, JsonNode node, List<Finding> findings) {
        long has = node.path(what.substring(what.lastIndexOf(' ') + 1)).asLong(-1);
        if (has != wanted) {
            findings.add(
                    new Finding(Kind.MISCOUNTED, what + ": hub " + has + ", recount " + wanted));
        }
    }
}
