package io.turnout.protocol.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.turnout.protocol.access.Presentation;
import io.turnout.protocol.access.Presentation.Form;
import io.turnout.protocol.badge.BadgeAlphabet;
import io.turnout.protocol.badge.BadgeText;
import io.turnout.protocol.badge.EventTag;
import io.turnout.protocol.badge.Fingerprinter;
import io.turnout.protocol.badge.ShortCode;
import io.turnout.protocol.badge.SignedCode;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Badges from text to presentation, with real keys. */
final class SignedBadgeTest {
    private static final EventTag EVENT = new EventTag("ABC");
    private static final ShortCode CODE = new ShortCode(EVENT, "7K2M9QXZ");
    private static final Instant FROM = Instant.parse("2026-01-31T08:00:00Z");
    private static final Instant UNTIL = Instant.parse("2026-02-01T18:00:00Z");
    private static final Ed25519.Keys KEYS = Ed25519.fromSeed(new byte[32]);
    private static final BadgeKeys CHECK = new BadgeKeys(Map.of(7, KEYS.publicKey()));
    private static final Fingerprinter FINGERPRINTS = new HmacFingerprinter(new byte[32]);

    @Test
    void isBelievedAndHasTheFingerprintOfItsShortCode() {
        String text = signed(7, KEYS).text();

        assertThat(text).hasSize(SignedCode.LENGTH).startsWith("S");
        assertThat(BadgeAlphabet.contains(text)).isTrue();
        assertThat(present(text))
                .isEqualTo(
                        new Presentation.Signed(FINGERPRINTS.of(CODE.text()), FROM, UNTIL, true));
        assertThat(present(text.toLowerCase(Locale.ROOT) + "\r\n")).isEqualTo(present(text));
        assertThat(BadgeText.canonical(text)).isEqualTo(CODE.text());
    }

    @Test
    @DisplayName("AT7 a badge that another key signed is forged")
    void isForgedWhenAnotherKeySignedIt() {
        assertThat(genuine(signed(7, Ed25519.generate()).text())).isFalse();
        assertThat(genuine(signed(8, KEYS).text())).as("an unknown key").isFalse();
    }

    @Test
    @DisplayName("AT7 a badge with any character changed is never believed")
    void noChangedCharacterIsEverBelieved() {
        String text = signed(7, KEYS).text();
        for (int place = 0; place < text.length(); place++) {
            char changed = text.charAt(place) == '7' ? '8' : '7';
            String torn = text.substring(0, place) + changed + text.substring(place + 1);
            assertThat(genuine(torn)).as("changed at %d", place).isFalse();
        }
    }

    @Test
    @DisplayName("AT7 a badge of another event is told apart")
    void ofAnotherEventIsToldApart() {
        Presentation other =
                Presentation.of(signed(7, KEYS).text(), new EventTag("XYZ"), FINGERPRINTS, CHECK);

        assertThat(other)
                .isEqualTo(new Presentation.Text(FINGERPRINTS.of(CODE.text()), Form.OTHER_EVENT));
    }

    @Test
    void shortCodesArePresentedAsWhatTheyAre() {
        assertThat(form(CODE.humanText())).isEqualTo(Form.OURS);
        assertThat(form(new ShortCode(new EventTag("XYZ"), "7K2M9QXZ").text()))
                .isEqualTo(Form.OTHER_EVENT);
        assertThat(form(CODE.text().substring(0, 10))).isEqualTo(Form.TORN);
        assertThat(form("https://example.org")).isEqualTo(Form.FOREIGN);
        assertThat(present("\u0007")).isEqualTo(new Presentation.Unreadable());
    }

    @Test
    void timesAreWholeMinutesOfTheEpoch() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SignedCode.Claim(0, CODE, FROM.plusSeconds(1), UNTIL));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SignedCode.Claim(0, CODE, Instant.ofEpochSecond(-60), UNTIL));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SignedCode.Claim(32, CODE, FROM, UNTIL));
    }

    private static SignedCode signed(int keyId, Ed25519.Keys keys) {
        SignedCode.Claim claim = new SignedCode.Claim(keyId, CODE, FROM, UNTIL);
        return SignedCode.of(claim, content -> Ed25519.sign(keys.seed(), content));
    }

    private static Presentation present(String text) {
        return Presentation.of(text, EVENT, FINGERPRINTS, CHECK);
    }

    private static boolean genuine(String text) {
        return present(text) instanceof Presentation.Signed signed && signed.genuine();
    }

    private static Form form(String text) {
        return ((Presentation.Text) present(text)).form();
    }
}
