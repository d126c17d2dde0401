package io.turnout.protocol.access;

/** Whom a session is for. */
public enum Access {
    /** Anyone with a badge of the event. */
    OPEN,
    /** Registered participants (and targets, where the event includes them). */
    REGISTERED_ONLY
}
