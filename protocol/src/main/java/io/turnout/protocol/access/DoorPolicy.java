package io.turnout.protocol.access;

import java.time.Duration;

/**
 * The event's settings for its doors.
 *
 * @param includeTargets whether people a session is targeted at pass as if registered
 * @param notOnList what happens to a badge that neither list nor hub knows of
 * @param uncertainTime what happens where the bounds of the time straddle a window
 * @param coolDown within it the same badge at the same side is shown its former verdict again
 * @param turnover how long before a session's end a read at an in-and-out door moves to the next
 */
public record DoorPolicy(
        boolean includeTargets,
        WalkIn notOnList,
        WalkIn uncertainTime,
        Duration coolDown,
        Duration turnover) {
    /** Exclude targets, refuse the unknown, admit flagged on an uncertain clock, 5 s, 5 min. */
    public static final DoorPolicy DEFAULT =
            new DoorPolicy(
                    false,
                    WalkIn.REFUSE,
                    WalkIn.ADMIT_FLAGGED,
                    Duration.ofSeconds(5),
                    Duration.ofMinutes(5));

    /**
     * With what happens on an uncertain clock made as strict as another setting, if it is laxer.
     */
    public DoorPolicy withUncertainTime(WalkIn other) {
        return new DoorPolicy(
                includeTargets, notOnList, uncertainTime.stricter(other), coolDown, turnover);
    }
}
