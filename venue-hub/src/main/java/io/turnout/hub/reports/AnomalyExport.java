package io.turnout.hub.reports;

import io.turnout.hub.sheet.RowWriter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** What a person should look at, one row each, by time. */
final class AnomalyExport implements Report {
    private static final List<String> COLUMNS =
            List.of(
                    "anomaly",
                    "attendee",
                    "family_name",
                    "given_name",
                    "session",
                    "session_title",
                    "room",
                    "time",
                    "time_utc",
                    "unit",
                    "number",
                    "seconds",
                    "until",
                    "until_utc",
                    "explanation");

    @Override
    public String name() {
        return "anomalies";
    }

    @Override
    public List<String> columns() {
        return COLUMNS;
    }

    @Override
    public Set<String> numbers() {
        return Set.of("number", "seconds");
    }

    @Override
    public void rows(Handle handle, Asked asked, RowWriter out) {
        new AnomalyQueries(handle, asked.event(), asked.filter())
                .each(asked.completeness(), one -> out.row(cells(one, asked)));
    }

    private static List<String> cells(Anomaly one, Asked asked) {
        Instant at = Instant.ofEpochMilli(one.atMs());
        Optional<Instant> until = one.untilMs().map(Instant::ofEpochMilli);
        return List.of(
                one.kind(),
                one.who().number(),
                one.who().familyName(),
                one.who().givenName(),
                one.where().session(),
                one.where().title(),
                one.where().room(),
                Cells.local(at, asked.event().zone()),
                Cells.utc(at),
                one.unit(),
                one.number().map(String::valueOf).orElse(""),
                one.seconds().map(String::valueOf).orElse(""),
                until.map(end -> Cells.local(end, asked.event().zone())).orElse(""),
                Cells.utc(until),
                one.in(asked.words()));
    }
}
