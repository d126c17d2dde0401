package io.turnout.protocol.message;

/** How far a unit's wall clock can be believed. */
public enum ClockQuality {
    /** Synchronized by network time in this boot. */
    SYNCED,
    /** Set before, free-running since. */
    FREE,
    /**
     * Not believed: never set in this boot, before a time that has passed, or against what the hub
     * said in this boot.
     */
    UNSET
}
