package io.turnout.gateway.panel;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The unit as its page shows it, in the reader's language. Its field names are known to the page's
 * script.
 *
 * @param verdict empty at rest
 * @param lamps {@code off}, {@code on} or {@code blink} by colour
 * @param rhythm pairs of milliseconds on and off
 * @param queue scans that the hub does not have yet
 * @param lastNumber the journal's last number, 0 for none
 * @param session the one on now, if any
 * @param occupancy empty where nobody counts
 * @param clock what the unit decides by where its clock is not to be trusted
 * @param alerts what somebody must see to, a sentence each
 */
record PanelState(
        Optional<Shown> verdict,
        Map<String, String> lamps,
        List<List<Integer>> rhythm,
        long queue,
        long lastNumber,
        Optional<ListShown> list,
        HubShown hub,
        String room,
        String door,
        Optional<String> session,
        Optional<Occupied> occupancy,
        String mode,
        Optional<String> clock,
        List<String> alerts) {
    PanelState {
        alerts = List.copyOf(alerts);
        lamps = Map.copyOf(lamps);
        rhythm = List.copyOf(rhythm);
    }

    /**
     * A verdict.
     *
     * @param state {@code in}, {@code out}, {@code refused}, {@code ask-staff} or {@code
     *     out-of-order}
     */
    record Shown(
            String state, String word, String reason, String next, String at, String session) {}

    record ListShown(long revision, String age) {}

    record HubShown(boolean online, String since) {}

    /** Seats are those lent to this door. */
    record Occupied(long inside, long seats) {}

    /**
     * The answer to a scan.
     *
     * @param scan the number under which it was recorded; empty where a former verdict was shown
     *     again or nothing could be recorded
     */
    record Answer(Optional<Shown> verdict, Optional<Long> scan) {}

    /** The answer to a frame. */
    record FrameAnswer(boolean found) {}

    /** The answer to a monitor: {@code UP} or {@code DOWN}. */
    record Health(String status) {}

    /** The answer to what was not understood. */
    record Refusal(String error) {}
}
