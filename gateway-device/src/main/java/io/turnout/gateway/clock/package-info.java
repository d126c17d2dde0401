/** What a unit knows of time: wall clock, monotonic clock, boot, and how far to believe them. */
@NullMarked
package io.turnout.gateway.clock;

import org.jspecify.annotations.NullMarked;
