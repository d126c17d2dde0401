package io.turnout.protocol.badge;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.protocol.badge.BadgeText.Reading;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BadgeTextTest {
    private static final long SEED = 20260201;
    private static final EventTag EVENT = new EventTag("ABC");
    private static final ShortCode CODE = new ShortCode(EVENT, "01100ABZ");

    @Test
    void forgivesLowerCaseSpacesHyphensAndLookAlikes() {
        String text = CODE.text();
        String human = CODE.humanText();

        assertRead(text.toLowerCase(java.util.Locale.ROOT));
        assertRead(human.replace('-', ' '));
        assertRead("\r\n\t " + human + " \r\n");
        assertRead(text.replace('0', 'O').replace('1', 'I'));
        assertRead(text.replace('0', 'o').replace('1', 'l'));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \r\n", "ABC\u0000DEF", "ABC\u001bDEF", "ABC\nDEF", "AB\u0085C"})
    void doesNotReadNothingOrControlCharacters(String text) {
        assertThat(BadgeText.read(text)).isEqualTo(new Reading.Unreadable());
    }

    @Test
    void readsUpTo256CharactersAndNoMore() {
        assertThat(BadgeText.read("x".repeat(256) + "\r\n")).isInstanceOf(Reading.Other.class);
        assertThat(BadgeText.read("x".repeat(257))).isEqualTo(new Reading.Unreadable());
    }

    @Test
    void leavesForeignTextsAsTheyAre() {
        assertThat(BadgeText.canonical("  https://example.org/t/42-a \n"))
                .isEqualTo("https://example.org/t/42-a");
        assertThat(BadgeText.canonical("\u00fcber")).isEqualTo("\u00fcber");
    }

    @Test
    void hashesAllSpellingsOfACodeAsOne() {
        assertThat(BadgeText.canonical(CODE.humanText().toLowerCase(java.util.Locale.ROOT)))
                .isEqualTo(CODE.text());
    }

    @Test
    void tellsTornFromForeign() {
        String text = CODE.text();

        assertThat(torn(text.substring(0, 10))).isTrue();
        assertThat(torn(text.substring(0, 7))).isTrue();
        assertThat(torn(text + "ZZ")).isTrue();
        assertThat(torn("ABC000000000")).isTrue();
        assertThat(torn("XYZ000000000")).as("shaped like any event's code").isTrue();
        assertThat(torn("S" + "0".repeat(64))).as("half a signed code").isTrue();

        assertThat(torn(text.substring(0, 6))).as("too short to tell").isFalse();
        assertThat(torn(text + "ZZZ")).isFalse();
        assertThat(torn("-")).as("nothing is left of it, and it once threw").isFalse();
        assertThat(torn(text.substring(3))).isFalse();
        assertThat(torn("S" + "0".repeat(62))).isFalse();
        assertThat(torn("ABC/000000")).isFalse();
    }

    @Test
    void neverThrowsWhateverTheText() {
        Random random = new Random(SEED);
        for (int i = 0; i < 20_000; i++) {
            String text = random(random, i % 2 == 0 ? 128 : 0x10000);
            assertThat(BadgeText.read(text)).as("seed %d, text %d", SEED, i).isNotNull();
            assertThat(BadgeText.canonical(text)).isNotNull();
        }
    }

    private static String random(Random random, int characters) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(140);
        for (int j = 0; j < length; j++) {
            text.append((char) random.nextInt(characters));
        }
        return text.toString();
    }

    private static void assertRead(String text) {
        assertThat(BadgeText.read(text)).as(text).isEqualTo(new Reading.Unsigned(CODE));
    }

    private static boolean torn(String text) {
        return BadgeText.read(text) instanceof Reading.Other other && other.torn(EVENT);
    }
}
