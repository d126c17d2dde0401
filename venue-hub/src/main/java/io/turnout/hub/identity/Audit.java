package io.turnout.hub.identity;

import java.time.InstantSource;
import org.jdbi.v3.core.Handle;

/** Who did what, appended in the transaction that does it. */
public final class Audit {
    private final InstantSource clock;

    public Audit(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Appends a row.
     *
     * @param who a user's name
     * @param what a verb and its object, {@code import agenda}
     * @param subject the id of what it was done to
     * @param detail numbers and ids, never names of attendees
     */
    public void add(Handle handle, String who, String what, String subject, String detail) {
        handle.execute(
                "INSERT INTO audit (at_ms, who, what, subject, detail) VALUES (?, ?, ?, ?, ?)",
                clock.millis(),
                who,
                what,
                subject,
                detail);
    }
}
