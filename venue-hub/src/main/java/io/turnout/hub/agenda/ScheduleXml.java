package io.turnout.hub.agenda;

import io.turnout.hub.importing.Findings;
import io.turnout.hub.importing.ImportLimits;
import io.turnout.hub.importing.ImportResult;
import io.turnout.hub.importing.Problem;
import io.turnout.hub.importing.Utf8;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads schedule XML as frab, pretalx, Pentabarf and c3voc's tools write it. All of a file is taken
 * or nothing, and all that is wrong with it is told at once.
 */
public final class ScheduleXml {
    private static final int HEAD = 200;
    private static final Pattern ENCODING =
            Pattern.compile("^.{0,3}<\\?xml[^>]*\\sencoding\\s*=\\s*[\"']([A-Za-z0-9._-]+)", Pattern.DOTALL);

    private ScheduleXml() {}

    /**
     * Reads at most the limit of bytes, and one more to see that there are more.
     *
     * @param fallback the event's zone, for files that name none
     * @throws IOException if the stream cannot be read; what it holds never throws
     */
    public static ImportResult<Agenda> parse(InputStream file, ZoneId fallback) throws IOException {
        return parse(file.readNBytes(ImportLimits.DEFAULT.bytes() + 1), fallback);
    }

    /**
     * As above, with the file at hand.
     *
     * @param fallback the event's zone, for files that name none
     */
    public static ImportResult<Agenda> parse(byte[] file, ZoneId fallback) {
        return parse(file, fallback, ImportLimits.DEFAULT);
    }

    static ImportResult<Agenda> parse(byte[] file, ZoneId fallback, ImportLimits limits) {
        Findings findings = new Findings(limits);
        RawSchedule schedule = new RawSchedule();
        try {
            checkSize(file, limits);
            checkEncoding(file);
            new ScheduleReader(new ScheduleCursor(file), findings, limits, schedule).read();
        } catch (UnreadableSchedule e) {
            findings.problem(e.problem());
        }
        // Checked even if reading stopped, so that one upload shows every fault up to there
        AgendaMaker maker = new AgendaMaker(schedule, fallback, findings);
        Agenda agenda = maker.make();
        return findings.result(() -> agenda);
    }

    private static void checkSize(byte[] file, ImportLimits limits) throws UnreadableSchedule {
        if (file.length > limits.bytes()) {
            throw new UnreadableSchedule(
                    new Problem(
                            0,
                            "",
                            "larger than %,d bytes".formatted(limits.bytes()),
                            "Leave out attachments and pictures"));
        }
    }

    /** The XML parser reads ahead and would tell a wrong line, so this is looked at first. */
    private static void checkEncoding(byte[] file) throws UnreadableSchedule {
        String head = new String(file, 0, Math.min(file.length, HEAD), StandardCharsets.ISO_8859_1);
        Matcher declared = ENCODING.matcher(head);
        boolean other = declared.find() && !declared.group(1).equalsIgnoreCase("UTF-8");
        boolean utf16 = head.startsWith("\u00fe\u00ff") || head.startsWith("\u00ff\u00fe");
        OptionalInt bad = other || utf16 ? OptionalInt.empty() : Utf8.firstBadLine(file);
        if (bad.isPresent()) {
            throw new UnreadableSchedule(
                    new Problem(
                            bad.getAsInt(),
                            "",
                            "not UTF-8, and no other encoding is declared",
                            "Save the file as UTF-8"));
        }
    }
}
