package io.turnout.hub.agenda;

import io.turnout.hub.importing.Findings;
import io.turnout.hub.importing.StrictText;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An XML file's text. The XML parser could decode it too, but it reads ahead and tells a wrong line
 * for a bad byte, and the JDK's prints some of what it finds to the standard error.
 */
final class XmlText {
    private static final int HEAD = 200;
    private static final Pattern DECLARED =
            Pattern.compile(
                    "^(?:\u00ef\u00bb\u00bf)?<\\?xml[^>]*\\sencoding\\s*=\\s*[\"']([^\"'>]*)[\"']");

    private XmlText() {}

    static String of(byte[] file) throws UnreadableSchedule {
        Charset encoding = encoding(file);
        OptionalInt bad = StrictText.firstBadLine(file, encoding);
        if (bad.isPresent()) {
            throw new UnreadableSchedule(
                    bad.getAsInt(), "", "fault.schedule.encoding", encoding.name());
        }
        return StrictText.of(file, encoding);
    }

    /** By byte order mark, then by declaration, else UTF-8. */
    private static Charset encoding(byte[] file) throws UnreadableSchedule {
        String head = new String(file, 0, Math.min(file.length, HEAD), StandardCharsets.ISO_8859_1);
        if (head.startsWith("\u00fe\u00ff") || head.startsWith("\u00ff\u00fe")) {
            return StandardCharsets.UTF_16;
        }
        Matcher declared = DECLARED.matcher(head);
        return declared.find() ? named(declared.group(1)) : StandardCharsets.UTF_8;
    }

    private static Charset named(String name) throws UnreadableSchedule {
        try {
            return Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException _) {
            throw new UnreadableSchedule(1, "xml", "fault.schedule.charset", Findings.quoted(name));
        }
    }
}
