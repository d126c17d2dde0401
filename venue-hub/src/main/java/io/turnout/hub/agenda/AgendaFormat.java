package io.turnout.hub.agenda;

import io.turnout.hub.sheet.Sheets;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** What an agenda's file is, by what it holds: names of files prove nothing. */
public enum AgendaFormat {
    /** Schedule XML of frab, pretalx, Pentabarf and c3voc's tools. */
    XML,
    /** The same as JSON, or a list of sessions. */
    JSON,
    ICALENDAR,
    /** A spreadsheet, also one that is too old to be read. */
    XLSX,
    CSV;

    private static final int HEAD = 1_000;

    static AgendaFormat of(byte[] file) {
        if (Sheets.isPacked(file) || Sheets.isOldOffice(file)) {
            return XLSX;
        }
        String start = start(file);
        if (start.startsWith("<")) {
            return XML;
        }
        if (start.startsWith("{") || start.startsWith("[")) {
            return JSON;
        }
        return start.toUpperCase(Locale.ROOT).startsWith("BEGIN:VCALENDAR") ? ICALENDAR : CSV;
    }

    /** As the pages' texts are called. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Without marks, NULs of UTF-16 and blanks. */
    private static String start(byte[] file) {
        int length = Math.min(file.length, HEAD);
        return new String(file, 0, length, StandardCharsets.ISO_8859_1)
                .replaceAll("[\u00ef\u00bb\u00bf\u00fe\u00ff\u0000]", "")
                .strip();
    }
}
