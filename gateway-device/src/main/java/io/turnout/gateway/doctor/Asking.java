package io.turnout.gateway.doctor;

import java.util.Optional;

/** Whoever stands before the unit while it is tested. */
@FunctionalInterface
public interface Asking {
    /** Nobody. */
    Asking NOBODY = _ -> Optional.empty();

    /** Asks a question to be answered with yes or no; empty where nobody can be asked. */
    Optional<Boolean> yes(String question);
}
