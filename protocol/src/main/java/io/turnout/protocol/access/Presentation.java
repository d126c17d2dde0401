package io.turnout.protocol.access;

import io.turnout.protocol.badge.BadgeFingerprint;
import io.turnout.protocol.badge.EventTag;
import io.turnout.protocol.badge.Fingerprinter;
import io.turnout.protocol.badge.SignatureCheck;
import java.time.Instant;

/** What was presented at a door, parsed and its signature checked, not yet looked up. */
public sealed interface Presentation {
    /** Reads what a reader read. Never throws, whatever the text. */
    static Presentation of(
            String text, EventTag event, Fingerprinter fingerprinter, SignatureCheck signatures) {
        throw new UnsupportedOperationException("being written");
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
