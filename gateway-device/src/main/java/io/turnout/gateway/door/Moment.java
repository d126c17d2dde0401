package io.turnout.gateway.door;

import io.turnout.gateway.clock.UnitClock;
import io.turnout.protocol.access.Mode;

/** When and how a badge was presented. */
record Moment(UnitClock.Moment clock, Mode mode, boolean online) {}
