package io.turnout.gateway;

/** The program cannot start here as things are: one sentence says what, where, and what to do. */
final class CannotStart extends Exception {
    private static final long serialVersionUID = 1L;

    CannotStart(String message) {
        super(message);
    }

    CannotStart(String message, Throwable cause) {
        super(message, cause);
    }
}
