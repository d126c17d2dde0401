package io.turnout.gateway.command;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * What a unit can do when it is told to.
 *
 * @param identify shows its lamps; false where it has none that work
 * @param tell says to the hub how everything is, so that the hub says again what is missing
 * @param revision of the list in use, 0 for none
 * @param restart ends the program, on a thread of its own; missing where nobody starts it again
 */
public record Deeds(
        BooleanSupplier identify,
        Runnable tell,
        LongSupplier revision,
        Optional<Runnable> restart) {}
