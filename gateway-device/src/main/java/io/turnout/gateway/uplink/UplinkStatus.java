package io.turnout.gateway.uplink;

import java.time.Instant;

/**
 * How the connection to the hub is.
 *
 * @param online whether the last exchange with the broker was answered in time
 * @param since when that began to be so
 * @param malformed messages that were not understood
 * @param resent batches sent again because no acknowledgement came; alarm when it grows by itself
 * @param setBacks how often the hub had lost scans that it had acknowledged; alarm at any
 * @param gone scans that the hub wanted again and that are not kept any more; alarm at any
 */
public record UplinkStatus(
        boolean online, Instant since, long malformed, long resent, long setBacks, long gone) {
    /** With nothing counted. */
    public static UplinkStatus now(boolean online, Instant since) {
        return new UplinkStatus(online, since, 0, 0, 0, 0);
    }
}
