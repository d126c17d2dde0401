package io.turnout.gateway.reader.usb;

/** What ends a text of a scanner that types or is a serial line. */
public enum Ending {
    /** Enter or Tab, carriage return or line feed. A text without is torn. */
    SUFFIX,
    /** Silence ends a text, too. */
    GAP
}
