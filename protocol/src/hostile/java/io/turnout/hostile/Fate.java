package io.turnout.hostile;

/** What became of one input, where it ended as its reader declares. */
public sealed interface Fate {
    /** It was told to be unusable, in the way that its reader declares. */
    record Refused() implements Fate {}

    /**
     * It was taken.
     *
     * @param said what of it was believed, for the campaign to compare with what it knows
     */
    record Accepted(Object said) implements Fate {}
}
