package io.turnout.hub.attendance;

import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Whoever passes on what the fold changed. Called on the fold's thread inside its transaction: what
 * is written there is durable together with the fold's result, or not at all.
 */
public interface AttendanceOutlet {
    /** Passes nothing on. */
    AttendanceOutlet NONE =
            new AttendanceOutlet() {
                @Override
                public boolean listens(Handle handle) {
                    return false;
                }

                @Override
                public void tell(Handle handle, List<AttendanceChange> changes) {}
            };

    /** Whether to look for changes at all, which costs the fold a reading of what was there. */
    boolean listens(Handle handle);

    /**
     * Takes what changed; of each attendee in the order in which it happened.
     *
     * @throws RuntimeException to keep the fold from being stored
     */
    void tell(Handle handle, List<AttendanceChange> changes);
}
