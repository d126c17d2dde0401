package io.turnout.hub.reports;

import io.turnout.hub.agenda.EventFacts;
import io.turnout.hub.fleet.Completeness;
import io.turnout.hub.web.Words;
import java.time.Instant;

/**
 * A report as somebody asked for it.
 *
 * @param words for what is told in sentences; columns and values are the same in every language
 * @param completeness read before the report, which may have more
 */
record Asked(EventFacts event, ReportFilter filter, Words words, Completeness completeness) {
    /** When. */
    Instant now() {
        return completeness.now();
    }
}
