/** Measures the unit against limits taken in the same run. */
@NullMarked
package io.turnout.gateway.bench;

import org.jspecify.annotations.NullMarked;
