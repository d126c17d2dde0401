package io.turnout.hub.sheet;

/**
 * Keeps spreadsheets from taking a text for a formula: such a text gets an apostrophe before it,
 * and loses it when it comes back. The two are exact opposites, so a text survives every round.
 */
final class Formulas {
    /** Full-width forms count too: spreadsheets of East Asia read them alike. */
    private static final String START = "=+-@\t\r\n＝＋－＠";

    private Formulas() {}

    static String harmless(String text) {
        return couldRun(text) ? "'" + text : text;
    }

    static String meant(String text) {
        return text.startsWith("'") && couldRun(text) ? text.substring(1) : text;
    }

    /** Looks behind apostrophes too: else nobody could tell ours from those of the text. */
    private static boolean couldRun(String text) {
        int first = 0;
        while (first < text.length() && text.charAt(first) == '\'') {
            first++;
        }
        return first < text.length() && START.indexOf(text.charAt(first)) >= 0;
    }
}
