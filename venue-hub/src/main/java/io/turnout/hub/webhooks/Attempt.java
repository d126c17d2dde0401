package io.turnout.hub.webhooks;

import java.util.Locale;

/**
 * What came of sending a delivery once.
 *
 * @param status of the answer; 0 for none
 * @param fault why there was no good answer; {@link Fault#NONE} where there was
 */
record Attempt(Waiting delivery, int status, Fault fault) {
    private static final int GONE = 410;

    /** What went wrong. */
    enum Fault {
        NONE,
        /** An answer that is not 2xx. */
        ANSWER,
        /** It leads elsewhere, where nobody is followed to. */
        REDIRECT,
        TIMEOUT,
        /** Nobody listens there. */
        NOT_CONNECTED,
        /** Its certificate is not believed. */
        CERTIFICATE,
        /** The connection broke, or its answer was no HTTP or too long. */
        BROKEN,
        NO_ADDRESS,
        NOT_HTTPS,
        PRIVATE_ADDRESS,
        UNKNOWN_HOST;

        /** As it is stored and as texts are named: {@code not-connected}. */
        String key() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    static Attempt answered(Waiting delivery, int status) {
        Fault fault =
                status / 100 == 2 ? Fault.NONE : status / 100 == 3 ? Fault.REDIRECT : Fault.ANSWER;
        return new Attempt(delivery, status, fault);
    }

    static Attempt failed(Waiting delivery, Fault fault) {
        return new Attempt(delivery, 0, fault);
    }

    boolean isDelivered() {
        return fault == Fault.NONE;
    }

    /** Whether the receiver says that nobody is there any more, and never will be. */
    boolean isGone() {
        return status == GONE;
    }
}
