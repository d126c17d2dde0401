package io.turnout.protocol.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class IdsTest {
    @ParameterizedTest
    @ValueSource(strings = {"a", "z", "A", "Z", "0", "9", "k.1.105", "_x-y"})
    void areLettersDigitsAndThreeSigns(String id) {
        assertThat(Ids.valid(id)).isTrue();
        assertThat(new SessionId(id)).hasToString(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", ".", "..", ".a", "a b", "a/b", "a+", "#", "@", "[", "`", "{", ":", "\u00e4"
            })
    void areSafeInTopicsPathsAndLogs(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> new SessionId(text));
        assertThatIllegalArgumentException().isThrownBy(() -> new RoomId(text));
        assertThatIllegalArgumentException().isThrownBy(() -> new DoorId(text));
    }

    @Test
    void haveUpTo64Characters() {
        assertThat(Ids.valid("x".repeat(64))).isTrue();
        assertThat(Ids.valid("x".repeat(65))).isFalse();
    }

    @Test
    void sortByTheirText() {
        assertThat(List.of(new RoomId("b"), new RoomId("a")).stream().sorted())
                .containsExactly(new RoomId("a"), new RoomId("b"));
        assertThat(List.of(new DoorId("b"), new DoorId("a")).stream().sorted())
                .containsExactly(new DoorId("a"), new DoorId("b"));
        assertThat(List.of(new SessionId("b"), new SessionId("a")).stream().sorted())
                .containsExactly(new SessionId("a"), new SessionId("b"));
    }

    @Test
    void reasonsTravelInLowerCaseWithDashes() {
        assertThat(Reason.NOT_ON_LIST_AS_OF.wireName()).isEqualTo("not-on-list-as-of");
        assertThat(Reason.TOO_EARLY.cure()).isEqualTo(Cure.COME_BACK_AT);
    }
}
