package io.turnout.provisioning.card;

/**
 * Why a card is not written, or not good, and what a technician does about it: one sentence each.
 */
final class CardProblem extends Exception {
    private static final long serialVersionUID = 1L;

    CardProblem(String message) {
        super(message);
    }

    CardProblem(String message, Throwable cause) {
        super(message, cause);
    }
}
