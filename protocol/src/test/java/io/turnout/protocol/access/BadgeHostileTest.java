package io.turnout.protocol.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.hostile.Campaign;
import io.turnout.hostile.Fate;
import io.turnout.hostile.Mutator;
import io.turnout.protocol.badge.BadgeText;
import io.turnout.protocol.badge.EventTag;
import io.turnout.protocol.badge.ShortCode;
import io.turnout.protocol.badge.SignedCode;
import io.turnout.protocol.crypto.BadgeKeys;
import io.turnout.protocol.crypto.Ed25519;
import io.turnout.protocol.crypto.HmacFingerprinter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class BadgeHostileTest {
    private static final EventTag EVENT = new EventTag("F0S");
    private static final Instant DAY = Instant.parse("2026-01-31T00:00:00Z");
    private static final HmacFingerprinter FINGERPRINTER =
            new HmacFingerprinter(new byte[HmacFingerprinter.KEY_BYTES]);

    private final Ed25519.Keys event = Ed25519.generate();
    private final Ed25519.Keys stranger = Ed25519.generate();
    private final BadgeKeys keys = new BadgeKeys(Map.of(0, event.publicKey()));
    private final String one = signed(claim(0, EVENT, 42), event);
    private final String two = signed(claim(0, EVENT, 43), event);
    private final Set<Object> genuine =
            Set.of(presented(claim(0, EVENT, 42)), presented(claim(0, EVENT, 43)));
    private final Mutator texts =
            Mutator.ofTexts(
                    one,
                    two,
                    one.toLowerCase(Locale.ROOT),
                    signed(claim(0, EVENT, 44), stranger),
                    signed(claim(0, new EventTag("ABC"), 42), event),
                    ShortCode.of(EVENT, 7).text(),
                    ShortCode.of(EVENT, 8).humanText(),
                    "https://example.org/a?b=C");

    @Test
    @DisplayName("AT7 no badge is genuine but the two that the event signed")
    void noSpoiltBadgeIsGenuine() {
        Campaign.Result result =
                Campaign.against("badge text")
                        .believingOnly(genuine::contains)
                        .run(this::text, this::read);
        assertThat(result.refused()).isPositive();
        assertThat(result.accepted()).isPositive();
    }

    private Fate read(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        assertThat(BadgeText.canonical(text)).hasSizeLessThanOrEqualTo(text.length());
        Presentation read = Presentation.of(text, EVENT, FINGERPRINTER, keys);
        return read instanceof Presentation.Signed signed && signed.genuine()
                ? new Fate.Accepted(read)
                : new Fate.Refused();
    }

    /** Spoilt texts, and badges in good shape whose signature is over something else. */
    private byte[] text(RandomGenerator random) {
        if (random.nextInt(4) > 0) {
            return texts.next(random);
        }
        byte[] signature = new byte[Ed25519.SIGNATURE_BYTES];
        random.nextBytes(signature);
        byte[] other = Ed25519.sign(event.seed(), claim(0, EVENT, 42).content());
        byte[] borrowed = random.nextBoolean() ? other : signature;
        SignedCode.Claim claim = claim(random.nextInt(3), EVENT, 100 + random.nextInt(1000));
        return SignedCode.of(claim, _ -> borrowed).text().getBytes(StandardCharsets.UTF_8);
    }

    private static SignedCode.Claim claim(int key, EventTag tag, long serial) {
        return new SignedCode.Claim(key, ShortCode.of(tag, serial), DAY, DAY.plusSeconds(86_400));
    }

    private static String signed(SignedCode.Claim claim, Ed25519.Keys signer) {
        return SignedCode.of(claim, content -> Ed25519.sign(signer.seed(), content)).text();
    }

    private static Presentation presented(SignedCode.Claim claim) {
        return new Presentation.Signed(
                FINGERPRINTER.of(claim.code().text()), claim.notBefore(), claim.notAfter(), true);
    }
}
