package io.turnout.protocol.access;

/** Which reader of a door read the badge: the one outside the room ({@code IN}) or inside it. */
public enum Side {
    IN,
    OUT
}
