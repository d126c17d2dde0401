package io.turnout.hub.reports;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.hub.reports.StoppedReaders.Because;
import io.turnout.hub.reports.StoppedReaders.Exits;
import io.turnout.hub.reports.StoppedReaders.Held;
import io.turnout.hub.reports.StoppedReaders.Reads;
import io.turnout.hub.reports.StoppedReaders.Stop;
import io.turnout.hub.reports.StoppedReaders.Unit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A room from minute 0; its session opens at 0, begins at 15 and ends at 75. */
@DisplayName("R-6 readers that stopped")
final class StoppedReadersTest {
    private static final Exits NONE = new Exits(0, 0);
    private static final Held TALK = new Held("talk", 0, minute(75), 60, 60);
    private static final List<Unit> BOTH = List.of(new Unit("a", false), new Unit("b", false));
    private static final long LATER = minute(500);

    private final List<Reads> reads = new ArrayList<>();

    @Test
    void findsTheDoorThatReadNobodyWhileTheOtherOneDid() {
        ins("a", 0, 9, 3);
        ins("b", 0, 29, 2);
        assertThat(stops(BOTH, TALK, LATER))
                .containsExactly(
                        // 29 minutes with 20 entries by the door that has 20 of 50 else: 0.6^40
                        new Stop(
                                "a",
                                "talk",
                                Because.OTHER_DOORS,
                                minute(9) + 30_000,
                                minute(85),
                                40,
                                59));
    }

    @Test
    void endsWhereItReadAgain() {
        ins("a", 0, 9, 3);
        ins("a", 29, 30, 3);
        ins("b", 0, 29, 2);
        assertThat(stops(BOTH, TALK, LATER))
                .extracting(Stop::fromMs, Stop::untilMs)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(minute(9) + 30_000, minute(29)));
    }

    @Test
    void saysNothingWhereChanceMayDoIt() {
        ins("a", 0, 9, 1);
        ins("b", 0, 39, 4);
        assertThat(stops(BOTH, TALK, LATER)).hasSize(1);
        reads.clear();
        ins("a", 0, 9, 1);
        ins("b", 0, 9, 30);
        ins("b", 10, 39, 4);
        assertThat(stops(BOTH, TALK, LATER)).isEmpty();
    }

    @Test
    void comparesEntriesWithEntriesAndExitsWithExits() {
        ins("a", 0, 15, 4);
        outs("b", 70, 80, 6);
        assertThat(stops(BOTH, TALK, LATER)).isEmpty();
    }

    @Test
    void findsTheOnlyReaderOfARoomByThoseWhoWereNotSeenLeaving() {
        ins("a", 0, 15, 4);
        List<Unit> only = List.of(new Unit("a", true));
        Held gone = new Held("talk", 0, minute(75), 64, 0);
        assertThat(stops(only, gone, LATER, new Exits(264, 180)))
                .containsExactly(
                        new Stop(
                                "a",
                                "talk",
                                Because.NO_EXITS,
                                minute(15) + 30_000,
                                minute(85),
                                64,
                                90));
        assertThat(stops(only, gone, LATER, new Exits(264, 2))).as("nobody checks out").isEmpty();
        assertThat(stops(only, gone, LATER, new Exits(100, 30))).as("few elsewhere").isEmpty();
        assertThat(stops(only, gone, minute(80), new Exits(264, 180))).as("not over").isEmpty();
        List<Unit> entries = List.of(new Unit("a", false));
        assertThat(stops(entries, gone, LATER, new Exits(264, 180))).as("reads none").isEmpty();
    }

    @Test
    void neverSaysItOfWhatReadNothingBefore() {
        ins("b", 0, 30, 4);
        assertThat(stops(BOTH, TALK, LATER)).isEmpty();
    }

    @Test
    void isAFunctionOfWhatWasRead() {
        ins("a", 0, 9, 3);
        ins("b", 0, 29, 2);
        List<Stop> one = stops(BOTH, TALK, LATER);
        reads.sort(Comparator.comparingLong(Reads::firstMs).thenComparing(Reads::unit));
        assertThat(stops(BOTH.reversed(), TALK, LATER)).isEqualTo(one).isNotEmpty();
    }

    private void ins(String unit, int from, int to, int each) {
        for (int i = from; i <= to; i++) {
            reads.add(new Reads(unit, minute(i), minute(i) + 30_000, each, 0));
        }
    }

    private void outs(String unit, int from, int to, int each) {
        for (int i = from; i <= to; i++) {
            reads.add(new Reads(unit, minute(i), minute(i) + 30_000, 0, each));
        }
    }

    private List<Stop> stops(List<Unit> units, Held session, long now) {
        return stops(units, session, now, NONE);
    }

    private List<Stop> stops(List<Unit> units, Held session, long now, Exits exits) {
        return new StoppedReaders(reads, exits).stops(units, List.of(session), now);
    }

    private static long minute(int minute) {
        return minute * 60_000L;
    }
}
