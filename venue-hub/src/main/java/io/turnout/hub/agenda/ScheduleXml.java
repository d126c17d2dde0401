package io.turnout.hub.agenda;

import io.turnout.hub.importing.Findings;
import io.turnout.hub.importing.ImportLimits;
import io.turnout.hub.importing.ImportResult;
import java.io.IOException;
import java.io.InputStream;
import java.time.ZoneId;

/**
 * Reads schedule XML as frab, pretalx, Pentabarf and c3voc's tools write it. All of a file is taken
 * or nothing, and all that is wrong with it is told at once.
 */
public final class ScheduleXml {

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
        return parse(file, fallback, limits, new Findings(limits));
    }

    static ImportResult<Agenda> parse(
            byte[] file, ZoneId fallback, ImportLimits limits, Findings findings) {
        RawSchedule schedule = new RawSchedule();
        try {
            checkSize(file, limits);
            new ScheduleReader(new ScheduleCursor(XmlText.of(file)), findings, limits, schedule)
                    .read();
        } catch (UnreadableSchedule e) {
            e.tell(findings);
        }
        // Checked even if reading stopped, so that one upload shows every fault up to there
        AgendaMaker maker = new AgendaMaker(schedule, fallback, findings);
        Agenda agenda = maker.make();
        return findings.result(() -> agenda);
    }

    private static void checkSize(byte[] file, ImportLimits limits) throws UnreadableSchedule {
        if (file.length > limits.bytes()) {
            throw new UnreadableSchedule(0, "", "fault.schedule.bytes", limits.bytes());
        }
    }
}
