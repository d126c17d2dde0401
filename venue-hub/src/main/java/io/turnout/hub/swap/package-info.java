/** A unit in another one's place, and the scans that were still on the other one's card. */
@NullMarked
package io.turnout.hub.swap;

import org.jspecify.annotations.NullMarked;
