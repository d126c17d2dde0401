package io.turnout.gateway.journal;

import io.turnout.protocol.message.JournalEpoch;
import io.turnout.protocol.message.LostScans;
import io.turnout.protocol.message.Scan;
import java.util.List;

/** What the hub is to get next: scans of one epoch, and what is lost among them. */
public record Unsent(JournalEpoch epoch, List<Scan> scans, List<LostScans> lost) {
    public Unsent {
        scans = List.copyOf(scans);
        lost = List.copyOf(lost);
    }

    /** The last number that it settles, 0 for none. */
    public long end() {
        long scan = scans.isEmpty() ? 0 : scans.getLast().number();
        return lost.isEmpty() ? scan : Math.max(scan, lost.getLast().to());
    }
}
