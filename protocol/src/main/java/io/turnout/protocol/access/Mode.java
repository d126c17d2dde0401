package io.turnout.protocol.access;

/** What a read at this side of a door means. */
public enum Mode {
    IN,
    OUT,
    /** In or out, by what the door knows of the badge: one reader serves both directions. */
    AUTO
}
