package io.turnout.hub.agenda;

/** Texts of an agenda as people may see them. */
final class AgendaText {

    private AgendaText() {}

    /** On one line: control characters and runs of blanks become one blank, the ends are bare. */
    static String oneLine(String text) {
        StringBuilder line = new StringBuilder(text.length());
        boolean blank = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean gap = Character.isISOControl(c) || Character.isWhitespace(c) || c == '\u00a0';
            if (!gap) {
                line.append(c);
            } else if (!blank) {
                line.append(' ');
            }
            blank = gap;
        }
        return line.toString().stripTrailing();
    }

    /** At most so many characters, and no half of one at the end. */
    static String cut(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        boolean half = Character.isHighSurrogate(text.charAt(length - 1));
        return text.substring(0, half ? length - 1 : length);
    }
}
