package io.turnout.hub.corrections;

import java.util.List;

/**
 * A correction as organizers see it.
 *
 * @param undoes what an undo takes back, 0 of others
 * @param undoneBy the undo that takes it back at present, 0 for none
 * @param lines the first of them
 */
public record Listed(
        long number,
        String kind,
        long undoes,
        long undoneBy,
        String why,
        String who,
        long madeMs,
        long people,
        List<Line> lines) {
    public Listed {
        lines = List.copyOf(lines);
    }

    /**
     * What it says, with names for ids.
     *
     * @param person whose; of a scan that has not arrived, empty
     * @param to to whom a scan is moved, empty for nobody else
     * @param session of what is added or set, or to where a scan is moved; empty for nowhere else
     * @param inMs 0 for none
     * @param outMs 0 for none
     * @param atMs of the scan, 0 for none, or one that has not arrived
     * @param scan its name, empty for none
     */
    public record Line(
            long attendee,
            String person,
            String to,
            String session,
            String title,
            long inMs,
            long outMs,
            long atMs,
            String scan) {}

    /** Whether it holds. */
    public boolean holds() {
        return undoneBy == 0;
    }
}
