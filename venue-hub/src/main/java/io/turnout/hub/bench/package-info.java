/** Measures the hub against a limit found in the same run. */
@NullMarked
package io.turnout.hub.bench;

import org.jspecify.annotations.NullMarked;
