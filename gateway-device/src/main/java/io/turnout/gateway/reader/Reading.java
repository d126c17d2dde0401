package io.turnout.gateway.reader;

import io.turnout.protocol.access.Side;

/**
 * What a reader read.
 *
 * @param text as read, whatever it is; nobody has judged it yet
 * @param side where the reader stands
 */
public record Reading(String text, Side side) {}
