package io.turnout.hub.credit;

import static io.turnout.hub.credit.Examples.about;
import static io.turnout.hub.credit.Examples.cancelled;
import static io.turnout.hub.credit.Examples.giving;
import static io.turnout.hub.credit.Examples.inside;
import static io.turnout.hub.credit.Examples.minimum;
import static io.turnout.hub.credit.Examples.proportional;
import static io.turnout.hub.credit.Examples.session;
import static io.turnout.hub.credit.Examples.time;
import static io.turnout.hub.credit.Examples.uncertain;
import static io.turnout.hub.credit.Examples.with;
import static io.turnout.hub.credit.Examples.withGrace;
import static io.turnout.hub.credit.Examples.withoutCheckOut;
import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.hub.credit.CreditSettings.Overlap;
import io.turnout.hub.credit.CreditSettings.Rounding;
import io.turnout.hub.credit.CreditSettings.Uncertain;
import io.turnout.hub.credit.CreditSettings.Unit;
import io.turnout.hub.credit.CreditSettings.WithoutCheckOut;
import io.turnout.hub.credit.Inside.EndedBy;
import io.turnout.hub.web.Words;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What times inside earn, and the sentences that say why. */
@DisplayName("R-5: credits by rules that explain themselves")
final class CreditRulesTest {
    private static final Words ENGLISH = Words.all().getFirst();
    private static final Words GERMAN = Words.all().getLast();

    private static CreditLine line(Inside inside) {
        return CreditRules.lines(List.of(inside), Overlap.FIRST_ENTERED).getFirst();
    }

    private static String why(CreditLine line) {
        return Reason.in(ENGLISH, line.reasons());
    }

    private static String credits(CreditLine line) {
        return line.credits().stream()
                .map(credit -> credit.credits().toPlainString())
                .reduce("", (a, b) -> a.isEmpty() ? b : a + " " + b);
    }

    @Test
    void saysInBothLanguagesThatTooLittleIsNoCredit() {
        CreditLine line = line(inside(session(), time(3, 50)));
        assertThat(line.granted()).isFalse();
        assertThat(line.credits()).isEmpty();
        assertThat(why(line))
                .isEqualTo("Present 47 of 60 minutes (78 %); at least 80 % is needed: no credit.");
        assertThat(Reason.in(GERMAN, line.reasons()))
                .isEqualTo(
                        "Anwesend 47 von 60 Minuten (78 %); nötig sind mindestens 80 %:"
                                + " keine Punkte.");
    }

    @Test
    void grantsAtExactlyTheMinimum() {
        assertThat(line(inside(session(), time(0, 48))).credits())
                .containsExactly(new Credit("Field of ethics", new BigDecimal("1.5")));
        assertThat(why(line(inside(session(), time(0, 48)))))
                .isEqualTo("Present 48 of 60 minutes (80 %); at least 80 % is needed: credit.");
    }

    @Test
    void takesMinutesAsAMinimumAndNoMoreThanTheSessionHas() {
        CreditSession longer = with(session(), minimum(Unit.MINUTES, 50));
        assertThat(why(line(inside(longer, time(0, 49)))))
                .isEqualTo(
                        "Present 49 of 60 minutes (81 %); at least 50 minutes are needed:"
                                + " no credit.");
        CreditSession shorter = with(session("short", 0, 30), minimum(Unit.MINUTES, 50));
        assertThat(line(inside(shorter, time(0, 30))).granted()).isTrue();
        assertThat(why(line(inside(shorter, time(0, 29))))).contains("at least 30 minutes");
    }

    @Test
    void anyTimeIsEnoughWithoutAMinimumButNoneIsNot() {
        CreditSession any = with(session(), minimum(Unit.PERCENT, 0));
        assertThat(why(line(inside(any, time(10, 11)))))
                .isEqualTo("Present 1 of 60 minutes (1 %); any time is enough: credit.");
        CreditLine never = line(inside(any, time(-20, -10)));
        assertThat(never.granted()).isFalse();
        assertThat(why(never)).isEqualTo("No time inside counts: no credit.");
    }

    @Test
    void addsUpReEntriesOnce() {
        CreditLine line = line(inside(session(), time(0, 30), time(35, 60)));
        assertThat(line.counted()).hasMinutes(55);
        assertThat(why(line)).startsWith("Inside 2 times, added up. Present 55 of 60");
    }

    @Test
    void countsGraceAtBothEndsButNotMoreThanTheSession() {
        CreditSession graceful = withGrace(session(), 5, 5);
        CreditLine early = line(inside(graceful, time(-5, 43)));
        assertThat(early.granted()).isTrue();
        assertThat(why(early))
                .startsWith("Up to 5 min before the start and 5 min after the end count too.");
        CreditLine all = line(inside(graceful, time(-20, 80)));
        assertThat(all.present()).hasMinutes(70);
        assertThat(all.counted()).hasMinutes(60);
        assertThat(why(all))
                .contains("No more than the 60 minutes of the session count.")
                .contains("60 of 60 minutes count (100 %)");
    }

    @Test
    void saysByWhichPolicyATimeEndedThatNobodySawEnd() {
        assertThat(why(line(inside(session(), time(5, 60, EndedBy.SESSION_END)))))
                .startsWith("Never seen leaving: counts to the end of the session. Present 55");
        assertThat(why(line(inside(session(), time(5, 15, EndedBy.LAST_SEEN)))))
                .startsWith("Never seen leaving: counts until last seen. Present 10");
        assertThat(why(line(inside(session(), time(5, 5, EndedBy.NO_TIME)))))
                .isEqualTo(
                        "Never seen leaving: that time does not count. No time inside counts:"
                                + " no credit.");
        assertThat(why(line(inside(session(), time(5, 15, EndedBy.ENTRY_ELSEWHERE)))))
                .startsWith("Left by entering another session. Present 10");
    }

    @Test
    void withoutCheckOutWhoeverCameCountsForAllOfIt() {
        CreditSession session = withoutCheckOut(session());
        CreditLine late = line(inside(session, time(20, 60, EndedBy.SESSION_END)));
        assertThat(late.counted()).hasMinutes(60);
        assertThat(why(late))
                .startsWith("Check-out is not used here: whoever came counts from the start")
                .endsWith("60 of 60 minutes count (100 %); at least 80 % is needed: credit.");
    }

    @Test
    void withoutCheckOutWhoWasSeenElsewhereCountsUntilThen() {
        CreditSession session = withoutCheckOut(session());
        Inside left = inside(session, time(20, 40, EndedBy.ENTRY_ELSEWHERE));
        assertThat(line(left).counted()).hasMinutes(40);
        Inside before = inside(session, time(-10, -5, EndedBy.ENTRY_ELSEWHERE));
        assertThat(line(before).counted()).isZero();
        Inside again =
                inside(
                        session,
                        time(-10, -5, EndedBy.ENTRY_ELSEWHERE),
                        time(50, 60, EndedBy.SESSION_END));
        assertThat(line(again).counted()).as("not from the start again").hasMinutes(10);
    }

    @Test
    void withoutCheckOutTimeCountsAsReadOrNotAtAllWhereSettingsSaySo() {
        CreditSession read =
                with(withoutCheckOut(session()), withoutCheckOut(WithoutCheckOut.AS_READ));
        assertThat(line(inside(read, time(20, 60, EndedBy.SESSION_END))).counted()).hasMinutes(40);
        CreditSession nothing =
                with(withoutCheckOut(session()), withoutCheckOut(WithoutCheckOut.NOTHING));
        CreditLine line = line(inside(nothing, time(0, 60)));
        assertThat(line.counted()).isZero();
        assertThat(why(line))
                .isEqualTo(
                        "Check-out is not used here, and without it nothing counts. No time inside"
                                + " counts: no credit.");
    }

    @Test
    void aCancelledSessionGivesNothingAndTakesNothing() {
        Inside gone = inside(cancelled(session()), time(0, 60));
        Inside other = inside(session("other", 0, 60), time(10, 60));
        List<CreditLine> lines = CreditRules.lines(List.of(gone, other), Overlap.FIRST_ENTERED);
        assertThat(why(lines.getFirst())).isEqualTo("The session was cancelled: no credit.");
        assertThat(lines.getFirst().granted()).isFalse();
        assertThat(lines.getLast().counted()).hasMinutes(50);
    }

    @Test
    void givesEachFieldItsShareDownToSteps() {
        CreditSession three =
                giving(
                        with(session(), proportional(Rounding.DOWN, "0.25")),
                        new Credit("Audit", new BigDecimal("1.5")),
                        new Credit("Ethics", new BigDecimal("0.75")),
                        new Credit("Tax", new BigDecimal("0.3")));
        CreditLine line = line(inside(three, time(0, 40)));
        assertThat(credits(line)).isEqualTo("1.00 0.50 0.00");
        assertThat(why(line))
                .endsWith("That share of the credits is given. Rounded down to steps of 0.25.");
        assertThat(credits(line(inside(three, time(0, 60))))).isEqualTo("1.50 0.75 0.25");
    }

    @Test
    void roundsToTheNearestStepButNeverAboveTheSessionsCredits() {
        CreditSession nearest = with(session(), proportional(Rounding.NEAREST, "1"));
        assertThat(credits(line(inside(nearest, time(0, 19))))).isEqualTo("0");
        assertThat(credits(line(inside(nearest, time(0, 20))))).as("half a step").isEqualTo("1");
        assertThat(credits(line(inside(nearest, time(0, 60))))).isEqualTo("1.5");
    }

    @Test
    void cutsUnroundedSharesToHundredths() {
        CreditSession none = with(session(), proportional(Rounding.NONE, "1"));
        assertThat(credits(line(inside(none, time(0, 47))))).as("1.175").isEqualTo("1.17");
        assertThat(credits(line(inside(none, time(0, 60))))).isEqualTo("1.5");
    }

    @Test
    void overlappingMinutesGoToWhatWasEnteredFirst() {
        List<CreditLine> lines = overlapping(Overlap.FIRST_ENTERED);
        assertThat(lines.getFirst().counted()).hasMinutes(50);
        assertThat(lines.getLast().counted()).hasMinutes(40);
        assertThat(why(lines.getLast()))
                .contains(
                        "20 minutes at the same time count for “Ethics”, which was entered first.")
                .endsWith("40 of 60 minutes count (66 %); at least 80 % is needed: no credit.");
    }

    @Test
    void overlappingMinutesGoToTheLongerTime() {
        List<CreditLine> lines = overlapping(Overlap.LONGEST);
        assertThat(lines.getFirst().counted()).hasMinutes(30);
        assertThat(lines.getLast().counted()).hasMinutes(60);
        assertThat(why(lines.getFirst()))
                .contains("20 minutes at the same time count for “Tax”, where the time inside was");
    }

    @Test
    void overlappingMinutesAreSharedEqually() {
        List<CreditLine> lines = overlapping(Overlap.SPLIT);
        assertThat(lines.getFirst().counted()).hasMinutes(40);
        assertThat(lines.getLast().counted()).hasMinutes(50);
        assertThat(why(lines.getFirst())).contains("20 minutes are shared equally with “Tax”");
    }

    @Test
    void overlappingMinutesCountForEachWhereSettingsSaySo() {
        List<CreditLine> lines = overlapping(Overlap.EACH);
        assertThat(lines.getFirst().counted()).hasMinutes(50);
        assertThat(lines.getLast().counted()).hasMinutes(60);
        assertThat(why(lines.getLast()))
                .contains("20 minutes at the same time count for “Ethics” too.");
    }

    @Test
    void aSessionThatGivesCreditsComesBeforeOneThatGivesNone() {
        Inside hall = inside(giving(session("hall", -60, 120)), time(-60, 120));
        Inside talk = inside(session(), time(0, 60));
        for (Overlap overlap : List.of(Overlap.FIRST_ENTERED, Overlap.LONGEST, Overlap.SPLIT)) {
            List<CreditLine> lines = CreditRules.lines(List.of(hall, talk), overlap);
            assertThat(lines.getLast().counted()).as("%s", overlap).hasMinutes(60);
            assertThat(why(lines.getFirst()))
                    .contains("60 minutes at the same time count for “Ethics”, which gives credits")
                    .endsWith("The session has no field of study, so it gives no credits.");
        }
    }

    /** In Ethics for the first fifty minutes, in Tax from half past ten to half past eleven. */
    private static List<CreditLine> overlapping(Overlap overlap) {
        return CreditRules.lines(
                List.of(
                        inside(session("tax", 30, 90), time(30, 90)),
                        inside(session(), time(0, 50))),
                overlap);
    }

    @Test
    void uncertainTimeCountsOnlyWhereItIsCertainAndIsFlagged() {
        CreditLine line = line(inside(session(), about(2, 52, 2)));
        assertThat(line.least()).hasMinutes(46);
        assertThat(line.most()).hasMinutes(54);
        assertThat(line.counted()).hasMinutes(46);
        assertThat(line.granted()).isFalse();
        assertThat(line.flagged()).isTrue();
        assertThat(why(line))
                .startsWith("Clocks were uncertain: between 46 and 54 minutes. What is certain");
    }

    @Test
    void uncertainTimeCountsByBestTimesWhereSettingsSaySo() {
        CreditSession best = with(session(), uncertain(Uncertain.BEST_TIME));
        CreditLine line = line(inside(best, about(2, 52, 2)));
        assertThat(line.granted()).isTrue();
        assertThat(line.flagged()).isTrue();
        assertThat(line(inside(best, about(2, 58, 2))).flagged())
                .as("enough whatever the clocks")
                .isFalse();
    }

    @Test
    void sumsCreditsExactly() {
        List<Credit> tenths =
                java.util.stream.Stream.generate(() -> new Credit("Tax", new BigDecimal("0.1")))
                        .limit(10)
                        .toList();
        assertThat(Credit.totals(tenths)).containsExactly(new Credit("Tax", new BigDecimal("1.0")));
    }
}
