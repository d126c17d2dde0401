package io.turnout.hub.reports;

import io.turnout.hub.fleet.Completeness;
import io.turnout.hub.fleet.Delivered.Gap;
import io.turnout.hub.fleet.UnitView;
import io.turnout.hub.sheet.RowWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * How complete the other exports are, unit by unit: a row for each gap in its numbers, or one row
 * where there is none.
 */
final class CompletenessExport implements Report {
    private static final List<String> COLUMNS =
            List.of(
                    "unit",
                    "room",
                    "door",
                    "state",
                    "complete_to_utc",
                    "silent_since_utc",
                    "waiting_at_unit",
                    "journal",
                    "gap_from",
                    "gap_to",
                    "gap_scans",
                    "gap");

    @Override
    public String name() {
        return "completeness";
    }

    @Override
    public List<String> columns() {
        return COLUMNS;
    }

    @Override
    public Set<String> numbers() {
        return Set.of("waiting_at_unit", "gap_from", "gap_to", "gap_scans");
    }

    /** Of the units of one room, where one is asked for; of all, where a day or session is. */
    @Override
    public void rows(Handle handle, Asked asked, RowWriter sheet) {
        Completeness completeness =
                asked.filter().room().map(asked.completeness()::in).orElse(asked.completeness());
        for (UnitView unit : completeness.units()) {
            List<Gap> gaps = unit.gaps();
            if (gaps.isEmpty()) {
                sheet.row(row(unit, "", "", "", "", ""));
            }
            for (Gap gap : gaps) {
                sheet.row(
                        row(
                                unit,
                                gap.epoch(),
                                String.valueOf(gap.from()),
                                String.valueOf(gap.to()),
                                String.valueOf(gap.scans()),
                                gap.key()));
            }
        }
    }

    private static List<String> row(UnitView unit, String... gap) {
        List<String> cells =
                new ArrayList<>(
                        List.of(
                                unit.id(),
                                unit.room(),
                                unit.door(),
                                unit.condition().key(),
                                Cells.utc(unit.spoke() ? unit.completeTo() : Optional.empty()),
                                Cells.utc(silentSince(unit)),
                                String.valueOf(unit.waiting())));
        cells.addAll(List.of(gap));
        return cells;
    }

    private static Optional<Instant> silentSince(UnitView unit) {
        return Optional.of(unit.silentMs()).filter(since -> since > 0).map(Instant::ofEpochMilli);
    }
}
