package io.turnout.provisioning.faults.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.turnout.provisioning.faults.ledger.Finding.Kind;
import io.turnout.provisioning.faults.ledger.HubRows.PresenceRow;
import io.turnout.provisioning.faults.ledger.Occupancy.Capacity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** The comparison must find what is planted, each thing by its name, and nothing else. */
final class ComparisonTest {
    private static final long SECOND = 1_000_000_000L;

    private final List<Entry> ledger = new ArrayList<>();
    private final List<HubScan> hub = new ArrayList<>();
    private final List<Loss> losses = new ArrayList<>();

    @Test
    void findsNothingWhereAllIsWell() {
        both("ann", "in", 1);
        both("bob", "refused", 2);
        both("ann", "out", 3);
        assertThat(kinds()).isEmpty();
    }

    @Test
    void findsAScanThatTheHubLacks() {
        both("ann", "in", 1);
        ledger.add(shown("bob", "in", 2));
        both("cem", "in", 3);
        assertThat(kinds()).containsExactly(Kind.LOST);
    }

    @Test
    void findsAScanUnderTwoNames() {
        both("ann", "in", 1);
        HubScan scan = hub.getFirst();
        hub.add(named(scan, scan.epoch(), 2));
        assertThat(kinds()).containsExactlyInAnyOrder(Kind.TWICE, Kind.UNEXPLAINED);
    }

    @Test
    void findsAScanAgainInAnotherJournal() {
        both("ann", "in", 1);
        hub.add(named(hub.getFirst(), "other", 1));
        assertThat(kinds()).contains(Kind.TWICE);
    }

    @Test
    void findsAScanThatNobodyMade() {
        both("ann", "in", 1);
        hub.add(scan("bob", "in", 2));
        assertThat(kinds()).containsExactly(Kind.UNEXPLAINED);
    }

    @Test
    void findsAnotherVerdictAnotherBadgeAndAnotherOrder() {
        both("ann", "in", 1);
        ledger.add(shown("bob", "in", 2));
        hub.add(scan("bob", "refused", 2));
        ledger.add(shown("cem", "in", 3));
        hub.add(scan("dan", "in", 3));
        both("eve", "in", 5);
        both("fay", "in", 4);
        assertThat(kinds()).containsExactly(Kind.DIFFERENT, Kind.DIFFERENT, Kind.DIFFERENT);
    }

    @Test
    void aLostAnswerExplainsOneScanOfThatBadge() {
        both("ann", "in", 1);
        ledger.add(entry("bob", new Answer.Lost()));
        hub.add(scan("bob", "in", 2));
        both("cem", "in", 3);
        assertThat(kinds()).isEmpty();
        hub.add(scan("bob", "out", 4));
        assertThat(kinds()).containsExactly(Kind.UNEXPLAINED);
    }

    @Test
    void findsAVerdictThatWasNeverRecorded() {
        both("ann", "in", 1);
        ledger.add(entry("ann", new Answer.Shown("in", "", OptionalLong.empty())));
        assertThat(kinds()).as("shown again within the cool-down").isEmpty();
        ledger.add(entry("bob", new Answer.Shown("in", "", OptionalLong.empty())));
        assertThat(kinds()).containsExactly(Kind.LOST);
    }

    @Test
    void accountsForWhatWentWithAJournalAndNothingElse() {
        both("ann", "in", 1);
        ledger.add(shown("bob", "in", 2));
        ledger.add(shown("cem", "in", 3));
        losses.add(new Loss("door", 0, 2, "reinstalled"));
        Comparison.Result result = compare();
        assertThat(result.findings()).extracting(Finding::kind).containsExactly(Kind.LOST);
        assertThat(result.accounted()).containsExactly("door journal 0 number 3");
    }

    @Test
    void aJournalThatBeganWithoutAListIsNotTakenForTheOneThatWentBefore() {
        ledger.add(shown("ann", "in", 1));
        losses.add(new Loss("door", 0, 0, "reinstalled"));
        Answer noList = new Answer.Shown("out-of-order", "", OptionalLong.of(1));
        ledger.add(new Entry("door", 1, 5 * SECOND, 6 * SECOND, "bob", noList));
        hub.add(
                new HubScan(
                        "door", "next", 1, "boot", 5000, "", "", "ask-staff", "", "", false, ""));
        Comparison.Result result = compare();
        assertThat(result.findings()).isEmpty();
        assertThat(result.accounted()).containsExactly("door journal 0 number 1");
    }

    @Test
    void seesMorePeopleThanSeatsOnlyWhereThatIsSure() {
        both("ann", "in", 1);
        both("bob", "in", 2);
        List<Capacity> two = List.of(new Capacity(0, 2));
        assertThat(Occupancy.of(ledger, compare().found(), two).finding()).isEmpty();
        both("ann", "out", 3);
        both("cem", "in", 4);
        assertThat(Occupancy.of(ledger, compare().found(), two).finding()).isEmpty();
        both("dan", "in", 5);
        Occupancy.Result full = Occupancy.of(ledger, compare().found(), two);
        assertThat(full.finding()).map(Finding::kind).contains(Kind.OVER_CAPACITY);
        assertThat(full.most()).isEqualTo(3);
    }

    @Test
    void countsAnewAndFindsAWrongSum() throws Exception {
        both("ann", "in", 1);
        both("ann", "out", 2);
        both("bob", "in", 3);
        String right =
                """
                {"sessions": [{"session": "s", "inside": 1, "ins": 2, "outs": 1}],
                 "totals": {"scans": 3, "admitted": 3, "refused": 0, "askStaff": 0}}
                """;
        List<PresenceRow> presence =
                List.of(new PresenceRow(1, "s", false, 1, 1), new PresenceRow(2, "s", true, 1, 0));
        assertThat(recount(presence, right)).isEmpty();
        assertThat(recount(presence, right.replace("\"ins\": 2", "\"ins\": 3"))).hasSize(1);
        assertThat(recount(presence.subList(0, 1), right)).hasSize(1);
    }

    private List<Finding> recount(List<PresenceRow> presence, String counts) throws Exception {
        JsonMapper json = JsonMapper.builder().build();
        return Recount.of(rows(presence), compare().epochs(), json.readTree(counts));
    }

    private List<Kind> kinds() {
        return compare().findings().stream().map(Finding::kind).toList();
    }

    private Comparison.Result compare() {
        return Comparison.of(ledger, rows(List.of()), losses);
    }

    private HubRows rows(List<PresenceRow> presence) {
        Map<String, String> prints =
                Map.of(
                        "ann", "f1", "bob", "f2", "cem", "f3", "dan", "f4", "eve", "f5", "fay",
                        "f6");
        Map<String, Long> attendees =
                Map.of("f1", 1L, "f2", 2L, "f3", 3L, "f4", 4L, "f5", 5L, "f6", 6L);
        return new HubRows(hub, List.of(), presence, prints, attendees, true);
    }

    private void both(String badge, String state, long number) {
        ledger.add(shown(badge, state, number));
        hub.add(scan(badge, state, number));
    }

    private Entry shown(String badge, String state, long number) {
        return entry(badge, new Answer.Shown(state, "", OptionalLong.of(number)));
    }

    private Entry entry(String badge, Answer answer) {
        long at = (ledger.size() + 1) * SECOND;
        return new Entry("door", 0, at, at + SECOND / 100, badge, answer);
    }

    private static HubScan scan(String badge, String state, long number) {
        String print = "f" + (List.of("ann", "bob", "cem", "dan", "eve", "fay").indexOf(badge) + 1);
        boolean out = state.equals("out");
        return new HubScan(
                "door",
                "epoch",
                number,
                "boot",
                1000 * number,
                "event",
                print,
                state.equals("refused") ? "refused" : "admitted",
                "",
                state.equals("in") ? "s" : "",
                out,
                out ? "s" : "");
    }

    private static HubScan named(HubScan scan, String epoch, long number) {
        return new HubScan(
                scan.unit(),
                epoch,
                number,
                scan.boot(),
                scan.monotonicMillis(),
                scan.event(),
                scan.badge(),
                scan.outcome(),
                scan.reason(),
                scan.entered(),
                scan.leaves(),
                scan.left());
    }
}
