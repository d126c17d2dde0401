package io.turnout.provisioning.demo;

import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;

/** Lists that an organizer sends. */
final class SentList {
    /** One name would run in a spreadsheet. */
    static final String PEOPLE =
            """
            number,family_name,given_name,email,licence_number,groups
            I-1,Muñoz,Noël,,,Speakers
            I-2,"=HYPERLINK(""http://x"")",Eve,,,
            """;

    private SentList() {}

    static FilePayload csv(String text) {
        return new FilePayload("list.csv", "text/csv", text.getBytes(StandardCharsets.UTF_8));
    }

    /** One session is called otherwise; its room has another one, which is new. */
    static String withOneMore(String sheet) {
        String row =
                sheet.lines().filter(line -> line.contains(",Cantina,")).findFirst().orElseThrow();
        String[] cells = row.split(",", -1);
        cells[0] = "";
        cells[1] = "";
        cells[2] = "";
        String changed = row.replace("All about Cantina", "Kaffee für alle");
        String added = String.join(",", cells).replace("All about Cantina", "Kaffee, noch mehr");
        return sheet.replace(row, changed)
                + added.replace("Kaffee, noch mehr", "\"Kaffee, noch mehr\"")
                + "\r\n";
    }
}
