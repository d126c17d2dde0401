package io.turnout.gateway.indicator.gpio;

/** A line could not be taken, set or read. The message says which and why. */
public final class LineFault extends Exception {
    private static final long serialVersionUID = 1L;

    public LineFault(String message) {
        super(message);
    }

    public LineFault(String message, Throwable why) {
        super(message, why);
    }
}
