package io.turnout.hub.importing;

/**
 * What came of looking at a file, or of taking it.
 *
 * @param <P> what a file would do
 */
sealed interface ImportOutcome<P> {
    /**
     * What it would do.
     *
     * @param changed whether that is another thing than whoever wanted it had seen
     */
    record Shown<P>(ImportResult<P> result, boolean changed) implements ImportOutcome<P> {}

    record Done<P>(Importer.Taken taken) implements ImportOutcome<P> {}

    /** On request, with nothing written. */
    record Stopped<P>() implements ImportOutcome<P> {}

    /** By a fault of the hub, with nothing written; the log says which. */
    record Failed<P>() implements ImportOutcome<P> {}

    /** The file waits no more. */
    record Gone<P>() implements ImportOutcome<P> {}
}
