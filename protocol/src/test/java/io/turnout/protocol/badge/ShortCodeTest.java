package io.turnout.protocol.badge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ShortCodeTest {
    private static final long SEED = 20260131;
    private static final EventTag EVENT = new EventTag("FD6");

    @Test
    void readsBackItsOwnTextAndItsHumanText() {
        ShortCode code = new ShortCode(EVENT, "7K2M9QXZ");

        assertThat(code.text()).hasSize(ShortCode.LENGTH).startsWith("FD67K2M9QXZ");
        assertThat(code.humanText()).matches("FD6-7K2M-9QXZ.");
        assertThat(BadgeText.read(code.text())).isEqualTo(new BadgeText.Reading.Unsigned(code));
        assertThat(BadgeText.read(code.humanText()))
                .isEqualTo(new BadgeText.Reading.Unsigned(code));
    }

    @Test
    void keepsItsCheckCharacterForever() {
        assertThat(new ShortCode(EVENT, "7K2M9QXZ").text()).isEqualTo("FD67K2M9QXZJ");
        assertThat(new ShortCode(new EventTag("000"), "00000000").text()).isEqualTo("000000000000");
    }

    @Test
    void makesSerialsOfFortyBits() {
        assertThat(ShortCode.of(EVENT, 0).serial()).isEqualTo("00000000");
        assertThat(ShortCode.of(EVENT, -1).serial()).isEqualTo("ZZZZZZZZ");
        assertThat(ShortCode.of(EVENT, 0b00001_00010_00011).serial()).isEqualTo("00000123");
        assertThat(ShortCode.of(EVENT, 31L << 35).serial()).isEqualTo("Z0000000");
    }

    /** The check is linear: what holds of every place and difference holds of every code. */
    @Test
    void findsEverySingleWrongCharacterOfEveryPlace() {
        String code = new ShortCode(EVENT, "7K2M9QXZ").text();
        for (int place = 0; place < code.length(); place++) {
            for (char other : BadgeAlphabet.CHARACTERS.toCharArray()) {
                if (other != code.charAt(place)) {
                    assertNotACode(with(code, place, other));
                }
            }
        }
    }

    @Test
    void findsEverySwapOfTwoCharacters() {
        Random random = new Random(SEED);
        Set<String> pairs = new HashSet<>();
        int places = ShortCode.LENGTH * (ShortCode.LENGTH - 1) / 2;
        int differences = 32 * 31 / 2;
        // Until every two places have been seen with every two characters.
        while (pairs.size() < places * differences) {
            String code = ShortCode.of(tag(random), random.nextLong()).text();
            for (int i = 0; i < code.length(); i++) {
                for (int j = i + 1; j < code.length(); j++) {
                    char a = code.charAt(i);
                    char b = code.charAt(j);
                    if (a != b && pairs.add(i + " " + j + " " + sorted(a, b))) {
                        assertNotACode(with(with(code, i, b), j, a));
                    }
                }
            }
        }
        assertThat(pairs).as("seed %d", SEED).hasSize(places * differences);
    }

    @Test
    void refusesSerialsAndTagsOfOtherShapes() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ShortCode(EVENT, "7K2M9QX"));
        assertThatIllegalArgumentException().isThrownBy(() -> new ShortCode(EVENT, "7K2M9QXU"));
        assertThatIllegalArgumentException().isThrownBy(() -> new EventTag("FOS"));
        assertThatIllegalArgumentException().isThrownBy(() -> new EventTag("F6"));
    }

    private static void assertNotACode(String text) {
        assertThat(BadgeText.read(text)).as(text).isInstanceOf(BadgeText.Reading.Other.class);
    }

    private static EventTag tag(Random random) {
        return new EventTag(ShortCode.of(EVENT, random.nextLong()).serial().substring(0, 3));
    }

    private static String sorted(char a, char b) {
        return a < b ? "" + a + b : "" + b + a;
    }

    private static String with(String text, int place, char c) {
        return text.substring(0, place) + c + text.substring(place + 1);
    }
}
