package io.turnout.gateway;

/** Which reader a unit has. */
enum ReaderKind {
    /** People scan on the unit's page. */
    VIRTUAL,
    CAMERA,
    /** Scanners that are plugged in. */
    USB,
    NONE
}
