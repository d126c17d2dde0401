package io.turnout.gateway.reader.usb;

import java.io.IOException;

/** USB did not do what was asked. The message says what, where, and with which code. */
final class UsbFault extends IOException {
    private static final long serialVersionUID = 1L;

    private final Kind kind;

    /** What can be done about it. */
    enum Kind {
        /** There is no USB here, or its library does not load. */
        NO_USB,
        /** The device was unplugged. */
        GONE,
        /** The user may not open it: a matter of udev. */
        NOT_ALLOWED,
        /** The device does not know what it was asked. */
        REFUSED,
        /** Anything else: to be tried again. */
        FAILED
    }

    UsbFault(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    UsbFault(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    Kind kind() {
        return kind;
    }

    String what() {
        return String.valueOf(getMessage());
    }
}
