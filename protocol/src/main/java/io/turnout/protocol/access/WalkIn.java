package io.turnout.protocol.access;

/** What happens to someone who is not registered for a session that asks for it. */
public enum WalkIn {
    REFUSE,
    ADMIT_FLAGGED,
    ASK_STAFF;

    /** The one of two that lets fewer people in without staff. */
    public WalkIn stricter(WalkIn other) {
        return strictness() >= other.strictness() ? this : other;
    }

    private int strictness() {
        return switch (this) {
            case ADMIT_FLAGGED -> 0;
            case ASK_STAFF -> 1;
            case REFUSE -> 2;
        };
    }
}
