package io.turnout.gateway.uplink;

import java.time.Instant;

/**
 * How the connection to the hub is.
 *
 * @param online whether the last exchange with the broker was answered in time
 * @param since when that began to be so
 * @param malformed messages that were not understood
 * @param resent batches sent again because no acknowledgement came; alarm when it grows by itself
 */
public record UplinkStatus(boolean online, Instant since, long malformed, long resent) {}
