/** Parse, look up, decide, journal, show: one badge at a time. */
@NullMarked
package io.turnout.gateway.door;

import org.jspecify.annotations.NullMarked;
