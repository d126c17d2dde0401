package io.turnout.hub.reports;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A saved export as a page shows it.
 *
 * @param told its filters, by their names; empty for all
 * @param curl the line that fetches it
 */
public record SavedExportRow(
        long id, String name, String report, String file, String told, String by, String curl) {
    static SavedExportRow of(SavedExport one, Offered offered, String address) {
        String told =
                Stream.of(
                                offered.rooms().getOrDefault(one.room(), one.room()),
                                one.day(),
                                offered.sessions().getOrDefault(one.session(), one.session()))
                        .filter(part -> !part.isEmpty())
                        .collect(Collectors.joining(", "));
        return new SavedExportRow(
                one.id(),
                one.name(),
                one.report().name(),
                one.file(),
                told,
                one.madeBy(),
                "curl -H \"Authorization: Bearer turnout_…\" -OJ " + address);
    }
}
