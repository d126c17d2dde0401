package io.turnout.hub;

import java.time.Duration;

/**
 * What is encrypted, and how units prove who they are.
 *
 * @param unitsPort where units enrol and fetch lists, while they have certificates
 * @param grace how long after its end a unit's certificate may still be renewed
 */
public record Security(Tls tls, int unitsPort, Duration grace) {
    /** Nothing: units have secrets. For demonstrations and tests on one machine. */
    public static final Security NONE = new Security(Tls.OFF, 0, Duration.ZERO);

    /** How far encryption goes. */
    public enum Tls {
        ON,
        PROXY,
        OFF
    }

    Security withPort(int port) {
        return new Security(tls, port, grace);
    }
}
