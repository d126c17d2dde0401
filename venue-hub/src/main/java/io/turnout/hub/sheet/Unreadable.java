package io.turnout.hub.sheet;

import io.turnout.hub.importing.Problem;

/** A file is no table that could be read. */
final class Unreadable extends Exception {
    private static final long serialVersionUID = 1;

    @SuppressWarnings("serial") // never leaves the package
    private final Problem problem;

    Unreadable(int row, String reason, String cure) {
        super(reason);
        this.problem = new Problem(row, "", reason, cure);
    }

    Problem problem() {
        return problem;
    }
}
