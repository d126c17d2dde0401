package io.turnout.hub.sheet;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds out what stands between the cells of a CSV file: of comma, semicolon and tab the one that
 * most of the first lines have equally often. Cells may hold the others, as lists of groups do, and
 * titles above the heading may hold any.
 */
final class Delimiters {
    private static final int LINES = 10;
    private static final char[] ALL = {',', ';', '\t'};

    private Delimiters() {}

    /** How many lines have it equally often, and how often that is. */
    private record Score(int lines, int times) {
        boolean beats(Score other) {
            return lines > other.lines || (lines == other.lines && times > other.times);
        }
    }

    static char of(String text) {
        List<String> lines = bareLines(text);
        char best = ALL[0];
        for (char delimiter : ALL) {
            best = score(lines, delimiter).beats(score(lines, best)) ? delimiter : best;
        }
        return best;
    }

    private static Score score(List<String> lines, char delimiter) {
        Map<Integer, Integer> linesByTimes = new HashMap<>();
        for (String line : lines) {
            int times = (int) line.chars().filter(c -> c == delimiter).count();
            if (times > 0) {
                linesByTimes.merge(times, 1, Integer::sum);
            }
        }
        Score best = new Score(0, 0);
        for (Map.Entry<Integer, Integer> one : linesByTimes.entrySet()) {
            Score score = new Score(one.getValue(), one.getKey());
            best = score.beats(best) ? score : best;
        }
        return best;
    }

    /** The first lines with anything in them, without what stands in double quotes. */
    private static List<String> bareLines(String text) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length() && lines.size() < LINES; i++) {
            char c = text.charAt(i);
            quoted ^= c == '"';
            if (!quoted && c == '\n') {
                add(lines, line);
            } else if (!quoted) {
                line.append(c);
            }
        }
        add(lines, line);
        return lines;
    }

    private static void add(List<String> lines, StringBuilder line) {
        if (!line.toString().isBlank()) {
            lines.add(line.toString());
        }
        line.setLength(0);
    }
}
