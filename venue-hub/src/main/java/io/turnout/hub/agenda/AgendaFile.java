package io.turnout.hub.agenda;

import io.turnout.hub.importing.Findings;
import io.turnout.hub.importing.ImportLimits;
import io.turnout.hub.importing.ImportResult;
import io.turnout.hub.sheet.SheetLimits;
import io.turnout.hub.sheet.Sheets;
import io.turnout.hub.web.Words;
import java.time.ZoneId;

/** Reads an agenda in any format. All of a file is taken or nothing. */
final class AgendaFile {
    private AgendaFile() {}

    /**
     * @param fallback the event's zone, for files that name none
     * @param words of whoever reads what is wrong
     */
    static ImportResult<Agenda> parse(byte[] file, ZoneId fallback, Words words) {
        AgendaFormat format = AgendaFormat.of(file);
        Findings findings = new Findings(ImportLimits.DEFAULT, words);
        if (format == AgendaFormat.XML) {
            return ScheduleXml.parse(file, fallback, ImportLimits.DEFAULT, findings);
        }
        RawSchedule schedule = new RawSchedule();
        switch (format) {
            case XML -> throw new IllegalStateException("was read above");
            case JSON -> new ScheduleJson(schedule, fallback, findings).read(file);
            case ICALENDAR -> new ScheduleCalendar(schedule, fallback, findings).read(file);
            case XLSX, CSV ->
                    Sheets.read(file, SheetLimits.DEFAULT, findings)
                            .ifPresent(table ->
                                    new ScheduleTable(schedule, findings).read(table.rows()));
        }
        Agenda agenda = new AgendaMaker(schedule, fallback, findings).make();
        return findings.result(() -> agenda);
    }
}
