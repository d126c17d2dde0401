package io.turnout.hub.importing;

/**
 * One reason why a file is not taken. A file with a problem changes nothing.
 *
 * @param line line in the file, from 1; 0 when the whole file is meant
 * @param element the XML element, with its event where known, or the CSV column; empty when the
 *     whole line is meant
 * @param reason what is wrong, with the offending value
 * @param cure what whoever made the file can do about it
 */
public record Problem(int line, String element, String reason, String cure) {

    /** The problem as one line of text, for a command line or a log without page. */
    public String sentence() {
        String where = line == 0 ? "file" : "line " + line;
        String what = element.isEmpty() ? "" : ", " + element;
        return where + what + ": " + reason + ". " + cure + ".";
    }
}
