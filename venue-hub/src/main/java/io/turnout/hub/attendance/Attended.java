package io.turnout.hub.attendance;

import io.turnout.protocol.access.SessionId;
import java.util.List;
import java.util.Optional;

/**
 * One attendee's whole attendance.
 *
 * @param presences one for each session entered or left, by session id
 * @param anomalies in the order of the scans
 */
public record Attended(List<Presence> presences, List<Anomaly> anomalies) {
    public Attended {
        presences = List.copyOf(presences);
        anomalies = List.copyOf(anomalies);
    }

    /** Evidence that does not fit together; kept, and shown to who corrects. */
    public sealed interface Anomaly {
        /**
         * An exit of somebody who was not inside.
         *
         * @param session where the door named one
         */
        record OutWithoutIn(ScanName scan, Optional<SessionId> session) implements Anomaly {}

        /** A scan of a session that the agenda does not have (any more). */
        record UnknownSession(ScanName scan, SessionId session) implements Anomaly {}
    }
}
