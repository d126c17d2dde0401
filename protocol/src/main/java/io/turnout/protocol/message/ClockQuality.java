package io.turnout.protocol.message;

/** How far a unit's wall clock can be believed. */
public enum ClockQuality {
    /** Synchronized by network time in this boot. */
    SYNCED,
    /** Set before, free-running since. */
    FREE,
    /** Never set in this boot. */
    UNSET
}
