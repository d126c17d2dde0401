package io.turnout.gateway.clock;

import java.time.Instant;

/**
 * What a unit knew of time when it last wrote it down.
 *
 * @param passed had passed for certain
 * @param boot in which {@code offset} holds
 * @param by whose word it is
 */
public record Kept(Instant passed, String boot, Offset offset, TimeBasis by) {}
