package io.turnout.provisioning.faults.ledger;

/**
 * Something that must not be.
 *
 * @param what with unit, journal, number: enough to look it up in the ledger and the rows
 */
public record Finding(Kind kind, String what) {
    /** What sort of harm it is. */
    public enum Kind {
        /** A verdict was shown, and the hub has no scan of it. */
        LOST,
        /** The hub has a scan under two names. */
        TWICE,
        /** More people surely in a room than it holds. */
        OVER_CAPACITY,
        /** The hub has a scan that nobody made. */
        UNEXPLAINED,
        /** The hub's scan says another badge or verdict than the door showed, or another order. */
        DIFFERENT,
        /** The hub's sums are not those of its scans. */
        MISCOUNTED,
        /** The hub tells a time at which it was not, or a door decided by a wrong one. */
        MISTIMED,
        /** It was not as before in time, or something ended by itself that nothing had broken. */
        NOT_HEALED
    }
}
