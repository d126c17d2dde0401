package io.turnout.provisioning.faults.ledger;

import java.util.OptionalLong;

/** What came of a presentation. */
public sealed interface Answer {
    /**
     * A verdict was shown.
     *
     * @param state {@code in}, {@code out}, {@code refused}, {@code ask-staff} or {@code
     *     out-of-order}
     * @param text the sentence that was shown
     * @param number under which the unit says that it is recorded; empty where it shows a former
     *     verdict again, or could record nothing
     */
    record Shown(String state, String text, OptionalLong number) implements Answer {}

    /** The unit went away in the middle: nobody saw a verdict, and it may be recorded or not. */
    record Lost() implements Answer {}
}
