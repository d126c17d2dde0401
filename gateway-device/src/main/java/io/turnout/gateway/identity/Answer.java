package io.turnout.gateway.identity;

import io.turnout.protocol.message.Enrolled;

/** What comes of asking the hub for a certificate. */
public sealed interface Answer {
    /** The unit is enrolled. */
    record Good(Enrolled enrolled) implements Answer {}

    /**
     * Asking again is of no use.
     *
     * @param why with what to do about it
     */
    record Refused(String why) implements Answer {}

    /** The hub was not reached; asking again may help. */
    record Away(String why) implements Answer {}
}
