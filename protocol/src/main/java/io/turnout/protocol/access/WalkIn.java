package io.turnout.protocol.access;

/** What happens to someone who is not registered for a session that asks for it. */
public enum WalkIn {
    REFUSE,
    ADMIT_FLAGGED,
    ASK_STAFF
}
