package io.turnout.gateway.accesslist;

/** A list that is not believed. The one in use stays. */
final class ListRejected extends Exception {
    private static final long serialVersionUID = 1L;

    ListRejected(String why) {
        super(why);
    }

    ListRejected(String why, Throwable cause) {
        super(why, cause);
    }
}
