package io.turnout.protocol.access;

/** Whether a badge may enter a session again. */
public enum ReEntry {
    /** Always; entering while inside is shown as already in and takes no new seat. */
    FREE,
    /** Only after an exit. */
    AFTER_EXIT,
    /** Never. */
    ONCE
}
