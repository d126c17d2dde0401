package io.turnout.hub.reports;

import io.turnout.hub.agenda.EventId;
import java.util.Optional;

/**
 * A report with its filters and its format, saved under a name.
 *
 * @param id stays, whatever the name becomes
 * @param room an id; empty for all
 * @param day of the agenda; empty for all
 * @param session an id; empty for all
 * @param language of sentences in it, {@code de}
 * @param madeBy who saved it
 */
record SavedExport(
        long id,
        String name,
        Report report,
        ReportFormat format,
        String room,
        String day,
        String session,
        String language,
        String madeBy) {
    /** Where programs fetch it. */
    String path(EventId event) {
        return "/api/v1/events/" + event + "/exports/" + id;
    }

    /** {@code presence.csv}. */
    String file() {
        return report.name() + "." + format.ending();
    }

    /** The report of that name, if there is one. */
    static Optional<Report> report(String name) {
        return Reports.ALL.stream().filter(one -> one.name().equals(name)).findFirst();
    }
}
