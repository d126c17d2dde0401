package io.turnout.hub.history;

import java.util.Optional;

/**
 * How a unit was at one moment.
 *
 * @param queue scans that had not arrived
 * @param celsius its processor's temperature, where it tells
 * @param clockMs its clock minus the hub's
 */
public record Sample(long atMs, long queue, Optional<Double> celsius, long clockMs) {}
