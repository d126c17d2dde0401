package io.turnout.hub.programs;

/** Carries letters to participants. Called by one thread; may block for some seconds. */
public interface Mailer {
    /**
     * A letter.
     *
     * @param to an address, as it was typed
     * @param id of its own, the same at every attempt
     */
    record Letter(String to, String subject, String text, String id) {}

    /**
     * Sends a letter.
     *
     * @throws NotSent where it cannot be sent now, or at all
     */
    void send(Letter letter) throws NotSent;

    /** A letter was not taken. */
    final class NotSent extends Exception {
        private static final long serialVersionUID = 1L;
        private final boolean forGood;

        /**
         * @param forGood whether trying again is of no use
         */
        public NotSent(String why, boolean forGood, Throwable cause) {
            super(why, cause);
            this.forGood = forGood;
        }

        /** Whether trying again is of no use. */
        public boolean forGood() {
            return forGood;
        }
    }
}
