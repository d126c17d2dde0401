package io.turnout.protocol.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.protocol.access.ReportWindow.When;
import io.turnout.protocol.access.Verdict.Admitted;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class ReportWindowTest {
    private static final Duration DAYS = Duration.ofDays(7);

    /** A case of the door's vectors in which somebody is admitted to a session. */
    private final Presented presented =
            DoorVector.all().stream()
                    .map(vector -> GivenCase.presented(vector.given()))
                    .filter(given ->
                            given.list().sessions().size() == 1
                                    && given.state().equals(DoorState.EMPTY)
                                    && DoorRules.decide(given) instanceof Admitted in
                                    && in.reason() == Reason.REGISTERED)
                    .findFirst()
                    .orElseThrow();

    private final DoorSession session = presented.list().sessions().getFirst();
    private final ReportWindow window = ReportWindow.of(session, DAYS);

    private Presented at(Instant now, DoorState state) {
        return new Presented(
                presented.presentation(),
                presented.door(),
                presented.list(),
                presented.knowledge(),
                state,
                TimeReading.exact(now),
                true);
    }

    @Test
    @DisplayName("C-7 a report may come from when entry opens until days after the session")
    void hasATime() {
        Instant last = session.end().plus(DAYS);
        assertThat(window.at(session.opens().minusMillis(1))).isEqualTo(When.TOO_EARLY);
        assertThat(window.at(session.opens())).isEqualTo(When.OPEN);
        assertThat(window.at(session.closes())).isEqualTo(When.OPEN);
        assertThat(window.at(session.closes().plusMillis(1))).isEqualTo(When.LATE);
        assertThat(window.at(last)).isEqualTo(When.LATE);
        assertThat(window.at(last.plusMillis(1))).isEqualTo(When.TOO_LATE);
    }

    @Test
    @DisplayName("C-7 a late report takes no seat, leaves nothing and is flagged")
    void isFlaggedWhereItIsLate() {
        DoorState full =
                new DoorState(
                        Optional.empty(),
                        Optional.of(new SessionId("elsewhere")),
                        Set.of(),
                        Map.of(session.id(), new Seats(0, true)));
        Verdict late = window.decide(at(session.end().plusSeconds(3600), full), session.id());
        assertThat(late).isInstanceOf(Admitted.class);
        Admitted in = (Admitted) late;
        assertThat(in.flagged()).isTrue();
        assertThat(in.effects()).isEqualTo(List.of(new Effect.Enter(session.id(), false)));
        Verdict now = window.decide(at(session.opens(), full), session.id());
        assertThat(now.reason()).as("while entry is open, seats count").isEqualTo(Reason.FULL);
    }

    @Test
    @DisplayName("C-7 a report that is too early or too late is decided as of now")
    void isRefusedOutsideOfIt() {
        Instant tooLate = session.end().plus(DAYS).plusSeconds(1);
        assertThat(window.decide(at(tooLate, DoorState.EMPTY), session.id()))
                .isNotInstanceOf(Admitted.class);
        Instant tooEarly = session.opens().minusSeconds(1);
        assertThat(window.decide(at(tooEarly, DoorState.EMPTY), session.id()))
                .isNotInstanceOf(Admitted.class);
    }

    @Test
    @DisplayName("C-7 a late report that is sent twice is one")
    void isReportedOnce() {
        Instant now = session.end().plusSeconds(3600);
        Verdict first = window.decide(at(now, DoorState.EMPTY), session.id());
        DoorState after =
                new DoorState(
                        Optional.of(new DoorState.Former(now.minusMillis(500), first)),
                        Optional.empty(),
                        Set.of(),
                        Map.of());
        assertThat(window.decide(at(now, after), session.id()))
                .isInstanceOf(Verdict.Repeated.class);
        assertThat(window.decide(at(now.plusSeconds(60), after), session.id()))
                .isInstanceOf(Admitted.class);
    }
}
