package io.turnout.gateway.indicator;

/**
 * One beat of a rhythm.
 *
 * @param onMillis 1 to 10,000
 * @param offMillis 0 to 10,000
 */
public record Beat(int onMillis, int offMillis) {
    private static final int LONGEST = 10_000;

    public Beat {
        if (onMillis < 1 || onMillis > LONGEST || offMillis < 0 || offMillis > LONGEST) {
            throw new IllegalArgumentException("a beat of " + onMillis + " on, " + offMillis);
        }
    }

    int millis() {
        return onMillis + offMillis;
    }
}
