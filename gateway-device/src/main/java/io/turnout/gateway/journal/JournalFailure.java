package io.turnout.gateway.journal;

import org.jspecify.annotations.Nullable;

/**
 * A scan could not be made durable, or not be read back. Nobody may be let in on it; the next one
 * may work again (a disk that was full).
 */
public final class JournalFailure extends Exception {
    private static final long serialVersionUID = 1L;

    JournalFailure(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
