package io.turnout.hub.agenda;

import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Makes plain text of the HTML that agendas carry. Linear in the length, whatever the input. */
final class HtmlText {
    private static final Set<String> BREAKS =
            Set.of("p", "br", "li", "ul", "ol", "div", "tr", "h1", "h2", "h3", "h4", "pre", "hr");
    private static final Set<String> HIDDEN = Set.of("script", "style");
    private static final Map<String, String> ENTITIES =
            Map.ofEntries(
                    Map.entry("amp", "&"),
                    Map.entry("lt", "<"),
                    Map.entry("gt", ">"),
                    Map.entry("quot", "\""),
                    Map.entry("apos", "'"),
                    Map.entry("nbsp", " "),
                    Map.entry("hellip", "…"),
                    Map.entry("ndash", "–"),
                    Map.entry("mdash", "—"),
                    Map.entry("rsquo", "’"),
                    Map.entry("lsquo", "‘"),
                    Map.entry("ldquo", "“"),
                    Map.entry("rdquo", "”"),
                    Map.entry("auml", "ä"),
                    Map.entry("ouml", "ö"),
                    Map.entry("uuml", "ü"),
                    Map.entry("szlig", "ß"),
                    Map.entry("eacute", "é"),
                    Map.entry("egrave", "è"));
    private static final int LONGEST_ENTITY = 10;

    private final String html;
    private final StringBuilder text = new StringBuilder();
    private final Set<String> missing = new HashSet<>();
    private int at;

    private HtmlText(String html) {
        this.html = html;
    }

    /** Plain text: tags gone, entities decoded, blanks folded, at most one empty line in a row. */
    static String strip(String html) {
        return new HtmlText(html).run();
    }

    private String run() {
        while (at < html.length()) {
            char c = html.charAt(at);
            if (c == '<') {
                tag();
            } else if (c == '&') {
                entity();
            } else {
                text.append(c);
                at++;
            }
        }
        return folded();
    }

    private void tag() {
        int close = html.startsWith("<!--", at) ? find("-->", at + 4) : tagEnd();
        if (close < 0) {
            // “3 < 4” is text, not a tag
            text.append('<');
            at++;
            return;
        }
        String name = name(at + 1);
        boolean opens = html.charAt(at + 1) != '/';
        at = html.indexOf('>', close) + 1;
        if (opens && HIDDEN.contains(name)) {
            skipHidden(name);
        } else if (BREAKS.contains(name)) {
            text.append('\n');
        }
    }

    /** Where the tag at the cursor closes; negative if there is no tag. */
    private int tagEnd() {
        if (at + 1 >= html.length()) {
            return -1;
        }
        char next = html.charAt(at + 1);
        boolean tag = Character.isLetter(next) || next == '/' || next == '!' || next == '?';
        return tag ? find(">", at) : -1;
    }

    /** As indexOf, but what was once not found is not searched again. */
    private int find(String end, int from) {
        if (missing.contains(end)) {
            return -1;
        }
        int found = html.indexOf(end, from);
        if (found < 0) {
            missing.add(end);
        }
        return found;
    }

    private String name(int from) {
        int start = from < html.length() && html.charAt(from) == '/' ? from + 1 : from;
        int end = start;
        while (end < html.length() && Character.isLetterOrDigit(html.charAt(end))) {
            end++;
        }
        return html.substring(start, end).toLowerCase(Locale.ROOT);
    }

    private void skipHidden(String name) {
        int end = html.indexOf("</", at);
        while (end >= 0 && !html.regionMatches(true, end + 2, name, 0, name.length())) {
            end = html.indexOf("</", end + 2);
        }
        at = end < 0 ? html.length() : end;
    }

    private void entity() {
        int end = html.indexOf(';', at, Math.min(html.length(), at + LONGEST_ENTITY));
        String decoded = end < 0 ? "" : decode(html.substring(at + 1, end));
        text.append(decoded.isEmpty() ? "&" : decoded);
        at = decoded.isEmpty() ? at + 1 : end + 1;
    }

    private static String decode(String name) {
        if (!name.startsWith("#")) {
            return ENTITIES.getOrDefault(name, "");
        }
        boolean hex = name.startsWith("#x") || name.startsWith("#X");
        try {
            int point = Integer.parseInt(name.substring(hex ? 2 : 1), hex ? 16 : 10);
            return Character.isDefined(point) && point > 0 ? Character.toString(point) : "";
        } catch (NumberFormatException _) {
            return "";
        }
    }

    private String folded() {
        StringBuilder lines = new StringBuilder(text.length());
        int empty = 0;
        for (String line : text.toString().split("\n", -1)) {
            String folded = AgendaText.oneLine(line);
            empty = folded.isEmpty() ? empty + 1 : 0;
            if (empty < 2) {
                lines.append(folded).append('\n');
            }
        }
        return lines.toString().strip();
    }
}
