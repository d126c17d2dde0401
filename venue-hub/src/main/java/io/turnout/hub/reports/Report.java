package io.turnout.hub.reports;

import io.turnout.hub.sheet.RowWriter;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** A report as rows of texts, written as they are read, whatever their number. */
interface Report {
    /** In paths and file names: {@code check-ins}. */
    String name();

    /** Their names are stable: programs go by them. */
    List<String> columns();

    /** Those of the columns whose cells are numbers, or empty. */
    default Set<String> numbers() {
        return Set.of();
    }

    /** Writes its rows, in an order that does not depend on how scans arrived. */
    void rows(Handle handle, Asked asked, RowWriter out);
}
