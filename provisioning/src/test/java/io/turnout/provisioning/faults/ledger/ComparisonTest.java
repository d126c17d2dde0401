package io.turnout.provisioning.faults.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.turnout.provisioning.faults.ledger.Finding.Kind;
import io.turnout.provisioning.faults.ledger.HubRows.PresenceRow;
import io.turnout.provisioning.faults.ledger.Occupancy.Capacity;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** The comparison must find what is planted, each thing by its name, and nothing else. */
final class ComparisonTest extends ComparisonCase {
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
        for (int journal = 0; journal < 2; journal++) {
            for (long number = 1; number <= 2; number++) {
                long at = 10L * journal * SECOND + number * SECOND;
                Answer noList = new Answer.Shown("out-of-order", "", OptionalLong.of(number));
                ledger.add(new Entry("door", journal, at, at + SECOND / 100, "ann", noList));
            }
        }
        losses.add(new Loss("door", 0, 0, "reinstalled"));
        hub.add(withoutList("next", 1, 11_000));
        hub.add(withoutList("next", 2, 12_000));
        Comparison.Result result = compare();
        assertThat(result.findings()).isEmpty();
        assertThat(result.accounted())
                .containsExactly("door journal 0 number 1", "door journal 0 number 2");
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
}
