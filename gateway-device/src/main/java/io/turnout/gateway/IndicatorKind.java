package io.turnout.gateway;

/** Which indicator a unit has. */
enum IndicatorKind {
    /** Lamps on the unit's page. */
    VIRTUAL
}
