package io.turnout.hub.attendance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.turnout.hub.attendance.Correction.Kind;
import io.turnout.hub.attendance.Correction.Line;
import io.turnout.hub.attendance.Corrections.Owned;
import io.turnout.protocol.access.ReEntry;
import io.turnout.protocol.access.RoomId;
import io.turnout.protocol.access.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Sessions a (minutes 0 to 60) and b (60 to 120) in room r, c (30 to 90) in room s. */
final class CorrectionsTest {
    private static final Instant NINE = Instant.parse("2026-01-31T09:00:00Z");
    private static final SessionId A = new SessionId("a");
    private static final SessionId B = new SessionId("b");
    private static final SessionId C = new SessionId("c");
    private static final long ADA = 1;
    private static final long BEN = 2;

    private final List<Owned> scans = new ArrayList<>();
    private final List<Correction> corrections = new ArrayList<>();
    private boolean elsewhereLeaves;
    private ReEntry reEntry = ReEntry.FREE;

    @Test
    @DisplayName("R-7 what nothing read is added: an entry, an exit, or both")
    void adds() {
        in(ADA, 1, A, 5);
        assertThat(of(ADA)).isEqualTo("a 5-60 session-end, 55 min, 1 in 0 out");
        say(1, Kind.ADD, times(ADA, A, -1, 35));
        assertThat(of(ADA)).isEqualTo("a 5-35 exit, 30 min, 1 in 1 out");
        say(2, Kind.ADD, times(ADA, A, 40, -1));
        assertThat(of(ADA)).isEqualTo("a 5-35 exit 40-60 session-end, 50 min, 2 in 1 out");
        say(3, Kind.ADD, times(ADA, C, 30, 80));
        assertThat(of(ADA)).endsWith("| c 30-80 exit, 50 min, 1 in 1 out");
    }

    @Test
    @DisplayName("R-7 a scan that is annulled counts for nothing, also when it arrives later")
    void annuls() {
        say(1, Kind.ANNUL, Line.annul(name(2)));
        in(ADA, 1, A, 5);
        assertThat(of(ADA)).isEqualTo("a 5-60 session-end, 55 min, 1 in 0 out");
        out(ADA, 2, A, 35);
        assertThat(of(ADA)).isEqualTo("a 5-60 session-end, 55 min, 1 in 0 out");
        say(2, Kind.ANNUL, Line.annul(name(1)));
        assertThat(of(ADA)).isEmpty();
    }

    @Test
    @DisplayName("R-7 a scan is moved to another session, or to whom the badge was lent")
    void moves() {
        in(ADA, 1, A, 40);
        out(ADA, 2, A, 70);
        Stream.of(1, 2)
                .forEach(scan ->
                        say(scan, Kind.MOVE, Line.move(name(scan), Optional.of(C), nobody())));
        assertThat(of(ADA)).isEqualTo("c 40-70 exit, 30 min, 1 in 1 out");
        say(3, Kind.MOVE, Line.move(name(1), nowhere(), Optional.of(BEN)));
        say(4, Kind.MOVE, Line.move(name(2), nowhere(), Optional.of(BEN)));
        assertThat(of(ADA)).as("not his any more").isEmpty();
        assertThat(of(BEN)).as("the last word is the whole word").startsWith("a 40-70 exit, 20");
        say(5, Kind.ANNUL, Line.annul(name(2)));
        assertThat(of(BEN)).isEqualTo("a 40-60 session-end, 20 min, 1 in 0 out");
    }

    @Test
    @DisplayName("R-7 times that are set hold whatever the evidence says, until a later word")
    void sets() {
        in(ADA, 1, A, 5);
        say(7, Kind.SET, times(ADA, A, 10, 20), times(ADA, A, 30, 40));
        assertThat(of(ADA)).isEqualTo("a 10-20 exit 30-40 exit, 20 min, 2 in 2 out");
        out(ADA, 2, A, 15);
        say(6, Kind.ADD, times(ADA, A, 45, 50));
        assertThat(of(ADA))
                .as("said before")
                .isEqualTo("a 10-20 exit 30-40 exit, 20 min, 2 in 2 out");
        say(8, Kind.ADD, times(ADA, A, 45, 50));
        assertThat(of(ADA)).isEqualTo("a 10-20 exit 30-40 exit 45-50 exit, 25 min, 3 in 3 out");
        say(9, Kind.SET, new Line(Optional.of(ADA), Optional.of(A), never(), never(), noScan()));
        assertThat(of(ADA)).as("never inside").isEqualTo("a none, 0 min, 0 in 0 out");
        assertThat(anomalies()).isZero();
    }

    @Test
    @DisplayName(
            "R-7 an exit that names no session is no fault where the times of its room are set")
    void listsNoFaultOfWhatIsSet() {
        in(ADA, 1, A, 5);
        scans.add(
                new Owned(
                        ADA,
                        new Evidence(
                                name(2),
                                at(35),
                                new RoomId("r"),
                                nowhere(),
                                true,
                                nowhere(),
                                false,
                                false,
                                true)));
        say(3, Kind.SET, times(ADA, A, 10, 20));
        assertThat(anomalies()).isZero();
        say(4, Kind.UNDO, 3);
        assertThat(of(ADA)).isEqualTo("a 5-35 exit, 30 min, 1 in 1 out");
    }

    @Test
    @DisplayName("R-7 entering elsewhere leaves here, also where staff said so; set times stay")
    void derivesExits() {
        elsewhereLeaves = true;
        in(ADA, 1, A, 5);
        say(1, Kind.ADD, times(ADA, C, 40, -1));
        assertThat(of(ADA)).startsWith("a 5-40 entry-elsewhere, 35 min");
        say(2, Kind.SET, times(ADA, C, 50, 80));
        assertThat(of(ADA)).startsWith("a 5-50 entry-elsewhere, 45 min");
        say(3, Kind.SET, times(ADA, A, 0, 60));
        assertThat(of(ADA)).startsWith("a 0-60 exit, 60 min").contains("c 50-80 exit");
    }

    @Test
    @DisplayName("R-7 what staff said is no double use of anything")
    void isNoDoubleUse() {
        reEntry = ReEntry.ONCE;
        in(ADA, 1, A, 30);
        say(1, Kind.ADD, times(ADA, A, 5, 20));
        assertThat(anomalies()).isZero();
        assertThat(of(ADA)).startsWith("a 5-20 exit 30-60 session-end");
    }

    @Test
    @DisplayName("R-7 an undo brings back exactly what was, and an undo of it the correction")
    void undoes() {
        in(ADA, 1, A, 5);
        out(ADA, 2, A, 35);
        String before = everybody();
        say(1, Kind.SET, times(ADA, A, 0, 60));
        String corrected = everybody();
        assertThat(corrected).isNotEqualTo(before);
        say(2, Kind.UNDO, 1);
        assertThat(everybody()).isEqualTo(before);
        say(3, Kind.UNDO, 2);
        assertThat(everybody()).isEqualTo(corrected);
        say(4, Kind.UNDO, 3);
        assertThat(everybody()).isEqualTo(before);
        say(5, Kind.UNDO, 1);
        assertThat(everybody()).as("undone twice").isEqualTo(before);
        say(6, Kind.UNDO, 5);
        assertThat(everybody()).as("still undone by the first").isEqualTo(before);
    }

    @Test
    @DisplayName("R-7 an attendant's own word is the same thing, and any correction outdoes it")
    void attendantsWordComesFirst() {
        in(ADA, 1, A, 5);
        say(0, Kind.ANNUL, Line.annul(name(1)));
        assertThat(of(ADA)).isEmpty();
        say(1, Kind.MOVE, Line.move(name(1), Optional.of(A), nobody()));
        assertThat(of(ADA)).isEqualTo("a 5-60 session-end, 55 min, 1 in 0 out");
    }

    @Test
    @DisplayName("R-7 any order of the same scans and corrections gives the same")
    void isAFunctionOfTheSets() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            invent(random);
            elsewhereLeaves = round % 2 == 0;
            String result = everybody();
            for (int i = 0; i < 5; i++) {
                Collections.shuffle(scans, random);
                Collections.shuffle(corrections, random);
                assertThat(everybody()).as("seed " + seed + " round " + round).isEqualTo(result);
            }
            corrections.addAll(List.copyOf(corrections));
            assertThat(everybody()).as("twice, seed " + seed).isEqualTo(result);
            long last = corrections.stream().mapToLong(Correction::number).max().orElseThrow();
            say(last + 1, Kind.SET, times(ADA, A, 1, 2), times(BEN, C, 40, 41));
            say(last + 2, Kind.UNDO, last + 1);
            assertThat(everybody()).as("undone, seed " + seed).isEqualTo(result);
        }
    }

    @Test
    void refusesWhatIsNoCorrection() {
        assertNone(() -> say(2, Kind.UNDO, 2));
        assertNone(() -> new Correction(1, Kind.ADD, List.of()));
        assertNone(() -> say(1, Kind.ADD, Line.annul(name(1))));
        assertNone(() -> say(1, Kind.ADD, times(ADA, A, 20, 20)));
        assertNone(() -> say(1, Kind.SET, times(ADA, A, 20, -1)));
        assertNone(() -> say(1, Kind.MOVE, Line.annul(name(1))));
        assertNone(() -> say(1, Kind.ANNUL, Line.move(name(1), Optional.of(A), nobody())));
    }

    private static void assertNone(Supplier<?> correction) {
        assertThatThrownBy(correction::get).isInstanceOf(IllegalArgumentException.class);
    }

    private void invent(Random random) {
        scans.clear();
        corrections.clear();
        for (int i = 1; i <= 12; i++) {
            long whose = random.nextBoolean() ? ADA : BEN;
            if (random.nextInt(3) > 0) {
                in(whose, i, random(random), random.nextInt(120));
            } else {
                out(whose, i, random(random), random.nextInt(120));
            }
        }
        for (int i = 1; i <= 10; i++) {
            int first = random.nextInt(119);
            Line times =
                    times(
                            random.nextBoolean() ? ADA : BEN,
                            random(random),
                            first,
                            first + 1 + random.nextInt(60));
            ScanName scan = name(1 + random.nextInt(12));
            switch (random.nextInt(i == 1 ? 4 : 5)) {
                case 0 -> say(i, Kind.ADD, times);
                case 1 -> say(i, Kind.SET, times);
                case 2 -> say(i, Kind.ANNUL, Line.annul(scan));
                case 3 -> say(i, Kind.MOVE, Line.move(scan, times.session(), times.attendee()));
                default -> say(i, Kind.UNDO, 1 + random.nextInt(i - 1));
            }
        }
    }

    private static SessionId random(Random random) {
        return List.of(A, B, C).get(random.nextInt(3));
    }

    private Correction say(long number, Kind kind, Line... lines) {
        Correction said = new Correction(number, kind, Arrays.asList(lines));
        corrections.add(said);
        return said;
    }

    private Correction say(long number, Kind kind, long undoes) {
        Correction said = new Correction(number, kind, List.of(), Optional.of(undoes));
        corrections.add(said);
        return said;
    }

    private static Line times(long attendee, SessionId session, int in, int out) {
        return Line.times(attendee, session, time(in), time(out));
    }

    private static Optional<Instant> time(int minute) {
        return minute < 0 ? Optional.empty() : Optional.of(at(minute));
    }

    private void in(long attendee, int number, SessionId session, int minute) {
        scans.add(
                new Owned(
                        attendee,
                        new Evidence(
                                name(number),
                                at(minute),
                                room(session),
                                Optional.of(session),
                                false,
                                nowhere(),
                                false,
                                true,
                                true)));
    }

    private void out(long attendee, int number, SessionId session, int minute) {
        scans.add(
                new Owned(
                        attendee,
                        new Evidence(
                                name(number),
                                at(minute),
                                room(session),
                                nowhere(),
                                true,
                                Optional.of(session),
                                false,
                                false,
                                true)));
    }

    private String everybody() {
        return of(ADA) + "\n" + of(BEN) + "\n" + anomalies();
    }

    private long anomalies() {
        return Stream.of(ADA, BEN).mapToLong(one -> attended(one).anomalies().size()).sum();
    }

    private String of(long attendee) {
        return attended(attendee).presences().stream()
                .map(CorrectionsTest::told)
                .collect(Collectors.joining(" | "));
    }

    private Attended attended(long attendee) {
        Map<SessionId, Schedule> schedules =
                Map.of(A, schedule(A, 0, 60), B, schedule(B, 60, 120), C, schedule(C, 30, 90));
        Material material = Corrections.of(corrections).material(attendee, scans, schedules);
        return AttendanceFold.fold(material, schedules, FoldSettings.DEFAULT);
    }

    private static String told(Presence presence) {
        String times =
                presence.intervals().stream()
                        .map(one ->
                                "%d-%d %s"
                                        .formatted(
                                                minute(one.start()),
                                                minute(one.end()),
                                                one.closedBy().key()))
                        .collect(Collectors.joining(" "));
        return "%s %s, %d min, %d in %d out"
                .formatted(
                        presence.session(),
                        times.isEmpty() ? "none" : times,
                        presence.present().toMinutes(),
                        presence.ins(),
                        presence.outs());
    }

    private Schedule schedule(SessionId id, int start, int end) {
        return new Schedule(id, room(id), at(start), at(end), elsewhereLeaves, reEntry, false);
    }

    private static RoomId room(SessionId session) {
        return new RoomId(session.equals(C) ? "s" : "r");
    }

    private static ScanName name(int number) {
        return new ScanName("u", "e", number);
    }

    private static Instant at(int minute) {
        return NINE.plus(Duration.ofMinutes(minute));
    }

    private static long minute(Instant at) {
        return Duration.between(NINE, at).toMinutes();
    }

    private static Optional<SessionId> nowhere() {
        return Optional.empty();
    }

    private static Optional<Long> nobody() {
        return Optional.empty();
    }

    private static Optional<Instant> never() {
        return Optional.empty();
    }

    private static Optional<ScanName> noScan() {
        return Optional.empty();
    }
}
