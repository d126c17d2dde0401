package io.turnout.gateway.journal;

/** The journal cannot be opened as it is: the program does not start, and a person has to look. */
public final class JournalUnusable extends Exception {
    private static final long serialVersionUID = 1L;

    /** Says what is wrong, where, and what to do. */
    public JournalUnusable(String message, Throwable cause) {
        super(message, cause);
    }
}
