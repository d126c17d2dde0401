package io.turnout.gateway.indicator;

/** What the buzzer plays; a hertz of 0 is a pause. */
public record Tone(int hertz, int millis) {}
