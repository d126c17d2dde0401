package io.turnout.hub.programs;

/** Who does something with a meeting. */
public sealed interface Actor {
    /** A user of the hub who runs the path. */
    record Runner(String name) implements Actor {}

    /** A participant. */
    record Participant(long attendee) implements Actor {}

    /** The passing of time. */
    record Clock() implements Actor {}

    /** The reader at the door. */
    record Door() implements Actor {}
}
