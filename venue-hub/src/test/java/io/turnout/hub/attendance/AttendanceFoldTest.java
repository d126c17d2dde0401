package io.turnout.hub.attendance;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.hub.attendance.Attended.Anomaly;
import io.turnout.hub.attendance.FoldSettings.StillOpen;
import io.turnout.hub.attendance.Presence.ClosedBy;
import io.turnout.hub.attendance.Presence.Interval;
import io.turnout.protocol.access.ReEntry;
import io.turnout.protocol.access.RoomId;
import io.turnout.protocol.access.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Sessions A (9:00 to 10:00) and B (10:00 to 11:00) in room r, C (9:30 to 10:30) in room s. */
final class AttendanceFoldTest {
    private static final Instant NINE = Instant.parse("2026-01-31T09:00:00Z");
    private static final SessionId A = new SessionId("a");
    private static final SessionId B = new SessionId("b");
    private static final SessionId C = new SessionId("c");

    @Test
    void countsFromInToOut() {
        Presence a = fold(in(1, A, 5), out(2, A, 35)).getFirst();
        assertThat(a.intervals())
                .containsExactly(
                        new Interval(at(5), name(1), at(35), ClosedBy.EXIT, Optional.of(name(2))));
        assertThat(a.present()).isEqualTo(minutes(30));
        assertThat(a.inside()).isFalse();
        assertThat(a.firstIn()).contains(at(5));
        assertThat(a.lastOut()).contains(at(35));
    }

    @Test
    void keepsAnotherInWithoutEffect() {
        Presence a = fold(in(1, A, 5), in(2, A, 10), out(3, A, 35)).getFirst();
        assertThat(a.intervals()).hasSize(1);
        assertThat(a.ins()).isEqualTo(2);
        assertThat(a.present()).isEqualTo(minutes(30));
    }

    @Test
    void listsAnExitOfSomebodyWhoWasNotInside() {
        Attended attended = foldAll(List.of(out(1, A, 5), outOfRoom(2, "r", 6)), false);
        assertThat(attended.anomalies())
                .containsExactly(
                        new Anomaly.OutWithoutIn(name(1), Optional.of(A)),
                        new Anomaly.OutWithoutIn(name(2), Optional.empty()));
        assertThat(attended.presences()).hasSize(1);
        assertThat(attended.presences().getFirst().present()).isZero();
        assertThat(attended.presences().getFirst().outs()).isEqualTo(1);
        assertThat(attended.presences().getFirst().lastOut()).isEmpty();
    }

    @Test
    void closesAtTheSessionsEndWhatNothingClosed() {
        Presence a = fold(in(1, A, 20)).getFirst();
        assertThat(a.intervals())
                .containsExactly(
                        new Interval(
                                at(20), name(1), at(60), ClosedBy.SESSION_END, Optional.empty()));
        assertThat(a.inside()).isTrue();
        assertThat(a.present()).isEqualTo(minutes(40));
        assertThat(a.lastOut()).isEmpty();
    }

    @Test
    void closesByTheOtherPolicies() {
        List<Evidence> scans = List.of(in(1, A, 20), in(2, A, 50));
        assertThat(present(scans, StillOpen.LAST_SEEN)).isEqualTo(minutes(30));
        assertThat(present(scans, StillOpen.NO_TIME)).isZero();
        assertThat(present(scans, StillOpen.SESSION_END)).isEqualTo(minutes(40));
    }

    @Test
    void cutsToTheSession() {
        assertThat(fold(in(1, A, -10), out(2, A, 90)).getFirst().present()).isEqualTo(minutes(60));
        assertThat(fold(in(1, A, -10), out(2, A, -5)).getFirst().present()).isZero();
        assertThat(fold(in(1, A, 70), out(2, A, 80)).getFirst().present()).isZero();
        FoldSettings grace =
                new FoldSettings(StillOpen.SESSION_END, minutes(5), minutes(10), minutes(3));
        Attended attended =
                AttendanceFold.fold(List.of(in(1, A, -10), out(2, A, 90)), schedules(false), grace);
        assertThat(attended.presences().getFirst().present()).isEqualTo(minutes(75));
    }

    @Test
    @DisplayName("C-7 what is reported after a session has no length, and moves nobody")
    void aLateReportIsAMoment() {
        Evidence report =
                new Evidence(
                        name(2),
                        at(62),
                        new RoomId("r"),
                        Optional.of(A),
                        false,
                        Optional.empty(),
                        true,
                        false,
                        true);
        Attended attended = foldAll(List.of(in(1, C, 61), report), true);
        assertThat(attended.anomalies()).isEmpty();
        Presence a = attended.presences().getFirst();
        assertThat(a.intervals())
                .containsExactly(
                        new Interval(at(62), name(2), at(62), ClosedBy.NO_TIME, Optional.empty()));
        assertThat(a.inside()).isFalse();
        assertThat(a.walkIn()).isTrue();
        assertThat(a.ins()).isEqualTo(1);
        assertThat(a.present()).isZero();
        assertThat(attended.presences().getLast().inside()).as("still in C").isTrue();
    }

    @Test
    void addsUpTimesInside() {
        Presence a = fold(in(1, A, 0), out(2, A, 10), in(3, A, 20), out(4, A, 50)).getFirst();
        assertThat(a.intervals()).hasSize(2);
        assertThat(a.present()).isEqualTo(minutes(40));
    }

    @Test
    void leavesTheFirstOfTwoByOneScanAtTheTurnover() {
        Evidence both = evidence(2, "r", 58, Optional.of(B), true, Optional.of(A));
        List<Presence> presences = fold(in(1, A, 0), both);
        assertThat(presences.getFirst().intervals())
                .containsExactly(
                        new Interval(at(0), name(1), at(58), ClosedBy.EXIT, Optional.of(name(2))));
        assertThat(presences.getLast().session()).isEqualTo(B);
        assertThat(presences.getLast().inside()).isTrue();
    }

    @Test
    void findsTheSessionThatAnExitWithoutOneLeaves() {
        Presence a = fold(in(1, A, 5), outOfRoom(2, "s", 10), outOfRoom(3, "r", 35)).getFirst();
        assertThat(a.intervals())
                .containsExactly(
                        new Interval(at(5), name(1), at(35), ClosedBy.EXIT, Optional.of(name(3))));
        assertThat(a.outs()).isEqualTo(1);
    }

    @Test
    void leavesWhatIsNotOverWhenInsideOfTwo() {
        List<Presence> presences = fold(in(1, B, 55), in(2, A, 56), outOfRoom(3, "r", 75));
        assertThat(presences.getFirst().inside()).as("A, over at 10:00").isTrue();
        assertThat(presences.getLast().intervals())
                .containsExactly(
                        new Interval(at(55), name(1), at(75), ClosedBy.EXIT, Optional.of(name(3))));
    }

    @Test
    void derivesAnExitFromAnEntryElsewhereWhereNoDoorReadsExits() {
        List<Presence> presences = foldAll(List.of(in(1, A, 5), in(2, C, 40)), true).presences();
        assertThat(presences.getFirst().intervals())
                .containsExactly(
                        new Interval(
                                at(5),
                                name(1),
                                at(40),
                                ClosedBy.ENTRY_ELSEWHERE,
                                Optional.of(name(2))));
        assertThat(presences.getFirst().outs()).isZero();
        assertThat(presences.getFirst().lastOut()).contains(at(40));
        assertThat(presences.getLast().inside()).isTrue();
    }

    @Test
    void derivesNothingWhereDoorsReadExits() {
        List<Presence> presences = fold(in(1, A, 5), in(2, C, 40));
        assertThat(presences).allMatch(Presence::inside);
    }

    @Test
    void listsScansOfSessionsThatTheAgendaLacks() {
        SessionId gone = new SessionId("gone");
        Attended attended = foldAll(List.of(in(1, gone, 5)), false);
        assertThat(attended.presences()).isEmpty();
        assertThat(attended.anomalies()).containsExactly(new Anomaly.UnknownSession(name(1), gone));
    }

    @Test
    void remembersWalkIns() {
        Evidence walkIn =
                new Evidence(
                        name(1),
                        at(5),
                        new RoomId("r"),
                        Optional.of(A),
                        false,
                        Optional.empty(),
                        true,
                        true,
                        true);
        assertThat(fold(walkIn, in(2, A, 6)).getFirst().walkIn()).isTrue();
        assertThat(fold(in(2, A, 6)).getFirst().walkIn()).isFalse();
    }

    @Test
    void ordersScansOfOneInstantByName() {
        Evidence in = evidence(1, "r", 5, Optional.of(A), false, Optional.empty());
        Evidence out = evidence(2, "r", 5, Optional.empty(), true, Optional.of(A));
        assertThat(fold(out, in).getFirst().inside()).isFalse();
    }

    @Test
    void isAFunctionOfTheSetHoweverItArrives() {
        for (long seed = 1; seed <= 300; seed++) {
            Random random = new Random(seed);
            List<Evidence> scans = random(random);
            boolean inOnly = random.nextBoolean();
            Attended expected = foldAll(scans, inOnly);
            List<Evidence> again = new ArrayList<>(scans);
            again.addAll(scans.subList(0, scans.size() / 2));
            Collections.shuffle(again, random);
            assertThat(foldAll(again, inOnly)).as("seed %d", seed).isEqualTo(expected);
            for (Presence presence : expected.presences()) {
                assertThat(presence.present())
                        .as("seed %d", seed)
                        .isBetween(Duration.ZERO, minutes(60));
            }
        }
    }

    private static List<Evidence> random(Random random) {
        List<SessionId> sessions = List.of(A, B, C, new SessionId("gone"));
        List<Evidence> scans = new ArrayList<>();
        for (int i = 0; i < 1 + random.nextInt(12); i++) {
            SessionId session = sessions.get(random.nextInt(sessions.size()));
            boolean leaves = random.nextBoolean();
            scans.add(
                    evidence(
                            i + 1,
                            random.nextBoolean() ? "r" : "s",
                            random.nextInt(150) - 20,
                            leaves && random.nextBoolean()
                                    ? Optional.empty()
                                    : Optional.of(session),
                            leaves,
                            leaves && random.nextBoolean() ? Optional.of(A) : Optional.empty()));
        }
        return scans;
    }

    private static Duration present(List<Evidence> scans, StillOpen policy) {
        FoldSettings settings = new FoldSettings(policy, Duration.ZERO, Duration.ZERO, minutes(3));
        return AttendanceFold.fold(scans, schedules(false), settings)
                .presences()
                .getFirst()
                .present();
    }

    private static List<Presence> fold(Evidence... scans) {
        return foldAll(List.of(scans), false).presences();
    }

    private static Attended foldAll(List<Evidence> scans, boolean inOnly) {
        return AttendanceFold.fold(scans, schedules(inOnly), FoldSettings.DEFAULT);
    }

    private static Map<SessionId, Schedule> schedules(boolean inOnly) {
        return Map.of(
                A, new Schedule(A, new RoomId("r"), at(0), at(60), inOnly, ReEntry.FREE, false),
                B, new Schedule(B, new RoomId("r"), at(60), at(120), inOnly, ReEntry.FREE, false),
                C, new Schedule(C, new RoomId("s"), at(30), at(90), inOnly, ReEntry.FREE, false));
    }

    private static Evidence in(long number, SessionId session, int minute) {
        String room = session.equals(C) ? "s" : "r";
        return evidence(number, room, minute, Optional.of(session), false, Optional.empty());
    }

    private static Evidence out(long number, SessionId session, int minute) {
        return evidence(number, "r", minute, Optional.empty(), true, Optional.of(session));
    }

    private static Evidence outOfRoom(long number, String room, int minute) {
        return evidence(number, room, minute, Optional.empty(), true, Optional.empty());
    }

    private static Evidence evidence(
            long number,
            String room,
            int minute,
            Optional<SessionId> entered,
            boolean leaves,
            Optional<SessionId> left) {
        return new Evidence(
                name(number),
                at(minute),
                new RoomId(room),
                entered,
                leaves,
                left,
                false,
                true,
                true);
    }

    private static ScanName name(long number) {
        return new ScanName("u", "e", number);
    }

    private static Instant at(int minute) {
        return NINE.plusSeconds(minute * 60L);
    }

    private static Duration minutes(int minutes) {
        return Duration.ofMinutes(minutes);
    }
}
