package io.turnout.hub.agenda;

import io.turnout.hub.importing.Problem;

/** Reading cannot go on; what was read until then can still be checked for more problems. */
final class UnreadableSchedule extends Exception {
    private static final long serialVersionUID = 1;

    @SuppressWarnings("serial") // never leaves the import
    private final Problem problem;

    UnreadableSchedule(Problem problem) {
        super(problem.sentence());
        this.problem = problem;
    }

    Problem problem() {
        return problem;
    }
}
