package io.turnout.hub.attendance;

import java.time.Duration;

/** How long a presence was, as far as uncertain times allow to say: in the order of best times. */
record PresenceBounds(Duration least, Duration most) {}
