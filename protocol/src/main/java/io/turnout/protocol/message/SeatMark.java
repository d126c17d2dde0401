package io.turnout.protocol.message;

/**
 * When the hub said something.
 *
 * @param life the run of the hub whose clock it is
 * @param millis its monotonic clock
 */
public record SeatMark(HubLife life, long millis) {}
