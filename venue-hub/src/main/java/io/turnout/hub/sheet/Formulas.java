package io.turnout.hub.sheet;

import java.util.regex.Pattern;

/**
 * Keeps spreadsheets from taking a text for a formula: such a text gets an apostrophe before it,
 * and loses it when it comes back. In CSV that is made for editing, so does a text that would be
 * taken for a number or a date. Coming back is the exact opposite, so a text survives every round.
 */
final class Formulas {
    /** Full-width forms count too: spreadsheets of East Asia read them alike. */
    private static final String START = "=+-@\t\r\n＝＋－＠";

    private static final int LONGEST = 40;
    private static final Pattern PLAIN_NUMBER = Pattern.compile("0|[1-9][0-9]{0,8}");
    private static final Pattern DIGIT = Pattern.compile("\\p{Nd}");

    /** Made only of what numbers, sums of money, times and dates are made of. */
    private static final Pattern NUMBER =
            Pattern.compile("(?i)[\\p{Nd}\\p{Z}\\p{Sc}.,:/%()'’+\\-−e]*([ap]m?)?");

    private static final Pattern MONTH =
            Pattern.compile(
                    "(?i)jan|feb|mar|mär|mrz|apr|may|mai|jun|jul|aug|sep|oct|okt|nov|dec|dez");
    private static final Pattern TRUTH = Pattern.compile("(?i)true|false|wahr|falsch");

    private Formulas() {}

    static String harmless(String text) {
        return couldRun(text) || isTaken(text) ? "'" + text : text;
    }

    /** As {@link #harmless}, and no number or date for a spreadsheet that opens CSV either. */
    static String exact(String text) {
        return couldRun(text) || couldBeMistaken(bare(text)) ? "'" + text : text;
    }

    static String meant(String text) {
        return text.startsWith("'") && (couldRun(text) || isTaken(text)) ? text.substring(1) : text;
    }

    /** Looks behind apostrophes too: else nobody could tell ours from those of the text. */
    private static boolean couldRun(String text) {
        String bare = bare(text);
        return !bare.isEmpty() && START.indexOf(bare.charAt(0)) >= 0;
    }

    /** Whether it looks like what {@link #exact} writes. */
    private static boolean isTaken(String text) {
        return text.startsWith("'") && couldBeMistaken(bare(text));
    }

    private static String bare(String text) {
        int first = 0;
        while (first < text.length() && text.charAt(first) == '\'') {
            first++;
        }
        return text.substring(first);
    }

    private static boolean couldBeMistaken(String text) {
        if (text.length() > LONGEST || PLAIN_NUMBER.matcher(text).matches()) {
            return false;
        }
        return TRUTH.matcher(text.strip()).matches()
                || (DIGIT.matcher(text).find()
                        && (NUMBER.matcher(text).matches() || MONTH.matcher(text).find()));
    }
}
