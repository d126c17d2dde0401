/** When scans happened, whatever the units' clocks said, and how these clocks behaved. */
@NullMarked
package io.turnout.hub.clock;

import org.jspecify.annotations.NullMarked;
