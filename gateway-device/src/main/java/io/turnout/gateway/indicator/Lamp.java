package io.turnout.gateway.indicator;

/** The lamps of a unit, from top to bottom: red on top as in traffic, so that place tells too. */
public enum Lamp {
    RED,
    AMBER,
    GREEN
}
