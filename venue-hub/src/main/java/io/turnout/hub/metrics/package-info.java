/** Figures of the hub and its units for monitors, as Prometheus reads them; nothing of people. */
@NullMarked
package io.turnout.hub.metrics;

import org.jspecify.annotations.NullMarked;
