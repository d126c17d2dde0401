package io.turnout.gateway.reader;

/**
 * What a reader's loop has done since its start.
 *
 * @param turns how often it came round, every five seconds at least, whatever its device does
 * @param frames pictures looked at, 0 for a reader that has none
 * @param reads those in which something was read
 */
public record Work(long turns, long frames, long reads) {}
