package io.turnout.gateway.journal;

import io.turnout.protocol.message.JournalEpoch;
import io.turnout.protocol.message.LostScans;
import io.turnout.protocol.message.MalformedMessage;
import io.turnout.protocol.message.MessageCodec;
import io.turnout.protocol.message.Scan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.DataFormatException;

/**
 * What is found in the folder of a volume.
 *
 * @param holes numbers that are missing between others
 * @param ending how sure it is that nothing came behind the last
 * @param end where the next record goes in the last segment
 * @param newest the ordinal of the newest file, 0 for none
 * @param free how many of the newest files were never begun
 */
record VolumeFiles(
        Path folder,
        JournalEpoch epoch,
        List<Segment> segments,
        List<LostScans> holes,
        Survey.Ending ending,
        int end,
        int newest,
        int free) {
    /** There from the beginning: a journal that lacks its first scans had them once. */
    static final String ACKNOWLEDGED = "acknowledged";

    static final String GONE = ".gone";
    static final String UNFINISHED = ".new";

    private static final int ORDINAL = 6;

    /** Makes a volume with its first segment: it is there as a whole or not at all. */
    static Path make(Disk disk, Path journal, int ordinal, JournalEpoch epoch, int bytes)
            throws IOException {
        Path folder = journal.resolve("%06d-%s".formatted(ordinal, epoch));
        Path beside = journal.resolve(folder.getFileName() + UNFINISHED);
        disk.makeFolder(beside);
        SegmentFiles.make(disk, beside, 1, bytes);
        new Note(disk, beside.resolve(ACKNOWLEDGED)).write(0);
        disk.rename(beside, folder);
        disk.syncFolder(journal);
        return folder;
    }

    static boolean named(Path folder) {
        return folder.getFileName().toString().matches("[0-9]{6}-[a-z2-7]{26}");
    }

    static int ordinal(Path folder) {
        return Integer.parseInt(folder.getFileName().toString().substring(0, ORDINAL));
    }

    /** Removes a folder with its files. */
    static void remove(Disk disk, Path folder) throws IOException {
        for (Path file : disk.list(folder)) {
            disk.delete(file);
        }
        disk.delete(folder);
    }

    static VolumeFiles examine(Disk disk, Path folder, int bytes)
            throws IOException, Layout.LaterVersion {
        String name = folder.getFileName().toString();
        JournalEpoch epoch = new JournalEpoch(name.substring(ORDINAL + 1));
        List<Path> files = SegmentFiles.in(disk, folder);
        List<Segment> segments = new ArrayList<>();
        Survey.Ending ending = Survey.Ending.CLEAN;
        int end = Layout.HEAD;
        int free = 0;
        for (Path file : files) {
            Survey survey = survey(disk, file, bytes, epoch);
            if (survey.first() > 0) {
                segments.add(new Segment(file, survey.first(), survey.places()));
                ending = survey.ending();
                end = survey.end();
                free = 0;
            } else {
                ending = ending.compareTo(survey.ending()) < 0 ? survey.ending() : ending;
                free = survey.ending() == Survey.Ending.CLEAN ? free + 1 : 0;
            }
        }
        if (files.isEmpty()) {
            ending = Survey.Ending.IN_DOUBT;
        }
        List<LostScans> holes = holes(segments);
        int newest = files.isEmpty() ? 0 : SegmentFiles.ordinal(files.getLast());
        return new VolumeFiles(folder, epoch, segments, holes, ending, end, newest, free);
    }

    private static Survey survey(Disk disk, Path path, int bytes, JournalEpoch epoch)
            throws Layout.LaterVersion {
        byte[] content;
        try (Disk.DiskFile file = disk.open(path)) {
            content = file.read(0, bytes);
        } catch (IOException unreadable) {
            return Survey.UNREADABLE;
        }
        try (Packing packing = new Packing()) {
            MessageCodec codec = new MessageCodec();
            return Survey.of(content, bytes, epoch, packed -> number(packing, codec, packed));
        }
    }

    private static long number(Packing packing, MessageCodec codec, byte[] packed) {
        try {
            return codec.read(packing.unpack(packed), Scan.class).number();
        } catch (DataFormatException | MalformedMessage unreadable) {
            return 0;
        }
    }

    /** A segment ends where the next one begins: what was given again later was shown to nobody. */
    private static List<LostScans> holes(List<Segment> segments) {
        List<LostScans> holes = new ArrayList<>();
        for (int i = 0; i < segments.size(); i++) {
            Segment segment = segments.get(i);
            if (i + 1 < segments.size()) {
                long next = segments.get(i + 1).first();
                segment.endBefore(next);
                if (segment.last() + 1 < next) {
                    holes.add(new LostScans(segment.last() + 1, next - 1, false));
                }
            }
            for (long number = segment.first(); number <= segment.last(); number++) {
                if (segment.place(number) == 0) {
                    holes.add(new LostScans(number, number, false));
                }
            }
        }
        return holes;
    }

    SegmentFiles files(Disk disk, int bytes, SegmentFiles.Room room) {
        return new SegmentFiles(disk, folder, bytes, room, newest, free);
    }
}
