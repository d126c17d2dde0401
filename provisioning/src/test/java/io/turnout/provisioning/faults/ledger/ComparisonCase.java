package io.turnout.provisioning.faults.ledger;

import io.turnout.provisioning.faults.ledger.Finding.Kind;
import io.turnout.provisioning.faults.ledger.HubRows.LossRow;
import io.turnout.provisioning.faults.ledger.HubRows.PresenceRow;
import io.turnout.provisioning.faults.ledger.HubScan.Told;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** A ledger and a hub that are made line by line, and what the comparison finds. */
abstract class ComparisonCase {
    static final long SECOND = 1_000_000_000L;

    final List<Entry> ledger = new ArrayList<>();
    final List<HubScan> hub = new ArrayList<>();
    final List<Loss> losses = new ArrayList<>();
    final List<Damage> damages = new ArrayList<>();
    final List<LossRow> told = new ArrayList<>();

    /** Recorded after a damage. */
    void life(String badge, long number, String epoch) {
        long at = (ledger.size() + 1) * SECOND;
        ledger.add(new Entry("door", 1, at, at + SECOND / 100, badge, shown("in", number)));
        HubScan scan = scan(badge, "in", number);
        HubScan later = at(scan, 1000L * (ledger.size() + 1));
        hub.add(named(later, epoch, number));
    }

    static HubScan at(HubScan scan, long millis) {
        return new HubScan(
                scan.unit(),
                scan.epoch(),
                scan.number(),
                scan.boot(),
                millis,
                at(millis),
                scan.event(),
                scan.badge(),
                scan.outcome(),
                scan.reason(),
                scan.entered(),
                scan.leaves(),
                scan.left());
    }

    static Answer shown(String state, long number) {
        return new Answer.Shown(state, "", OptionalLong.of(number));
    }

    List<Kind> kinds() {
        return compare().findings().stream().map(Finding::kind).toList();
    }

    Comparison.Result compare() {
        return Comparison.of(ledger, rows(List.of()), losses, damages);
    }

    HubRows rows(List<PresenceRow> presence) {
        Map<String, String> prints =
                Map.of(
                        "ann", "f1", "bob", "f2", "cem", "f3", "dan", "f4", "eve", "f5", "fay",
                        "f6");
        Map<String, Long> attendees =
                Map.of("f1", 1L, "f2", 2L, "f3", 3L, "f4", 4L, "f5", 5L, "f6", 6L);
        return new HubRows(hub, List.of(), told, presence, prints, attendees, true);
    }

    void both(String badge, String state, long number) {
        ledger.add(shown(badge, state, number));
        hub.add(scan(badge, state, number));
    }

    Entry shown(String badge, String state, long number) {
        return entry(badge, new Answer.Shown(state, "", OptionalLong.of(number)));
    }

    Entry entry(String badge, Answer answer) {
        long at = (ledger.size() + 1) * SECOND;
        return new Entry("door", 0, at, at + SECOND / 100, badge, answer);
    }

    static HubScan scan(String badge, String state, long number) {
        String print = "f" + (List.of("ann", "bob", "cem", "dan", "eve", "fay").indexOf(badge) + 1);
        boolean out = state.equals("out");
        return new HubScan(
                "door",
                "epoch",
                number,
                "boot",
                1000 * number,
                at(1000 * number),
                "event",
                print,
                state.equals("refused") ? "refused" : "admitted",
                "",
                state.equals("in") ? "s" : "",
                out,
                out ? "s" : "");
    }

    static Told at(long millis) {
        return new Told(millis, millis, millis);
    }

    static HubScan withoutList(String epoch, long number, long millis) {
        return new HubScan(
                "door",
                epoch,
                number,
                "boot",
                millis,
                at(millis),
                "",
                "",
                "ask-staff",
                "",
                "",
                false,
                "");
    }

    static HubScan named(HubScan scan, String epoch, long number) {
        return new HubScan(
                scan.unit(),
                epoch,
                number,
                scan.boot(),
                scan.monotonicMillis(),
                scan.told(),
                scan.event(),
                scan.badge(),
                scan.outcome(),
                scan.reason(),
                scan.entered(),
                scan.leaves(),
                scan.left());
    }
}
