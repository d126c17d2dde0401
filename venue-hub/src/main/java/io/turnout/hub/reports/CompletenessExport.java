package io.turnout.hub.reports;

import io.turnout.hub.fleet.Completeness;
import io.turnout.hub.fleet.Delivered.Gap;
import io.turnout.hub.fleet.UnitView;
import io.turnout.hub.sheet.CsvSheet;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How complete the other exports are, unit by unit: a row for each gap in its numbers, or one row
 * where there is none.
 */
final class CompletenessExport {
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

    private CompletenessExport() {}

    static void write(Completeness completeness, OutputStream out) {
        CsvSheet sheet = CsvSheet.marked(out, COLUMNS);
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
        sheet.finish();
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
