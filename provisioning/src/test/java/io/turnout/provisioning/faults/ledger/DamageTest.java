package io.turnout.provisioning.faults.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.provisioning.faults.ledger.Finding.Kind;
import io.turnout.provisioning.faults.ledger.HubRows.LossRow;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Damaged journals and wrong times: what a unit said, and nothing else, is accounted for. */
final class DamageTest extends ComparisonCase {
    @Test
    void accountsForWhatADamagedJournalSaysItLostAndNothingElse() {
        both("ann", "in", 1);
        ledger.add(shown("bob", "in", 2));
        damages.add(new Damage("door", 0, 1, "bit 3"));
        life("cem", 3, "epoch");
        assertThat(kinds()).as("missing, and nobody said so").containsExactly(Kind.LOST);
        told.add(new LossRow("door", "epoch", 2, 2, false));
        assertThat(kinds()).isEmpty();
        assertThat(compare().accounted()).containsExactly("door journal 1 number 2");
        ledger.add(new Entry("door", 1, 8 * SECOND, 9 * SECOND, "dan", shown("in", 4)));
        assertThat(kinds()).as("another one").containsExactly(Kind.LOST);
    }

    @Test
    void followsAUnitIntoTheJournalThatItBeginsAfterADamage() {
        both("ann", "in", 1);
        both("bob", "in", 2);
        ledger.add(shown("cem", "in", 3));
        damages.add(new Damage("door", 0, 1, "cut"));
        told.add(new LossRow("door", "epoch", 3, 3, true));
        life("dan", 1, "next");
        life("eve", 2, "next");
        Comparison.Result result = compare();
        assertThat(result.findings()).isEmpty();
        assertThat(result.accounted()).containsExactly("door journal 0 number 3");
        assertThat(result.epochs().get("door")).containsExactly("epoch", "next");
    }

    @Test
    void followsAUnitIntoAJournalOfWhoseLaterPartTheHubHasNothing() {
        both("ann", "in", 1);
        damages.add(new Damage("door", 0, 2, "cut, and the hub restored"));
        ledger.add(new Entry("door", 1, 4 * SECOND, 5 * SECOND, "bob", shown("in", 2)));
        ledger.add(new Entry("door", 1, 6 * SECOND, 7 * SECOND, "cem", shown("in", 3)));
        assertThat(kinds()).as("nobody said so").containsExactly(Kind.LOST, Kind.LOST);
        told.add(new LossRow("door", "epoch", 2, 3, true));
        assertThat(kinds()).isEmpty();
        assertThat(compare().accounted()).hasSize(2);
    }

    @Test
    void findsALossThatNothingExplainsAndOneLargerThanTheDamage() {
        both("ann", "in", 1);
        both("dan", "in", 4);
        told.add(new LossRow("door", "epoch", 2, 3, false));
        assertThat(kinds()).as("nothing was damaged").containsExactly(Kind.LOST);
        damages.add(new Damage("door", 0, 1, "bit 3"));
        ledger.add(1, shown("bob", "in", 2));
        ledger.add(2, shown("cem", "in", 3));
        assertThat(kinds()).as("a bit takes one scan").containsExactly(Kind.LOST);
    }

    @Test
    void findsATimeAtWhichAScanWasNotAndADoorThatWentByIt() {
        both("ann", "in", 1);
        assertThat(times(0)).isEmpty();
        assertThat(times(-500)).as("the hub is half a second off").hasSize(1);
        HubScan scan = hub.getFirst();
        hub.set(
                0,
                new HubScan(
                        "door",
                        "epoch",
                        1,
                        "boot",
                        1000,
                        scan.told(),
                        "event",
                        "f1",
                        "refused",
                        "too-early",
                        "",
                        false,
                        ""));
        assertThat(times(0)).extracting(Finding::kind).containsExactly(Kind.MISTIMED);
    }

    private List<Finding> times(long wallMinusNanos) {
        Entry entry = ledger.getFirst();
        return Times.of(Map.of(entry, hub.getFirst()), wallMinusNanos, 50).findings();
    }
}
