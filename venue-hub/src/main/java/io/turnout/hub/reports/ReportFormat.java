package io.turnout.hub.reports;

import io.turnout.hub.sheet.CsvSheet;
import io.turnout.hub.sheet.RowWriter;
import io.turnout.hub.sheet.XlsxReport;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** A file that a report can be. */
enum ReportFormat {
    CSV("text/csv; charset=utf-8; header=present"),
    XLSX("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");

    private final String type;

    ReportFormat(String type) {
        this.type = type;
    }

    /** For the header. */
    String type() {
        return type;
    }

    /** How the names of such files end, without the dot. */
    String ending() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Begins a file; what it says about itself goes into a workbook only, because a CSV file has no
     * place for it.
     */
    RowWriter begin(
            OutputStream out, Report report, Supplier<List<List<String>>> about, Asked asked) {
        return switch (this) {
            case CSV -> CsvSheet.marked(out, report.columns());
            case XLSX ->
                    new XlsxReport(
                            out,
                            new XlsxReport.Layout(
                                    report.name(),
                                    report.columns(),
                                    report.numbers(),
                                    asked.words().get("reports.about-sheet"),
                                    about.get()));
        };
    }
}
