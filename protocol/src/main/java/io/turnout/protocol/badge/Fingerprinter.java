package io.turnout.protocol.badge;

/** The event's keyed hash, handed in. Thread-safe, does not block. */
@FunctionalInterface
public interface Fingerprinter {
    /** The fingerprint of a badge's canonical text ({@link BadgeText#canonical}). */
    BadgeFingerprint of(String canonicalText);
}
