package io.turnout.gateway;

/** Which indicator a unit has. */
enum IndicatorKind {
    /** Lamps on the unit's page. */
    VIRTUAL,
    /** Lamps, buzzer, strike and buttons on the pins of the board. */
    GPIO
}
