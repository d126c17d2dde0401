package io.turnout.protocol.seats;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.protocol.access.Effect;
import io.turnout.protocol.access.SessionId;
import io.turnout.protocol.badge.BadgeFingerprint;
import io.turnout.protocol.message.JournalEpoch;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class SeatHolderTest {
    private static final JournalEpoch FIRST = new JournalEpoch("00000000000000000000000000000001");
    private static final JournalEpoch NEXT = new JournalEpoch("00000000000000000000000000000002");
    private static final SessionId S = new SessionId("s");
    private static final BadgeFingerprint ADA = BadgeFingerprint.parse("A".repeat(16));
    private final SeatHolder seats = new SeatHolder(FIRST);

    @Test
    @DisplayName("A-4 a journal that goes on under a new epoch keeps who is inside, but no seats")
    void keepsWhoIsInsideUnderANewEpoch() {
        use(FIRST, 1, 3);
        enter(FIRST, 7);
        seats.begin(NEXT);
        assertThat(seats.taken(S)).isEqualTo(1);
        assertThat(seats.left(S)).isZero();
        assertThat(seats.told(FIRST, loan(2, 9, Set.of()))).isEmpty();
        seats.use(seats.told(NEXT, loan(1, 3, Set.of(7L))).orElseThrow());
        assertThat(seats.taken(S)).as("number 7 of the new journal is another scan").isEqualTo(1);
        assertThat(seats.left(S)).isEqualTo(2);
    }

    @Test
    @DisplayName("A-4 an older or repeated word on seats changes nothing")
    void takesOnlyNewerWords() {
        use(FIRST, 5, 3);
        assertThat(seats.told(FIRST, loan(5, 9, Set.of()))).isEmpty();
        assertThat(seats.told(FIRST, loan(4, 9, Set.of()))).isEmpty();
        assertThat(seats.left(S)).isEqualTo(3);
    }

    @Test
    @DisplayName("A-4 a release frees the seat of the entry that it names, and no later one")
    void releasesTheEntryThatIsNamed() {
        use(FIRST, 1, 1);
        enter(FIRST, 7);
        enter(FIRST, 8);
        seats.use(seats.told(FIRST, loan(2, 1, Set.of(7L))).orElseThrow());
        assertThat(seats.left(S)).isZero();
        seats.use(seats.told(FIRST, loan(3, 1, Set.of(8L))).orElseThrow());
        assertThat(seats.left(S)).isEqualTo(1);
    }

    @Test
    @DisplayName(
            "A-4 a scan that cannot be read any more may have let somebody in: it holds a seat")
    void keepsASeatForEachLostScan() {
        use(FIRST, 1, 3);
        enter(FIRST, 7);
        seats.lost(1);
        assertThat(seats.left(S)).isEqualTo(1);
        assertThat(seats.left(new SessionId("other"))).isZero();
        seats.begin(NEXT);
        use(NEXT, 1, 3);
        assertThat(seats.left(S)).as("the hub counts for the journal that ended").isEqualTo(2);
    }

    private void use(JournalEpoch epoch, long serial, int level) {
        seats.use(seats.told(epoch, loan(serial, level, Set.of())).orElseThrow());
    }

    private void enter(JournalEpoch epoch, long number) {
        seats.scanned(epoch, number, ADA, List.of(new Effect.Enter(S, true)));
        assertThat(seats.inside(ADA)).isEqualTo(Optional.of(S));
    }

    private static Loan loan(long serial, int level, Set<Long> releases) {
        return new Loan(serial, false, Map.of(S, level), releases);
    }
}
