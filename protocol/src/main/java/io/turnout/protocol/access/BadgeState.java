package io.turnout.protocol.access;

/** Whether a badge is good. */
public enum BadgeState {
    ACTIVE,
    REVOKED,
    BLOCKED,
    /** A newer badge took its place: go to the desk. */
    REPLACED
}
