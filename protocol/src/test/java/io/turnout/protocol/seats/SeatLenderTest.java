package io.turnout.protocol.seats;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.protocol.access.RoomId;
import io.turnout.protocol.access.SessionId;
import io.turnout.protocol.message.JournalEpoch;
import io.turnout.protocol.message.UnitId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class SeatLenderTest {
    private static final RoomId HERE = new RoomId("here");
    private static final RoomId ELSEWHERE = new RoomId("elsewhere");
    private static final SessionId S = new SessionId("s");
    private static final UnitId UNIT = new UnitId("u");
    private static final Holder HOLDER =
            new Holder(UNIT, new JournalEpoch("00000000000000000000000000000001"));
    private static final Map<SessionId, Limit> LIMITS =
            Map.of(S, new Limit(HERE, 10, Instant.EPOCH, false));
    private final SeatLender lender = new SeatLender(new Moments());

    @Test
    @DisplayName("A-4 the first word goes out as soon as a door has spoken")
    void lendsAtFirstContact() {
        lender.venue(Map.of(UNIT, at(HERE)), LIMITS);
        lender.claimed(HOLDER, new Claim(0, Map.of(), 0), 0, Instant.EPOCH);
        assertThat(told(0).level(S)).isEqualTo(10);
    }

    @Test
    @DisplayName("A-4 a unit that moved to another room gives back the seats of the former one")
    void takesSeatsBackFromAUnitThatMoved() {
        lender.venue(Map.of(UNIT, at(HERE)), LIMITS);
        lender.claimed(HOLDER, new Claim(0, Map.of(), 0), 0, Instant.EPOCH);
        keeps(told(0));
        lender.venue(Map.of(UNIT, at(ELSEWHERE)), LIMITS);
        Loan next = told(10_000);
        assertThat(next.level(S)).isZero();
        assertThat(bound()).as("not yet acknowledged").isEqualTo(OptionalLong.of(10));
        keeps(next);
        assertThat(lender.of(S)).isEmpty();
    }

    private void keeps(Loan loan) {
        Claim claim = new Claim(loan.serial(), loan.levels(), 0);
        lender.claimed(HOLDER, claim, 0, Instant.EPOCH);
    }

    private Loan told(long now) {
        lender.plan(now);
        lender.changes();
        List<SeatLender.Told> told = lender.toTell();
        assertThat(told).hasSize(1);
        return told.getFirst().loan();
    }

    private OptionalLong bound() {
        return lender.of(S).getFirst().bound();
    }

    private static Doorway at(RoomId room) {
        return new Doorway(room, true, true, Optional.empty());
    }
}
