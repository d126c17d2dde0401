package io.turnout.protocol.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.turnout.protocol.access.BadgeState;
import io.turnout.protocol.access.SessionId;
import io.turnout.protocol.badge.BadgeFingerprint;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class AnswerTest {
    private static final UnitId UNIT = new UnitId("door-1");
    private static final BadgeFingerprint BADGE = new BadgeFingerprint(1, 2);
    private static final Ask ASK = new Ask(7, BADGE);
    private static final SessionId ONE = new SessionId("s1");
    private static final SessionId TWO = new SessionId("s2");

    @Test
    void isSignedForOneQuestionOfOneUnitAndOneContent() {
        Set<String> contents =
                Set.copyOf(
                        Stream.of(
                                        signed(UNIT, ASK, Optional.empty()),
                                        signed(new UnitId("door-2"), ASK, Optional.empty()),
                                        signed(UNIT, new Ask(8, BADGE), Optional.empty()),
                                        signed(
                                                UNIT,
                                                new Ask(7, new BadgeFingerprint(1, 3)),
                                                Optional.empty()),
                                        known(BadgeState.ACTIVE, List.of(), List.of()),
                                        known(BadgeState.REVOKED, List.of(), List.of()),
                                        known(BadgeState.ACTIVE, List.of(ONE), List.of()),
                                        known(BadgeState.ACTIVE, List.of(), List.of(ONE)),
                                        known(BadgeState.ACTIVE, List.of(ONE, TWO), List.of()),
                                        known(BadgeState.ACTIVE, List.of(ONE), List.of(TWO)))
                                .toList());
        assertThat(contents).hasSize(10);
    }

    @Test
    void fitsItsLimitWithTheLongestIds() {
        List<SessionId> most =
                Collections.nCopies(KnownBadge.MAX_SESSIONS, new SessionId("x".repeat(64)));
        Answer longest =
                new Answer(
                        Long.MIN_VALUE,
                        Optional.of(new KnownBadge(BadgeState.REPLACED, most, most)),
                        "s".repeat(88));
        assertThat(new MessageCodec().write(longest)).hasSizeLessThan(Answer.MAX_BYTES);
        assertThat(new MessageCodec().write(new Ask(Long.MIN_VALUE, BADGE)))
                .hasSizeLessThan(Ask.MAX_BYTES);
    }

    @Test
    void hasNoMoreSessionsThanFit() {
        List<SessionId> tooMany = Collections.nCopies(KnownBadge.MAX_SESSIONS + 1, ONE);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new KnownBadge(BadgeState.ACTIVE, tooMany, List.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new KnownBadge(BadgeState.ACTIVE, List.of(), tooMany));
    }

    private static String known(
            BadgeState state, List<SessionId> registered, List<SessionId> targeted) {
        return signed(UNIT, ASK, Optional.of(new KnownBadge(state, registered, targeted)));
    }

    private static String signed(UnitId unit, Ask ask, Optional<KnownBadge> known) {
        return Answer.signedContent(unit, ask, known);
    }
}
