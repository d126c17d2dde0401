package io.turnout.hub.sheet;

import java.util.List;

/** Takes a list row by row, and keeps none of it. For one thread. */
public interface RowWriter {
    /** Appends a row of as many cells as there are columns. */
    void row(List<String> cells);

    /** Writes the end; does not close the stream. */
    void finish();
}
