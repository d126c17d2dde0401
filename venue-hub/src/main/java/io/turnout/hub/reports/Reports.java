package io.turnout.hub.reports;

import java.util.List;

/** Every report that there is. */
final class Reports {
    static final List<Report> ALL =
            List.of(
                    new AttendanceExport(AttendanceExport.Kind.CHECK_INS),
                    new AttendanceExport(AttendanceExport.Kind.CHECK_OUTS),
                    new PresenceExport(),
                    new SessionsExport(),
                    new ScansExport(),
                    new ConflictExport(),
                    new AnomalyExport(),
                    new CompletenessExport(),
                    new About());

    private Reports() {}
}
