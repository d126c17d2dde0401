package io.turnout.hub.attendance;

import io.turnout.protocol.access.SessionId;
import java.util.List;
import java.util.Locale;
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

        /**
         * Two admissions that cannot both be right: one person in two places, or one badge used by
         * two. The earlier by best time counts, of two at one time the one whose name is first.
         *
         * @param counts the entry that counts
         * @param other the entry without effect
         */
        record DoubleUse(Kind kind, Evidence counts, Evidence other) implements Anomaly {
            /** What is the matter. */
            public enum Kind {
                /** In one room and read in another, sooner than one can walk there. */
                TWO_ROOMS,
                /** Let in by two doors of a session without leaving. */
                ENTERED_TWICE,
                /** Let in again where once is all. */
                USED_AGAIN;

                /** As tables, exports and texts write it: {@code two-rooms}. */
                public String key() {
                    return name().toLowerCase(Locale.ROOT).replace('_', '-');
                }
            }
        }

        /** A scan of a session that the agenda does not have (any more). */
        record UnknownSession(ScanName scan, SessionId session) implements Anomaly {}
    }
}
