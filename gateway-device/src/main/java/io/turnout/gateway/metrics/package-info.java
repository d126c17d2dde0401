/** Figures of the unit for monitors, as Prometheus reads them; nothing of badges. */
@NullMarked
package io.turnout.gateway.metrics;

import org.jspecify.annotations.NullMarked;
