package io.turnout.hub.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.hub.agenda.EventFacts;
import io.turnout.hub.people.EventKeys;
import io.turnout.hub.store.Database;
import io.turnout.hub.store.TestDatabase;
import io.turnout.protocol.access.Reason;
import io.turnout.protocol.access.SessionId;
import io.turnout.protocol.badge.BadgeText;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WhyTest {
    private static final Instant START = Instant.parse("2026-01-31T09:00:00Z");
    private static final Instant DURING = START.plusSeconds(600);
    private static final String CODE = "THIRD-PARTY-7";

    @TempDir private Path folder;
    private Database database;
    private EventFacts event;
    private Why why;
    private OptionalInt left = OptionalInt.empty();

    @BeforeEach
    void start() throws Exception {
        database = TestDatabase.in(folder);
        TestDatabase.seed(database);
        long start = START.toEpochMilli();
        TestDatabase.session(database, "s1", "r1", start, start + 3_600_000);
        sql("UPDATE session SET access = 'registered-only', walk_in = 'refuse'");
        event = EventFacts.require(database, "e1");
        String print = event.fingerprinter().of(BadgeText.canonical(CODE)).toString();
        TestDatabase.attendee(database, 1, print);
        sql("UPDATE badge SET code = '" + CODE + "'");
        why = new Why(database, EventKeys.open(folder), (_, _) -> left);
    }

    @AfterEach
    void stop() {
        database.close();
    }

    @Test
    @DisplayName(
            "A-7 the page says what the rules say of what the next list has, and which decided")
    void decidesByTheRulesOfTheDoor() {
        says(DURING, Reason.NOT_REGISTERED, 8);
        says(START.minusSeconds(3_600), Reason.NO_SESSION_NOW, 7);
        sql("INSERT INTO registration (attendee, session) VALUES (1, 's1')");
        says(DURING, Reason.REGISTERED, 11);
        says(START.minusSeconds(3_600), Reason.TOO_EARLY, 7);
        says(START.plusSeconds(3_700), Reason.TOO_LATE, 7);
        sql("UPDATE badge SET state = 'revoked'");
        says(DURING, Reason.REVOKED, 2);
        assertThat(answer("NOBODY-HAS-THIS", DURING).verdict().reason())
                .isEqualTo(Reason.UNREADABLE);
    }

    @Test
    @DisplayName("A-7 targets count where the event includes them")
    void countsTargetsWhereIncluded() {
        sql("INSERT INTO target_person (session, attendee) VALUES ('s1', 1)");
        says(DURING, Reason.NOT_REGISTERED, 8);
        sql("UPDATE event SET include_targets = 1");
        says(DURING, Reason.TARGETED, 11);
    }

    @Test
    @DisplayName("A-7 seats count as they are now, and only now")
    void looksAtSeatsOnlyNow() {
        sql("INSERT INTO registration (attendee, session) VALUES (1, 's1')");
        sql("UPDATE session SET capacity = 5");
        left = OptionalInt.of(0);
        says(DURING, Reason.REGISTERED, 11);
        Why.Answer now = why.answer(event, new Why.Question(CODE, unit(), DURING, true));
        assertThat(now.verdict().reason()).isEqualTo(Reason.FULL_AS_FAR_AS_KNOWN);
        assertThat(now.rule()).isEqualTo(10);
    }

    @Test
    @DisplayName("A-7 who is inside by this door leaves; before the entry they were outside")
    void knowsWhoIsInsideFromTheScans() {
        sql("INSERT INTO registration (attendee, session) VALUES (1, 's1')");
        String print = event.fingerprinter().of(BadgeText.canonical(CODE)).toString();
        database.change(handle ->
                handle.execute(
                        "INSERT INTO scan (unit, epoch, number, received_ms, wall_ms, mono_ms,"
                                + " boot, clock, event, door, room, side, mode, way, badge,"
                                + " outcome, reason, flagged, entered, leaves, list_revision,"
                                + " online) VALUES ('u1', 'e', 1, 0, ?, 0, 'b', 'synced',"
                                + " 'e1', 'd1', 'r1', 'in', 'auto', 'unit', ?, 'admitted',"
                                + " 'registered', 0, 's1', 0, 1, 1)",
                        DURING.toEpochMilli(),
                        print));
        says(DURING, Reason.REGISTERED, 11);
        says(DURING.plusSeconds(60), Reason.LEFT, 6);
        assertThat(answer(CODE, DURING.plusSeconds(60)).inside())
                .isEqualTo(Optional.of(new SessionId("s1")));
    }

    @Test
    @DisplayName("A-7 a badge is found by its code, or by its holder")
    void findsABadge() {
        assertThat(why.find(event, CODE)).isEqualTo(new Why.Found.Code(CODE));
        assertThat(why.find(event, "N1")).isEqualTo(new Why.Found.Code(CODE));
        assertThat(why.find(event, "given FAMILY")).isEqualTo(new Why.Found.Code(CODE));
        sql(
                "INSERT INTO attendee (event, number, family_name, given_name)"
                        + " VALUES ('e1', 'N2', 'Family', 'Given')");
        assertThat(why.find(event, "Given Family")).isEqualTo(new Why.Found.Several());
        assertThat(why.find(event, "N2")).isEqualTo(new Why.Found.NoBadge());
    }

    private void says(Instant at, Reason reason, int rule) {
        Why.Answer answer = answer(CODE, at);
        assertThat(answer.verdict().reason()).isEqualTo(reason);
        assertThat(answer.rule()).isEqualTo(rule);
    }

    private Why.Answer answer(String code, Instant at) {
        return why.answer(event, new Why.Question(code, unit(), at, false));
    }

    private UnitView unit() {
        return database.<java.util.List<UnitView>>read(h -> new UnitsQueries().of(h, "e1", DURING))
                .getFirst();
    }

    private void sql(String sql) {
        database.change(handle -> handle.execute(sql));
    }
}
