package io.turnout.hub.people;

import io.turnout.hub.importing.Findings;
import io.turnout.hub.importing.ImportLimits;
import io.turnout.hub.importing.Problem;
import io.turnout.hub.importing.StrictText;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A list's bytes as text. */
final class CsvText {
    private static final Pattern LINE = Pattern.compile("line:? ?([0-9]{1,9})");

    private CsvText() {}

    /** Whether the bytes are UTF-8 text of bearable size; a problem if not. */
    static boolean readable(byte[] file, Findings findings, ImportLimits limits) {
        OptionalInt bad = StrictText.firstBadLine(file, StandardCharsets.UTF_8);
        int nul = firstNul(file);
        if (file.length > limits.bytes()) {
            String reason = "larger than %,d bytes".formatted(limits.bytes());
            findings.problem(new Problem(0, "", reason, "Split the file"));
        } else if (bad.isPresent()) {
            findings.problem(
                    new Problem(
                            bad.getAsInt(),
                            "",
                            "holds a byte that is not UTF-8",
                            "Save the sheet as “CSV UTF-8”"));
        } else if (nul >= 0) {
            findings.problem(
                    new Problem(
                            StrictText.lineOf(file, nul),
                            "",
                            "holds a NUL byte",
                            "Save the sheet as “CSV UTF-8”; this may be UTF-16 or no text"));
        } else {
            return true;
        }
        return false;
    }

    static String of(byte[] file) {
        return StrictText.of(file, StandardCharsets.UTF_8);
    }

    /**
     * Semicolon if the header line has more of them than commas, as spreadsheets in Europe write.
     */
    static char delimiter(String text) {
        String header = text.stripLeading().lines().findFirst().orElse("");
        long semicolons = header.chars().filter(c -> c == ';').count();
        long commas = header.chars().filter(c -> c == ',').count();
        return semicolons > commas ? ';' : ',';
    }

    /** The line that a message of the CSV parser tells; 0 if none. */
    static int lineIn(String message) {
        Matcher line = LINE.matcher(message);
        return line.find() ? Integer.parseInt(line.group(1)) : 0;
    }

    /** A message of the CSV parser without what it quotes from the file, which may be a name. */
    static String withoutContent(String message) {
        int quote = message.indexOf(", position");
        return quote < 0 ? message : message.substring(0, quote);
    }

    private static int firstNul(byte[] file) {
        for (int i = 0; i < file.length; i++) {
            if (file[i] == 0) {
                return i;
            }
        }
        return -1;
    }
}
