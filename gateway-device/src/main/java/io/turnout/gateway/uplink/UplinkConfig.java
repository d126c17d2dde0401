package io.turnout.gateway.uplink;

import io.turnout.protocol.message.UnitId;
import java.time.Duration;

/**
 * How a unit reaches its hub.
 *
 * @param url the broker, such as {@code tcp://127.0.0.1:1883}
 * @param secret the unit's password; never logged
 * @param patience how long one exchange with the broker may take before the connection counts as
 *     dead
 * @param resend how long to wait for the hub's acknowledgement before a batch is sent again; grows
 *     while it stays away
 * @param informEvery how often the unit tells of itself when nothing changes
 * @param firstPause before the first attempt to connect again; grows up to {@code longestPause}
 */
public record UplinkConfig(
        String url,
        String site,
        UnitId unit,
        String secret,
        Duration patience,
        Duration resend,
        Duration informEvery,
        Duration firstPause,
        Duration longestPause) {
    /** Everything but who and where by default. */
    public static UplinkConfig of(String url, String site, UnitId unit, String secret) {
        return new UplinkConfig(
                url,
                site,
                unit,
                secret,
                Duration.ofSeconds(10),
                Duration.ofSeconds(5),
                Duration.ofSeconds(30),
                Duration.ofMillis(500),
                Duration.ofSeconds(30));
    }

    @Override
    public String toString() {
        return unit + " at " + url;
    }
}
