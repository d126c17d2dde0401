package io.turnout.protocol.access;

/** How somebody checks in or out. */
public enum Way {
    UNIT,
    ATTENDANT,
    PIN,
    WALL_QR,
    SESSION_PAGE,
    KIOSK,
    SELF_REPORT
}
