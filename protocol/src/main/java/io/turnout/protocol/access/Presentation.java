package io.turnout.protocol.access;

import io.turnout.protocol.badge.BadgeFingerprint;
import io.turnout.protocol.badge.BadgeText;
import io.turnout.protocol.badge.BadgeText.Reading;
import io.turnout.protocol.badge.EventTag;
import io.turnout.protocol.badge.Fingerprinter;
import io.turnout.protocol.badge.ShortCode;
import io.turnout.protocol.badge.SignatureCheck;
import io.turnout.protocol.badge.SignedCode;
import java.time.Instant;

/** What was presented at a door, parsed and its signature checked, not yet looked up. */
public sealed interface Presentation {
    /** Reads what a reader read. Never throws, whatever the text. */
    static Presentation of(
            String text, EventTag event, Fingerprinter fingerprinter, SignatureCheck signatures) {
        return switch (BadgeText.read(text)) {
            case Reading.Unreadable() -> new Unreadable();
            case Reading.Unsigned(ShortCode code) -> ofShort(code, event, fingerprinter);
            case Reading.Signed(SignedCode code) -> {
                ShortCode same = code.claim().code();
                yield same.event().equals(event)
                        ? ofSigned(code, fingerprinter, signatures)
                        : new Text(fingerprinter.of(same.text()), Form.OTHER_EVENT);
            }
            case Reading.Other other ->
                    new Text(
                            fingerprinter.of(other.text()),
                            other.torn(event) ? Form.TORN : Form.FOREIGN);
        };
    }

    private static Text ofShort(ShortCode code, EventTag event, Fingerprinter fingerprinter) {
        Form form = code.event().equals(event) ? Form.OURS : Form.OTHER_EVENT;
        return new Text(fingerprinter.of(code.text()), form);
    }

    private static Signed ofSigned(
            SignedCode code, Fingerprinter fingerprinter, SignatureCheck signatures) {
        SignedCode.Claim claim = code.claim();
        return new Signed(
                fingerprinter.of(claim.code().text()),
                claim.notBefore(),
                claim.notAfter(),
                code.genuine(signatures));
    }

    /** Nothing that could be a badge: empty, too long, control characters. Never looked up. */
    record Unreadable() implements Presentation {}

    /** A text without signature; to be believed only if a list has it. */
    record Text(BadgeFingerprint fingerprint, Form form) implements Presentation {}

    /**
     * A signed badge.
     *
     * @param fingerprint that of the short code with the same serial
     * @param notBefore valid from, inclusive
     * @param notAfter valid until, exclusive
     * @param genuine whether the signature holds
     */
    record Signed(
            BadgeFingerprint fingerprint, Instant notBefore, Instant notAfter, boolean genuine)
            implements Presentation {}

    /** What an unsigned text looks like. Third-party codes may look like anything. */
    enum Form {
        /** A short code of this event with a right check character. */
        OURS,
        /** A badge of another event. */
        OTHER_EVENT,
        /** Shaped like a badge, but its check character is wrong or a part is missing. */
        TORN,
        /** Not shaped like a badge of ours. */
        FOREIGN
    }
}
